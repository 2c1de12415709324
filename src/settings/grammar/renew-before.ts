import { Misfit } from '../misfit.ts';
import type { RenewBefore } from '../settings.ts';
import { duration } from './durations.ts';

const parseDuration = duration('1h', '365d');

/** Reads `auto`, a duration, or a percentage of the lifetime. @throws Misfit */
export function parseRenewBefore(text: string): RenewBefore {
  if (text === 'auto') return { kind: 'auto' };
  const percentage = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  if (percentage === undefined) return { kind: 'duration', ms: parseDuration(text) };
  const share = Number(percentage) / 100;
  if (share > 0 && share < 1) return { kind: 'share', ofLifetime: share };
  throw new Misfit({ problem: 'not between 0% and 100%', remedy: 'A third of the lifetime is 33%.' });
}
