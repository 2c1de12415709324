import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Pebble } from '../../scripts/servers/pebble.ts';
import type { StepResult } from './runner.ts';

/** One entry of the output `certificates`, as far as tests read it. */
export interface ToldCertificate {
  name: string;
  domains: string[];
  outcome: string;
  reason: string;
  error?: {
    code: string;
    phase?: string;
    message: string;
    identifier?: string;
    retryAt?: string;
  };
  notBefore?: string;
  notAfter?: string;
  serial?: string;
  fingerprint?: string;
  issuer?: string;
  keyType?: string;
  profile?: string;
  paths?: Record<string, string>;
  attempts: number;
  elapsedMs: number;
}

/** The output `certificates`. */
export function certificatesOf({ outputs }: StepResult): ToldCertificate[] {
  return JSON.parse(outputs['certificates'] ?? '[]') as ToldCertificate[];
}

/** The one certificate that the step worked on. */
export function onlyCertificate(result: StepResult): ToldCertificate {
  const [only, ...more] = certificatesOf(result);
  assert.ok(only, `no certificate was worked on:\n${result.log}${result.stderr}`);
  assert.deepEqual(more, []);
  return only;
}

/** A step that failed as a whole because its one certificate did; gives the error. Everything is still reported. */
export function failureOf(result: StepResult): NonNullable<ToldCertificate['error']> {
  assert.equal(result.exitCode, 1, result.log);
  assert.equal(result.stderr, '');
  assert.equal(result.outputs['outcome'], 'failed');
  assert.equal(result.outputs['renewed'], 'false');
  const { error } = onlyCertificate(result);
  assert.ok(error, result.log);
  assert.match(result.summary, /./);
  assert.match(result.log, new RegExp(`\\[${error.code}\\]`));
  assert.match(result.log, /^::error title=/m);
  return error;
}

export interface Expected {
  /** The certificate's name: its directory. */
  name: string;
  /** As in the certificate, `DNS:` or `IP Address:` left out. */
  names: readonly string[];
  /** false when the CSR was the user's. */
  ownKey?: boolean;
}

export interface Issued {
  leaf: X509Certificate;
  told: ToldCertificate;
  /** undefined when the CSR was the user's. */
  key: KeyObject | undefined;
}

/**
 * Checks one issued certificate of a step: its files and their modes, that the key is the leaf's and the chain leads
 * to a root of the CA, its names, and that the outputs say the same.
 */
export async function checkIssued(
  { pebble }: { pebble: Pebble },
  result: StepResult,
  { name, names, ownKey = true }: Expected,
): Promise<Issued> {
  const directory = join(result.outputs['directory'] ?? '', name);
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  const told = certificatesOf(result).find((one) => one.name === name);
  assert.ok(told?.outcome === 'issued', result.log);
  assert.equal(modeOf(directory), '700');

  const leaf = new X509Certificate(read('cert.pem'));
  assert.deepEqual(namesOf(leaf), [...names].sort());
  assert.equal(read('fullchain.pem'), read('cert.pem') + read('chain.pem'));
  await checkChain(leaf, read('chain.pem'), pebble);

  assert.equal(told.fingerprint, leaf.fingerprint256);
  assert.equal(told.serial, leaf.serialNumber);
  assert.equal(Date.parse(told.notAfter ?? ''), leaf.validToDate.getTime());
  assert.deepEqual(told.domains.toSorted(), [...names].sort());
  for (const [file, path] of Object.entries(told.paths ?? {})) assert.equal(path, join(directory, file));

  if (!ownKey) {
    assert.equal(existsSync(join(directory, 'privkey.pem')), false);
    return { leaf, told, key: undefined };
  }
  assert.equal(modeOf(join(directory, 'privkey.pem')), '600');
  const key = createPrivateKey(read('privkey.pem'));
  assert.ok(leaf.checkPrivateKey(key), "the key is the leaf's");
  return { leaf, told, key };
}

/** The outputs of a step that issued exactly one certificate, held against its files. */
export function checkSingleOutputs({ outputs }: StepResult, name: string): void {
  const read = (file: string) => readFileSync(join(outputs['directory'] ?? '', name, file), 'utf8').trim();
  assert.equal(outputs['outcome'], 'issued');
  assert.equal(outputs['renewed'], 'true');
  assert.equal(outputs['certificate']?.trim(), read('cert.pem'));
  assert.equal(outputs['chain']?.trim(), read('chain.pem'));
  assert.equal(outputs['fullchain']?.trim(), read('fullchain.pem'));
  assert.equal(outputs['private-key']?.trim(), read('privkey.pem'));
  const { validToDate } = new X509Certificate(read('cert.pem'));
  assert.equal(Date.parse(outputs['expires'] ?? ''), validToDate.getTime());
}

/** What `openssl verify` looks at: every signature up to a root of the CA. */
async function checkChain(leaf: X509Certificate, chainPem: string, pebble: Pebble): Promise<void> {
  const issuers = (chainPem.match(/-----BEGIN[^-]*-----[^-]*-----END[^-]*-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
  const roots = (await pebble.roots()).map((pem) => new X509Certificate(pem));
  const [, ...above] = [leaf, ...issuers];
  let last = leaf;
  for (const issuer of above) {
    assert.ok(
      last.checkIssued(issuer) && last.verify(issuer.publicKey),
      `${last.subject} <- ${issuer.subject}`,
    );
    last = issuer;
  }
  assert.ok(
    roots.some((root) => last.checkIssued(root) && last.verify(root.publicKey)),
    `${last.subject} leads to no root of the CA`,
  );
}

function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .sort();
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
