import ipaddr from 'ipaddr.js';
import { Misfit, parseEach } from '../misfit.ts';
import type { HostPort, ListenAddress, Resolver } from '../settings.ts';
import { words } from './words.ts';

/**
 * Reads DNS resolvers: `host` or `host:port`, separated by spaces or commas, IPv6 with a port in brackets; or the https
 * URL of a resolver that is asked over HTTPS.
 * @throws Misfit
 */
export function parseResolvers(text: string): Resolver[] {
  return parseEach(words(text), (word) =>
    /^[a-z]+:\/\//i.test(word) ? { url: parseResolverUrl(word) } : parseHostPort(word, 53, 'resolver'),
  );
}

const likeResolver = 'Write it like https://dns.example/dns-query, as the resolver documents it.';

/** RFC 8484 publishes URL templates; questions are sent by POST, which takes the template without its variable. */
function parseResolverUrl(text: string): string {
  const url = URL.parse(text.replace(/\{\?dns\}$/, ''));
  const complain = (problem: string, remedy = likeResolver, value: string | null = text) => {
    throw new Misfit({ value, problem, remedy });
  };
  if (url === null) return complain('not a URL');
  if (url.username !== '' || url.password !== '')
    return complain('a URL with credentials in it', likeResolver, null);
  if (url.protocol !== 'https:') {
    return complain(
      'not an https URL',
      'A resolver on port 53 is written as host or host:port, without a scheme.',
    );
  }
  if (url.search !== '' || url.hash !== '') return complain('a URL with a query');
  if (url.pathname === '/') return complain('a URL without the path that takes questions');
  return url.href;
}

/** Reads places where certificates are served, written like resolvers; without a port it is 443. @throws Misfit */
export function parseTargets(text: string): HostPort[] {
  return parseEach(words(text), (word) => parseHostPort(word, 443, 'host to look at'));
}

/** Reads an address to listen on: a port, or `address:port`. @throws Misfit */
export function parseListenAddress(text: string): ListenAddress {
  const port = /^:?(\d{1,5})$/.exec(text)?.[1];
  const [, bracketed, plain, last] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const number = Number(port ?? last);
  const isAddress =
    bracketed === undefined
      ? plain === undefined || ipaddr.IPv4.isValidFourPartDecimal(plain)
      : ipaddr.IPv6.isValid(bracketed);
  if (isAddress && number >= 1 && number <= 65_535) return { host, port: number };
  throw new Misfit({
    value: text,
    problem: 'nothing to listen on',
    remedy: 'Write a port, or an address of this machine with a port: 80, 127.0.0.1:8080, [::1]:8080.',
  });
}

function parseHostPort(text: string, defaultPort: number, what: string): HostPort {
  const bareIpv6 = ipaddr.IPv6.isValid(text);
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bareIpv6 ? text : (bracketed ?? plain ?? '');
  const fits = bareIpv6 || (bracketed === undefined ? isHost(host) : ipaddr.IPv6.isValid(host));
  const number = bareIpv6 || port === undefined ? defaultPort : Number(port);
  if (fits && number >= 1 && number <= 65_535) return { host, port: number };
  throw new Misfit({
    value: text,
    problem: `not a ${what}`,
    remedy: `Write a host or address, with or without a port: 192.0.2.53, name.example:5353, [2001:db8::53]:${defaultPort}.`,
  });
}

function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return ipaddr.IPv4.isValidFourPartDecimal(text);
  return text.length <= 253 && /^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*$/.test(text);
}
