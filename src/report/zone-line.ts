import type { WantedRecord } from '../base/errors.ts';

/** Characters in one string of a TXT record (RFC 1035 3.3.14); longer values are several strings. */
const longestString = 255;

/** A record as a line of a zone file (RFC 1035 5.1), to paste. */
export function zoneLine({ name, type, value }: WantedRecord): string {
  const data = type === 'CNAME' ? `${value}.` : strings(value).map(quoted).join(' ');
  return `${name}. 3600 IN ${type} ${data}`;
}

function strings(value: string): string[] {
  const parts = value.match(new RegExp(`.{1,${longestString}}`, 'gs'));
  return parts ?? [''];
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
