import type { X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { Identifier } from '../settings/settings.ts';

/** A subject alternative name of a kind that ACME has no identifier for: an address of mail, a URI. */
export interface OtherName {
  type: 'other';
  value: string;
}

/**
 * The subject alternative names of a certificate, normalized for comparing.
 * Node writes a value that could be mistaken for a list as a JSON string; read as plain text, `DNS:"a, DNS:b"` would
 * be two names.
 */
export function namesOf(certificate: X509Certificate): (Identifier | OtherName)[] {
  const entries = (certificate.subjectAltName ?? '').matchAll(/([^:,]+):("(?:[^"\\]|\\.)*"|[^,"]*)(?:, |$)/g);
  return Array.from(entries, ([, kind = '', text = '']) => {
    const value = text.startsWith('"') ? (JSON.parse(text) as string) : text;
    if (kind === 'DNS') return dnsIdentifier(value);
    if (kind === 'IP Address' && ipaddr.isValid(value)) return ipIdentifier(value);
    return { type: 'other', value: `${kind}:${value}` };
  });
}

/** Names are compared in lower case (RFC 4343). */
export function dnsIdentifier(name: string): Identifier {
  return { type: 'dns', value: name.toLowerCase() };
}

/** An address in its canonical text (RFC 5952, RFC 8738 3). @throws Error when it is none */
export function ipIdentifier(address: string): Identifier {
  return { type: 'ip', value: canonicalAddress(address) };
}

/** The identifiers of `wanted` that `held` lacks. */
export function missingNames(
  wanted: readonly Identifier[],
  held: readonly (Identifier | OtherName)[],
): string[] {
  const has = new Set(held.map(({ type, value }) => `${type} ${value}`));
  return wanted
    .map(({ type, value }) => (type === 'ip' ? ipIdentifier(value) : dnsIdentifier(value)))
    .filter(({ type, value }) => !has.has(`${type} ${value}`))
    .map(({ value }) => value);
}

function canonicalAddress(address: string): string {
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
}
