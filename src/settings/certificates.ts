import { requestFor } from './grammar/domains.ts';
import { isSingleLabel } from './grammar/identifiers.ts';
import { inputs, type Values } from './inputs.ts';
import { Misfit, parseEach } from './misfit.ts';
import type { CertificateRequest, ChallengeType, Identifier } from './settings.ts';

/** The certificates that are asked for: those of `domains`, or the one of `csr`. @throws Misfit */
export function requestsOf({ domains, csr }: Pick<Values, 'domains' | 'csr'>): readonly CertificateRequest[] {
  if (csr === undefined) return domains ?? missing();
  if (domains === undefined) return [{ ...requestFor(csr.identifiers), csr: csr.pem }];
  throw new Misfit({
    problem: 'set together with `csr`',
    remedy: 'The CSR has its own names: leave one of both empty.',
  });
}

/** Those of the certificates that `only` leaves. @throws Misfit for a name that none of them has */
export function choose(
  requests: readonly CertificateRequest[],
  only: Values['only'],
): readonly CertificateRequest[] {
  if (only === undefined) return requests;
  const wanted = new Set(parseEach(only, (name) => find(requests, name)));
  return requests.filter((request) => wanted.has(request));
}

/** Refuses to take an empty `only` for all certificates where that can't be undone. @throws Misfit */
export function requireOnly(only: Values['only']): void {
  if (only !== undefined) return;
  throw new Misfit({
    problem: 'is empty, and the mode `revoke` takes back nothing that is not named',
    remedy: 'Name the certificates to revoke.',
  });
}

function missing(): never {
  throw new Misfit({
    problem: 'is empty, and so is `csr`',
    remedy: 'Name at least one domain, like `example.com www.example.com`.',
  });
}

function find(requests: readonly CertificateRequest[], given: string): CertificateRequest {
  const name = given.replace('*', '_wildcard').toLowerCase();
  const found = requests.find((request) => request.name.toLowerCase() === name);
  if (found) return found;
  const names = requests.slice(0, 20).map((request) => request.name);
  throw new Misfit({
    value: given,
    problem: 'no certificate of this name',
    remedy: `There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`,
  });
}

interface NameOptions {
  /** Where the names stand. */
  input: 'domains' | 'csr';
  types: readonly ChallengeType[];
  /** Whether the CA issues for names of the public DNS only. */
  publicCa: boolean;
}

/**
 * Checks that every name can be had: by the challenge types, and from the CA.
 * @throws Misfit with every name that can't
 */
export function checkNames(requests: readonly CertificateRequest[], options: NameOptions): void {
  parseEach(
    requests.flatMap(({ identifiers }) => identifiers),
    (identifier) => {
      const complaint = unobtainable(identifier, options);
      if (complaint) throw new Misfit({ input: options.input, value: identifier.value, ...complaint });
    },
  );
}

function unobtainable(identifier: Identifier, { types, publicCa }: NameOptions) {
  if (identifier.value.startsWith('*.') && !types.some((type) => type !== 'http-01')) {
    return {
      problem: 'a wildcard can only be proven by the DNS',
      remedy: 'Add dns-01 or dns-persist-01 to `challenge`.',
    };
  }
  if (identifier.type === 'ip' && !types.includes('http-01')) {
    return { problem: 'an IP address can only be proven by http-01', remedy: 'Add http-01 to `challenge`.' };
  }
  if (publicCa && isSingleLabel(identifier)) {
    return {
      problem: 'a name without a dot, which no public CA issues for',
      remedy: "Write the full name, or set `ca` to the directory of your own network's CA.",
    };
  }
  return undefined;
}

/** Refuses a key type that the CSR's own key isn't of. @throws Misfit */
export function checkKeyType({ 'key-type': keyType, csr }: Pick<Values, 'key-type' | 'csr'>): void {
  if (!csr || keyType === csr.keyType || keyType === inputs['key-type'].default) return;
  throw new Misfit({
    value: keyType,
    problem: `the key of the CSR is ${csr.keyType}`,
    remedy: 'Leave `key-type` empty: the CSR decides.',
  });
}
