import { appendFileSync, writeFileSync } from 'node:fs';
import type { Annotation, Log, Sink } from '../base/ports.ts';

export interface ConsoleOptions {
  /** Gets the log, a line with its end at a time; standard output if left out. */
  out?: (text: string) => void;
  /** Gets annotations and debug lines; standard error if left out. */
  err?: (text: string) => void;
  /** Whether debug lines are shown. */
  verbose?: boolean;
  /** File that outputs are appended to, one JSON object a line; readable by its owner only, since one is the key. */
  outputFile?: string | undefined;
  /** File that the summary page is written to. */
  summaryFile?: string | undefined;
}

/** A terminal in the runner's place: what was registered by `mask` never appears in what is printed. */
export function createConsole(options: ConsoleOptions = {}): { log: Log; sink: Sink } {
  const {
    out = (text: string) => void process.stdout.write(text),
    err = (text: string) => void process.stderr.write(text),
    verbose = false,
    outputFile,
    summaryFile,
  } = options;
  const masks = new Masks();
  let indent = '';
  const line = (text: string) => `${masks.hide(text).replaceAll(/^/gm, indent)}\n`;
  return {
    log: {
      debug: (text) => verbose && err(line(text)),
      info: (text) => out(line(text)),
      group(title) {
        out(line(title));
        indent = '  ';
      },
      endGroup() {
        indent = '';
      },
    },
    sink: {
      output(name, value) {
        if (outputFile !== undefined)
          appendFileSync(outputFile, `${JSON.stringify({ name, value })}\n`, { mode: 0o600 });
      },
      mask: (value) => masks.add(value),
      annotate: (annotation) => err(`${masks.hide(annotationText(annotation))}\n`),
      summary(markdown) {
        if (summaryFile !== undefined) writeFileSync(summaryFile, masks.hide(markdown));
      },
    },
  };
}

/** Values to hide: each whole, and each of its lines, as the runner does it. */
class Masks {
  #values: readonly string[] = [];

  add(value: string): void {
    const parts = [value, ...value.split(/\r?\n/)].map((part) => part.trim()).filter((part) => part !== '');
    // The longest first: a value that holds another one must go whole.
    this.#values = [...new Set([...this.#values, ...parts])].sort((a, b) => b.length - a.length);
  }

  hide(text: string): string {
    return this.#values.reduce((hidden, value) => hidden.replaceAll(value, '***'), text);
  }
}

/**
 * The log has told the whole: this is for who reads standard error only, from a cron job for instance. What happened,
 * on one line; what to do about it comes after an empty line.
 */
function annotationText({ level, message }: Annotation): string {
  const [happened = ''] = message.split(/\n\s*\n/);
  return `${level}: ${happened.replaceAll(/\s*\n\s*/g, ' ')}`;
}
