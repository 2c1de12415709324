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
    typeof directory === 'string' ? directory === url.href : Object.values(directory).includes(url.href),
  );
  return known ? { known: known[0] } : { directoryUrl: url.href };
}

/** Whether it issues for names of the public DNS only. */
export function isPublic(choice: CaChoice): boolean {
  return 'known' in choice;
}

/**
 * The CA to talk to: the chosen one, or in a dry run the one to try things on.
 * @throws Misfit for a dry run on a CA that is known to have none
 */
export function caFor(choice: CaChoice, { mode, keyType }: { mode: Mode; keyType: string }): Ca {
  if ('directoryUrl' in choice) {
    return { name: new URL(choice.directoryUrl).host, directoryUrl: choice.directoryUrl, staging: false };
  }
  const name = mode.name === 'dry-run' ? twinOf(choice.known, mode.because) : choice.known;
  const { directory, staging = false } = knownCas[name] ?? { directory: '' };
  const kind = keyType.startsWith('ec') ? 'ec' : 'rsa';
  return { name, directoryUrl: typeof directory === 'string' ? directory : directory[kind], staging };
}

function twinOf(name: string, because: string): string {
  const { staging, twin } = knownCas[name] ?? {};
  const testCa = staging ? name : twin;
  if (testCa !== undefined) return testCa;
  throw new Misfit({
    value: name,
    problem: `this CA has no test CA for a dry run (${because})`,
    remedy: "Set `ca` to letsencrypt-staging for dry runs, or don't run this step on this event.",
  });
}
