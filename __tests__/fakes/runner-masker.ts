/**
 * The runner's way of masking a job's log (actions/runner: AddMaskCommandExtension, SecretMasker, ValueEncoders):
 * the value and each of its lines, however short, in several encodings, wherever they stand in a line of the log.
 */
export interface RunnerMasker {
  addMask(value: string): void;
  /** What the log shows of a text. */
  show(text: string): string;
  /** Whether the runner would keep this as a job output: it drops one that holds a masked text. */
  passesAsJobOutput(value: string): boolean;
}

const encoders: readonly ((value: string) => string)[] = [
  (value) => value,
  ...[0, 1, 2].map((skip) => (value: string) => {
    const bytes = Buffer.from(value);
    return bytes.subarray(bytes.length > skip ? skip : 0).toString('base64');
  }),
  (value) => value.replaceAll("'", "''"),
  (value) => value.replaceAll('"', '\\"'),
  (value) => JSON.stringify(value).slice(1, -1),
  (value) =>
    encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  (value) => value.replace(/[&<>"']/g, (c) => xmlEntities[c] ?? c),
  (value) => (/^".{7,}"$/s.test(value) ? value.slice(1, -1) : ''),
];

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function runnerMasker(): RunnerMasker {
  const masked = new Set<string>();

  const showLine = (line: string): string => {
    const covered = new Uint8Array(line.length);
    for (const value of masked) {
      for (let at = line.indexOf(value); at >= 0; at = line.indexOf(value, at + 1)) {
        covered.fill(1, at, at + value.length);
      }
    }
    let shown = '';
    for (let at = 0; at < line.length; at += 1) {
      if (!covered[at]) shown += line.charAt(at);
      else if (!covered[at - 1]) shown += '***';
    }
    return shown;
  };

  const show = (text: string) => text.split('\n').map(showLine).join('\n');

  return {
    addMask(value) {
      for (const part of [value, ...value.split(/\r?\n/).map((line) => line.trim())]) {
        for (const encode of part === '' ? [] : encoders) {
          const encoded = encode(part);
          if (encoded !== '') masked.add(encoded);
        }
      }
    },
    show,
    passesAsJobOutput: (value) => show(value) === value && !masked.has(value),
  };
}
