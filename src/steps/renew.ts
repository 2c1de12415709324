import type { Phases } from '../base/bound.ts';
import { mapLimited } from '../base/parallel.ts';
import type { Worked } from './mode-step.ts';
import { lookAtReal } from './look-at-real.ts';
import { openCa } from './open-ca.ts';
import { openSolvers } from './open-solvers.ts';
import { once, type Start } from './start.ts';
import { withNews } from './tell-news.ts';
import { workOn } from './work-on.ts';

/** The modes `renew` and `dry-run`: works on every certificate, `concurrency` at a time; a failure is one's own. */
export async function renew(start: Start): Promise<Worked> {
  const { certificates, concurrency, ca, challenge } = start.settings;
  const { standsFor } = ca;
  const { log } = start.world;
  log.group(
    `${certificates.length === 1 ? 'Certificate' : `${certificates.length} certificates`} from ${ca.name}`,
  );
  // Both wait for the first certificate that is due: with none, nobody is contacted.
  const context = {
    ...start,
    openCa: once((phases: Phases) => openCa(start, phases)),
    openSolvers: once(() => openSolvers(start)),
    openReal:
      standsFor && challenge.types.includes('dns-persist-01')
        ? once(() => lookAtReal(standsFor, start))
        : undefined,
  };
  try {
    return await withNews(start, async () => ({
      works: await mapLimited(certificates, concurrency, (request) => workOn(request, context)),
    }));
  } finally {
    log.endGroup();
  }
}
