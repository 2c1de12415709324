import type { Random } from '../../src/base/ports.ts';

/** Randomness without chance: `fraction` is the one given, bytes count upwards and so never repeat. */
export function fakeRandom(fraction = 0.5): Random {
  let count = 0;
  return {
    fraction: () => fraction,
    bytes: (length) => Uint8Array.from({ length }, () => (count += 1) % 256),
  };
}
