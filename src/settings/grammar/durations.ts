import { Misfit } from '../misfit.ts';

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/**
 * A grammar of durations: `30s`, `5m`, `1h30m`, or plain seconds.
 * @returns milliseconds, from `least` to `most` (written in the same grammar)
 */
export function duration(least: string, most: string): (text: string) => number {
  return (text) => {
    const value = milliseconds(text);
    if (value === undefined) {
      throw new Misfit({
        problem: 'not a duration',
        remedy: 'Write it like 30s, 5m or 1h30m, or as a whole number of seconds.',
      });
    }
    if (value < (milliseconds(least) ?? 0)) {
      throw new Misfit({ problem: `shorter than ${least}`, remedy: `Use ${least} to ${most}.` });
    }
    if (value > (milliseconds(most) ?? Infinity)) {
      throw new Misfit({ problem: `longer than ${most}`, remedy: `Use ${least} to ${most}.` });
    }
    return value;
  };
}

function milliseconds(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const parts = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
  if (text === '' || parts === null) return undefined;
  const [, d = '0', h = '0', m = '0', s = '0'] = parts;
  return Number(d) * unitMs.d + Number(h) * unitMs.h + Number(m) * unitMs.m + Number(s) * unitMs.s;
}
