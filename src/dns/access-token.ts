import type { Bound } from '../base/bound.ts';
import type { Clock } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import { shareByKey } from './share.ts';

/** A token that allows to use an API for a while. */
export interface AccessToken {
  token: string;
  /** From when it was given. */
  expiresInS: number;
}

/** Gives a token that is good for the next minutes. @throws what getting it throws; the bound's reason */
export type TokenSource = (bound: Bound) => Promise<Secret>;

/** What is left of a token that is used once more: enough for a request and what it waits for. */
const spareMs = 120_000;

/**
 * Makes the function that gets a token, and gets the next one before it ends. Each is hidden from logs.
 * @param get asks for a new one
 */
export function createTokenSource(
  { clock, mask }: { clock: Clock; mask: (value: string) => void },
  get: (bound: Bound) => Promise<AccessToken>,
): TokenSource {
  const tokens = shareByKey<{ token: Secret; endsAt: number }>();
  let generation = 0;
  const take = (bound: Bound) =>
    tokens(String(generation), bound.signal, async () => {
      const { token, expiresInS } = await get(bound);
      mask(token);
      return { token: new Secret(token), endsAt: clock.monotonic() + expiresInS * 1000 };
    });
  return async (bound) => {
    const current = generation;
    const { token, endsAt } = await take(bound);
    if (endsAt - clock.monotonic() > spareMs) return token;
    if (generation === current) generation += 1;
    return (await take(bound)).token;
  };
}
