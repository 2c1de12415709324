import { toAppError } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { CertificateResult } from '../report/outcome.ts';
import type { CertificateRequest } from '../settings/settings.ts';
import type { Worked } from './mode-step.ts';
import type { Start } from './start.ts';

/** How one certificate ended, in a mode that orders nothing and hands nothing over. */
export type Ending = Pick<CertificateResult, 'outcome' | 'reason'> &
  Partial<Omit<CertificateResult, 'paths' | 'name' | 'domains'>>;

/** Looks at every certificate, `concurrency` at a time. What is thrown is that certificate's failure. */
export async function eachCertificate(
  { settings: { certificates, concurrency }, world: { clock, log } }: Start,
  look: (request: CertificateRequest) => Promise<Ending>,
): Promise<Worked> {
  const works = await mapLimited(certificates, concurrency, async (request) => {
    const startedAt = clock.monotonic();
    const ending = await look(request).catch((thrown: unknown): Ending => {
      const error = toAppError(thrown);
      log.info(`${request.name}: failed: ${error.code}: ${error.message}`);
      return { outcome: 'failed', reason: error.message, error };
    });
    const { name, identifiers } = request;
    const elapsedMs = clock.monotonic() - startedAt;
    const domains = identifiers.map(({ value }) => value);
    return { result: { name, domains, attempts: 0, phasesMs: {}, warnings: [], ...ending, elapsedMs } };
  });
  return { works };
}
