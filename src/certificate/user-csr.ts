import { createPublicKey, type KeyObject } from 'node:crypto';
import type * as X509 from '@peculiar/x509';
import ipaddr from 'ipaddr.js';
import { ConfigError } from '../base/errors.ts';
import type { Identifier } from '../settings/settings.ts';
import { encodeCsr, type Csr } from './csr.ts';
import { keyTypeOf } from './keys.ts';
import { dnsIdentifier, ipIdentifier } from './names.ts';
import { readPem } from './pem.ts';
import { loadX509 } from './x509.ts';

/** What a CSR asks for. */
export interface CsrContent extends Csr {
  identifiers: readonly Identifier[];
  publicKey: KeyObject;
  /** `ec256`, `rsa2048`, ...; keys that we don't make ourselves by their own name. */
  keyType: string;
}

/**
 * Reads a CSR that the user made: its names (SAN, and the common name where that is a name), its key, its signature.
 * @throws ConfigError with one fault of the input `csr`, which never quotes what was given
 */
export async function readCsr(pem: string, signal: AbortSignal): Promise<CsrContent> {
  signal.throwIfAborted();
  const der = csrDerOf(pem);
  const csr = parseCsr(await loadX509(), der);
  const publicKey = publicKeyOfCsr(csr);
  if (!(await verifies(csr))) {
    throw csrFault(
      'its signature is not by its own key',
      'It was changed or cut after signing: make it again.',
    );
  }
  signal.throwIfAborted();
  const identifiers = identifiersOf(csr);
  return { ...encodeCsr(der), identifiers, publicKey, keyType: keyTypeOf(publicKey) };
}

const remedy =
  'Give the CSR in PEM, from "-----BEGIN CERTIFICATE REQUEST-----" to its END line, or its path.';

function csrFault(problem: string, whatToDo = remedy, cause?: unknown): ConfigError {
  const error = new ConfigError([{ input: 'csr', problem, remedy: whatToDo }]);
  if (cause !== undefined) error.cause = cause;
  return error;
}

function csrDerOf(pem: string): Buffer {
  const { blocks, cut } = readPem(pem);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(pem)) {
    throw csrFault(
      'this holds a private key',
      'Give the CSR alone, and replace that key if it has been in a log or a repository.',
    );
  }
  const [first, second] = blocks.filter(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
  if (!first) throw csrFault(whatElse(blocks[0]?.label, cut));
  if (second)
    throw csrFault('there is more than one CSR in it', 'Give one CSR; run the action once for each.');
  if (!first.der) throw csrFault("what stands between its BEGIN and END lines isn't base64");
  return first.der;
}

function whatElse(label: string | undefined, cut: boolean): string {
  if (cut) return 'the PEM block is cut off: its END line is missing or differs from its BEGIN line';
  return label === undefined ? 'this is no PEM text' : `this is a ${label.toLowerCase()}, not a CSR`;
}

interface ParsedCsr {
  csr: X509.Pkcs10CertificateRequest;
  publicKeyDer: Buffer;
  commonNames: readonly string[];
  altNames: readonly { type: string; value: string }[];
}

const subjectAltName = '2.5.29.17';

/** Reads every part that is used: the library parses lazily, and only here a failure becomes a sentence. */
function parseCsr(x509: typeof X509, der: Buffer): ParsedCsr {
  try {
    const csr = new x509.Pkcs10CertificateRequest(der);
    const extension = csr.getExtension(subjectAltName);
    return {
      csr,
      publicKeyDer: Buffer.from(csr.publicKey.rawData),
      commonNames: csr.subjectName.getField('CN'),
      altNames: extension ? new x509.SubjectAlternativeNameExtension(extension.rawData).names.items : [],
    };
  } catch (error) {
    throw csrFault("its content can't be read as a CSR (RFC 2986)", remedy, error);
  }
}

function publicKeyOfCsr({ publicKeyDer }: ParsedCsr): KeyObject {
  try {
    return createPublicKey({ key: publicKeyDer, format: 'der', type: 'spki' });
  } catch (error) {
    throw csrFault("its public key can't be read", 'Make it with an EC (P-256, P-384) or RSA key.', error);
  }
}

async function verifies({ csr }: ParsedCsr): Promise<boolean> {
  try {
    return await csr.verify();
  } catch (error) {
    const remedyOfKey = 'Make it with an EC (P-256, P-384) or RSA key and SHA-256 or SHA-384.';
    throw csrFault("its signature can't be checked", remedyOfKey, error);
  }
}

function identifiersOf({ altNames, commonNames }: ParsedCsr): Identifier[] {
  const identifiers = altNames.map(({ type, value }) => {
    if (type === 'dns') return dnsIdentifier(value);
    if (type === 'ip') return ipIdentifier(value);
    throw csrFault(
      `it asks for ${JSON.stringify(value)}, a name of type ${type}`,
      'A CA that speaks ACME issues for DNS names and IP addresses only: make it without that name.',
    );
  });
  for (const name of commonNames) {
    if (ipaddr.isValid(name)) identifiers.push(ipIdentifier(name));
    else if (/^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(name)) identifiers.push(dnsIdentifier(name));
  }
  const unique = new Map(
    identifiers.map((identifier) => [`${identifier.type} ${identifier.value}`, identifier]),
  );
  if (unique.size === 0) {
    throw csrFault('it names no domain', 'Make it with the names as subjectAltName: DNS:example.com, ...');
  }
  return [...unique.values()];
}
