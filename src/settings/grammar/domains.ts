import { Misfit, parseEach } from '../misfit.ts';
import type { CertificateRequest, Identifier } from '../settings.ts';
import { parseIdentifier } from './identifiers.ts';
import { readText, type ReadText } from './paths.ts';
import { words } from './words.ts';

const mostNames = 100;

/** One line, and where it stands. */
interface Line {
  place: string;
  text: string;
}

/**
 * Reads the certificates of `domains`: one a line, names separated by spaces or commas, `> name` names it, `#` starts
 * a comment, `@path` stands for a file of such lines.
 * @throws Misfit with every line's faults
 */
export function parseDomains(text: string, read: ReadText): CertificateRequest[] {
  const lines = parseEach(linesOf(text, 'line'), (line) => expand(line, read)).flat();
  const certificates = parseEach(lines, parseLine).flat();
  if (certificates.length === 0) {
    throw new Misfit({
      problem: 'no name in it',
      remedy: 'Write the names of one certificate on each line.',
    });
  }
  refuseTwins(certificates);
  return certificates;
}

/** The name of a certificate that wasn't given one: its first name, fit for a directory (`*` becomes `_wildcard`). */
export function defaultName(identifier: Identifier): string {
  return identifier.value.replace('*', '_wildcard').replaceAll(':', '_');
}

/**
 * The request for a certificate with these names; a name that comes twice counts once.
 * @throws Misfit when there are too many, or the certificate's name can't be a directory's
 */
export function requestFor(identifiers: readonly Identifier[], givenName?: string): CertificateRequest {
  const distinct = [...new Map(identifiers.map((one) => [one.value, one])).values()];
  const name = givenName ?? distinct.map(defaultName)[0] ?? '';
  if (distinct.length > mostNames) {
    const problem = `${distinct.length} names in the certificate ${name}`;
    throw new Misfit({
      value: null,
      problem,
      remedy: `A certificate has at most ${mostNames}: use several lines.`,
    });
  }
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/.test(name) || name.endsWith('.')) {
    throw new Misfit({
      value: name,
      problem: "a certificate's name that can't be a directory's",
      remedy: 'End the line with `> name`: up to 200 letters, digits, dots, hyphens and underscores.',
    });
  }
  return { name, identifiers: distinct };
}

function linesOf(text: string, placePrefix: string): Line[] {
  return text.split(/\r\n|\n|\r/).map((line, index) => ({
    place: `${placePrefix} ${index + 1}`,
    text: line.replace(/(^|\s)#.*$/, '').trim(),
  }));
}

function expand(line: Line, read: ReadText): Line[] {
  if (!line.text.startsWith('@')) return [line];
  const path = line.text.slice(1).trim();
  const lines = linesOf(readText(path, read), `${path} line`);
  const nested = lines.find(({ text }) => text.startsWith('@'));
  if (nested) {
    const problem = `a file within a file (${nested.place})`;
    throw new Misfit({ value: nested.text, problem, remedy: 'Name each file in `domains` itself.' });
  }
  return lines;
}

function parseLine({ place, text }: Line): CertificateRequest[] {
  if (text === '') return [];
  const [names = '', givenName, ...more] = text.split('>').map((part) => part.trim());
  try {
    if (more.length > 0 || givenName === '' || names === '') {
      throw new Misfit({
        value: text,
        problem: 'a `>` out of place',
        remedy: 'Write: names, `>`, one name.',
      });
    }
    return [requestFor(parseEach(words(names), parseIdentifier), givenName)];
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    throw new Misfit(error.complaints.map((one) => ({ ...one, problem: `${one.problem} (${place})` })));
  }
}

/** Compared without case: some runners' file systems don't tell `A` from `a`. */
function refuseTwins(certificates: readonly CertificateRequest[]): void {
  const seen = new Set<string>();
  parseEach(certificates, ({ name }) => {
    if (!seen.has(name.toLowerCase())) return seen.add(name.toLowerCase());
    throw new Misfit({
      value: name,
      problem: 'two certificates of this name',
      remedy: "Give one of them another name with `> name` at its line's end.",
    });
  });
}
