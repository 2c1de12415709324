import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Secret } from '../../base/secret.ts';
import type { CsrFacts, SettingsContext } from '../context.ts';
import { Misfit, parseEach } from '../misfit.ts';
import { readText, type ReadText } from './paths.ts';

/**
 * Reads PEM text, or the file that is named instead of it.
 * @param label what the PEM has to hold: `CERTIFICATE`
 * @throws Misfit; a private key that stands there by mistake is never quoted
 */
export function pemOrPath(text: string, { label, read }: { label: RegExp; read: ReadText }): string {
  const inline = text.includes('-----');
  const pem = inline ? text : readText(text, read);
  const found = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (found !== undefined && label.test(found)) return pem;
  throw new Misfit({
    value: inline ? null : text,
    problem: found === undefined ? 'no PEM in it' : `a PEM of the wrong kind (${found})`,
    remedy: 'Give PEM text that starts with `-----BEGIN`, or the path of such a file.',
  });
}

/** Reads the PEM of a certificate signing request (RFC 2986). @throws Misfit */
export function csrText(text: string, read: ReadText): string {
  return pemOrPath(text, { label: /^(NEW )?CERTIFICATE REQUEST$/, read });
}

/** Reads the input `csr`, of which the context knows what it asks for. @throws Misfit */
export function parseCsr(text: string, { readText: read, csr }: SettingsContext): CsrFacts & { pem: string } {
  const pem = csrText(text, read);
  if (csr === undefined) throw new Error('The input csr is set, and nobody has read what it asks for');
  if ('faults' in csr) throw new Misfit(csr.faults.map((fault) => ({ value: null, ...fault })));
  return { ...csr, pem };
}

/** Reads one or more certificates. @returns the PEM as it was given */
export function parseCertificates(text: string, read: ReadText): string {
  const pem = pemOrPath(text, { label: /^CERTIFICATE$/, read });
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw damaged("the certificate's last line is missing");
  parseEach([...blocks.entries()], ([index, block]) => {
    try {
      return new X509Certificate(block);
    } catch {
      throw damaged(`certificate ${index + 1} of ${blocks.length} can't be read`);
    }
  });
  return pem;
}

/**
 * Reads the account's key: RSA of 2048 bits or more, P-256 or P-384 (what CAs accept for JWS, RFC 8555 6.2).
 * @throws Misfit, without any of the text
 */
export function parseAccountKey(text: string): Secret {
  const key = privateKeyOf(text);
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const type = key.asymmetricKeyType ?? '';
  const fits = type === 'rsa' ? modulusLength >= 2048 : ['prime256v1', 'secp384r1'].includes(namedCurve);
  if (fits) return new Secret(text);
  const found = [type, type === 'rsa' ? modulusLength : namedCurve].join(' ').trim();
  throw new Misfit({ problem: `a key that CAs don't take (${found})`, remedy: makeOne });
}

const makeOne =
  'Use RSA of at least 2048 bits, P-256 or P-384: `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.';

function privateKeyOf(text: string): KeyObject {
  if (text.includes('ENCRYPTED')) {
    throw new Misfit({
      problem: 'the key is encrypted',
      remedy: 'Give it without a passphrase, as a secret.',
    });
  }
  try {
    return createPrivateKey(text);
  } catch {
    throw new Misfit({
      problem: 'not a private key in PEM',
      remedy: 'Give the whole key with its BEGIN and END lines and its line breaks, as text, not as a path.',
    });
  }
}

function damaged(problem: string): Misfit {
  return new Misfit({ value: null, problem, remedy: 'Give the whole PEM with its BEGIN and END lines.' });
}
