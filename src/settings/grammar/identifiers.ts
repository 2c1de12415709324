import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { Misfit } from '../misfit.ts';
import type { Identifier } from '../settings.ts';

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads one name of a certificate: a DNS name, a wildcard, or an IP address (RFC 8555 7.1.3, RFC 8738).
 * @returns A-labels in lower case without the final dot; addresses in their canonical form (RFC 5952)
 * @throws Misfit
 */
export function parseIdentifier(text: string): Identifier {
  return parseAddress(text) ?? { type: 'dns', value: parseDnsName(text) };
}

/** Whether the name is of the local network only: no public CA may issue for it (Baseline Requirements 4.2.2). */
export function isSingleLabel({ type, value }: Identifier): boolean {
  return type === 'dns' && !value.replace('*.', '').includes('.');
}

function parseAddress(text: string): Identifier | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return { type: 'ip', value: text };
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (!bare.includes(':')) return undefined;
  if (!ipaddr.IPv6.isValid(bare) || bare.includes('%')) {
    throw misfit(
      text,
      'neither a DNS name nor an IPv6 address',
      'Write the name or address alone, without `https://` or a port.',
    );
  }
  return { type: 'ip', value: ipaddr.IPv6.parse(bare).toRFC5952String() };
}

function parseDnsName(text: string): string {
  const [, wildcard = '', rest = ''] = /^(\*\.)?(.*?)\.?$/s.exec(text) ?? [];
  if (rest.includes('*')) {
    throw misfit(text, 'a `*` that is not the whole first label', 'A wildcard is written *.example.com.');
  }
  const name = toAscii(rest);
  if (name === undefined) {
    throw misfit(
      text,
      'not a DNS name',
      'Write a name like www.example.com: letters, digits, hyphens and dots.',
    );
  }
  if (!name.split('.').every((part) => label.test(part))) {
    throw misfit(text, 'has a part that is no DNS label', labelRule);
  }
  if (/^\d+$/.test(name.split('.').at(-1) ?? '')) {
    throw misfit(
      text,
      'ends like an IP address but is none',
      'Write an IPv4 address as four numbers, like 192.0.2.1.',
    );
  }
  if (wildcard.length + name.length > 253) {
    throw misfit(text, 'longer than 253 characters', 'A DNS name has at most 253.');
  }
  return wildcard + name;
}

const labelRule =
  'Between dots stand 1 to 63 letters, digits and hyphens, the first and last of them no hyphen.';

/** Kept out: what `domainToASCII` would decode, cut off or drop as a URL's host, and numbers it takes for addresses. */
function toAscii(text: string): string | undefined {
  if (!/\P{ASCII}/u.test(text)) return text.toLowerCase();
  if (!/^[\p{L}\p{M}\p{N}\p{So}.。．｡·-]+$/u.test(text)) return undefined;
  return domainToASCII(text) || undefined;
}

function misfit(value: string, problem: string, remedy: string): Misfit {
  return new Misfit({ value, problem, remedy });
}
