import { seconds } from '../base/bound.ts';
import type { Finding } from '../report/outcome.ts';

/** Signed DNS updates and the signatures of cloud APIs are refused when the clocks differ by this (RFC 8945 10). */
const refusedMs = 300_000;
const oddMs = 60_000;

/** Says whether the runner's clock is right. @param skewMs how far it is ahead of the CA's; undefined: unknown */
export function judgeClock(skewMs: number | undefined): Finding[] {
  const size = Math.abs(skewMs ?? 0);
  if (skewMs === undefined || size < oddMs) return [];
  return [
    {
      severity: size >= refusedMs ? 'error' : 'warning',
      subject: "The runner's clock",
      what: `It is ${seconds(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} the CA's`,
      remedy: 'Set it by NTP: signatures are refused and dates misjudged when it is wrong.',
    },
  ];
}
