import ipaddr from 'ipaddr.js';
import { Misfit } from './misfit.ts';
import type { Ca, Mode } from './settings.ts';

interface KnownCa {
  /** Two where the CA keeps a directory for each kind of key. */
  directory: string | { ec: string; rsa: string };
  staging?: true;
  /** The CA to try things on. */
  twin?: string;
}

const knownCas: Readonly<Record<string, KnownCa>> = {
  letsencrypt: {
    directory: 'https://acme-v02.api.letsencrypt.org/directory',
    twin: 'letsencrypt-staging',
  },
  'letsencrypt-staging': {
    directory: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    staging: true,
  },
  zerossl: { directory: 'https://acme.zerossl.com/v2/DV90' },
  google: { directory: 'https://dv.acme-v02.api.pki.goog/directory', twin: 'google-staging' },
  'google-staging': { directory: 'https://dv.acme-v02.test-api.pki.goog/directory', staging: true },
  sslcom: {
    directory: { ec: 'https://acme.ssl.com/sslcom-dv-ecc', rsa: 'https://acme.ssl.com/sslcom-dv-rsa' },
  },
};

export const knownCaNames: readonly string[] = Object.keys(knownCas);

/** What the input `ca` names: one of the known CAs, or a directory of its own. */
export type CaChoice = { known: string } | { directoryUrl: string };

/**
 * Reads the input `ca`: a known name or an https directory URL; a known CA's URL means that CA.
 * @throws Misfit
 */
export function parseCa(text: string): CaChoice {
  if (Object.hasOwn(knownCas, text)) return { known: text };
  const url = URL.parse(text);
  if (!/^[a-z]+:\/\//i.test(text) || url === null) {
    const remedy = `Use one of ${knownCaNames.join(', ')}, or the https URL of an ACME directory.`;
    throw new Misfit({ value: text.includes('@') ? null : text, problem: 'unknown CA', remedy });
  }
  if (url.username !== '' || url.password !== '') {
    const remedy = 'Take them out; an account is bound with eab-kid and eab-hmac-key.';
    throw new Misfit({ value: null, problem: 'a URL with credentials in it', remedy });
  }
  if (url.protocol !== 'https:') {
    const remedy = 'ACME needs https (RFC 8555 6.1); a CA of your own is trusted with ca-certificates.';
    throw new Misfit({ problem: 'not an https URL', remedy });
  }
  url.hash = '';
  const known = Object.entries(knownCas).find(([, { directory }]) =>
    (typeof directory === 'string' ? [directory] : Object.values(directory)).some(
      (one) => plain(new URL(one)) === plain(url),
    ),
  );
  return known ? { known: known[0] } : { directoryUrl: url.href };
}

/** What servers take for the same address: with or without slashes at the path's end, or a dot at the host's. */
function plain({ hostname, port, pathname, search }: URL): string {
  return `${hostname.replace(/\.$/, '')}:${port}${pathname.replace(/\/+$/, '')}${search}`;
}

/** Whether it issues for names of the public DNS only. */
export function isPublic(choice: CaChoice): boolean {
  return 'known' in choice;
}

/**
 * The CA to talk to: the chosen one, or in a dry run the one to try things on.
 * @throws Misfit for a dry run on a CA that has none, or of which nothing says that it is one itself
 */
export function caFor(choice: CaChoice, { mode, keyType }: { mode: Mode; keyType: string }): Ca {
  if ('directoryUrl' in choice) {
    const { host, hostname } = new URL(choice.directoryUrl);
    if (mode.name === 'dry-run' && !isPrivate(hostname)) throw noTestCa(host, mode.because);
    return { name: host, directoryUrl: choice.directoryUrl, staging: false, isKnown: false };
  }
  const real = knownCa(choice.known, keyType);
  if (mode.name !== 'dry-run') return real;
  const twin = twinOf(choice.known, mode.because);
  if (twin === real.name) return real;
  const { name, directoryUrl } = real;
  return { ...knownCa(twin, keyType), standsFor: { name, directoryUrl } };
}

function knownCa(name: string, keyType: string): Ca {
  const { directory, staging = false } = knownCas[name] ?? { directory: '' };
  const kind = keyType.startsWith('ec') ? 'ec' : 'rsa';
  const directoryUrl = typeof directory === 'string' ? directory : directory[kind];
  return { name, directoryUrl, staging, isKnown: true };
}

function twinOf(name: string, because: string): string {
  const { staging, twin } = knownCas[name] ?? {};
  const testCa = staging ? name : twin;
  if (testCa !== undefined) return testCa;
  throw noTestCa(name, because);
}

function noTestCa(name: string, because: string): Misfit {
  return new Misfit({
    value: name,
    problem: `no test CA is known for this CA, and a dry run (${because}) must order nothing real`,
    remedy:
      "Set `ca` to a test CA such as letsencrypt-staging for dry runs, or don't run this step on this event.",
  });
}

/** Whether the public can't reach a host by this name: there are the CAs of tests, and those of one's own. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host)) {
    return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.process(host).range());
  }
  return !host.includes('.') || /\.(test|localhost|internal)$/.test(host);
}
