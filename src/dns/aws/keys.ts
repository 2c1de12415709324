import { createHash } from 'node:crypto';
import type { Bound } from '../../base/bound.ts';
import type { Clock } from '../../base/ports.ts';
import { Secret } from '../../base/secret.ts';
import type { Explanation, Outgoing } from '../api.ts';
import { shareByKey } from '../share.ts';

/** What AWS's requests are signed with. */
export interface AwsKeys {
  keyId: Secret;
  secret: Secret;
  /** Of temporary keys. */
  session?: Secret | undefined;
}

/** Keys that end. */
export interface TemporaryKeys extends AwsKeys {
  session: Secret;
  expiresAtMs: number;
}

/** Gives the keys to sign with now. @throws AppError `dns-provider`; the bound's reason */
export type KeySource = (bound: Bound) => Promise<AwsKeys>;

/** Keys are made anew when they have less than this left: a request may be under way for that long, and be repeated. */
const marginMs = 5 * 60_000;

/** Keys that are made when they are first needed, once for all who ask, and again before they end. */
export function renewedKeys(clock: Clock, make: (bound: Bound) => Promise<TemporaryKeys>): KeySource {
  const shared = shareByKey<TemporaryKeys>();
  let generation = 0;
  return async (bound) => {
    for (;;) {
      const asked = generation;
      const own: { keys?: TemporaryKeys } = {};
      const keys = await shared(String(asked), bound.signal, async () => (own.keys = await make(bound)));
      if (own.keys || keys.expiresAtMs - clock.now() > marginMs) return keys;
      if (generation === asked) generation += 1;
    }
  };
}

export interface SigningScope {
  service: string;
  region: string;
  nowMs: number;
  signal: AbortSignal;
}

/** Signs a request by Signature Version 4; its library is loaded only when something is signed. */
export async function signAws(
  { keyId, secret, session }: AwsKeys,
  { method, url, body, headers }: Outgoing,
  { service, region, nowMs, signal }: SigningScope,
): Promise<Record<string, Secret | string>> {
  const { AwsV4Signer } = await import('aws4fetch');
  signal.throwIfAborted();
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    // Signed when it is sent, so that whoever checks the signature needn't know the bytes that were.
    headers: {
      ...headers,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    },
    ...(body === undefined ? {} : { body }),
    accessKeyId: keyId.reveal(),
    secretAccessKey: secret.reveal(),
    ...(session ? { sessionToken: session.reveal() } : {}),
    service,
    region,
    datetime: new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const signed = [...(await signer.sign()).headers.entries()].filter(([name]) => name !== 'host');
  return Object.fromEntries(signed.map(([name, value]) => [name, new Secret(value)]));
}

/** Explains that AWS refused a signature by its time alone; for every API there. */
export function explainSkew(said: string): Explanation | undefined {
  if (!/signature (expired|not yet current)/i.test(said)) return undefined;
  return {
    problem: "the machine's clock is wrong",
    hint: "Check the runner's clock first: AWS takes signatures that are at most 5 minutes away from its own.",
  };
}
