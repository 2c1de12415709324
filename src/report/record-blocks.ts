import type { WantedRecord } from '../base/errors.ts';
import { code, foldable, lines, table } from './markup.ts';
import { zoneLine } from './zone-line.ts';

/**
 * DNS records to create, as blocks of the page, twice: a zone file's lines to copy at once, and name and value apart, as
 * providers' forms want them.
 */
export function recordBlocks(records: readonly WantedRecord[]): string[] {
  if (records.length === 0) return [];
  const rows = records.map(({ name, type, value }) => [code(name, 260), type, code(value, 1_000)]);
  const forms = foldable('For a form: name, type and value apart', table(['Name', 'Type', 'Value'], rows));
  return [`<p><b>Records to create</b></p>\n${lines(records.map(zoneLine))}`, forms];
}
