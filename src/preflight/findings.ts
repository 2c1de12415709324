import type { AppError } from '../base/errors.ts';
import type { Standing } from '../challenge/standing.ts';
import { cnameLoop } from '../dns/zone.ts';
import type { Finding } from '../report/outcome.ts';
import { nameList } from '../report/wording.ts';

/** A finding, and the name of the certificate that it is about. */
export interface NameFinding extends Finding {
  name: string;
}

/**
 * Tells of a look that failed at what a renewal may need. CNAMEs that loop stop it as well; that nobody answered this
 * runner now is no proof of that.
 */
export function judgeUnseen(subject: string, { message, details }: AppError, standing: Standing): Finding[] {
  if (standing === 'spare') return [];
  const isSure = standing === 'taken' && details.lastStatus === cnameLoop;
  return [{ severity: isSure ? 'error' : 'warning', subject, what: message, remedy: details.hint ?? '' }];
}

/** Makes one finding of those that say the same about several names, and tells which names these are. */
export function gather(found: readonly NameFinding[]): Finding[] {
  const groups = new Map<string, { finding: Finding; names: Set<string> }>();
  for (const { name, ...finding } of found) {
    const key = JSON.stringify(finding);
    const group = groups.get(key) ?? { finding, names: new Set() };
    group.names.add(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ finding, names }) => {
    const isTold = names.size === 1 && [...names].every((name) => finding.subject.endsWith(name));
    return isTold ? finding : { ...finding, what: `${finding.what} (for ${nameList([...names])})` };
  });
}
