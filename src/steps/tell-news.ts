import type { Bound } from '../base/bound.ts';
import { messageOf, toAppError, type AppError, type ErrorCode } from '../base/errors.ts';
import type { RunNews } from '../dns/provider.ts';
import type { Worked } from './mode-step.ts';
import type { Start } from './start.ts';
import type { Work } from './work-on.ts';

type Tell = (news: RunNews, bound: Bound) => Promise<void>;

/**
 * Tells the DNS provider's program what becomes of the certificates, where it wants to know (dehydrated's hooks do).
 * A program that fails to deploy a certificate makes it a failed one, which the next run delivers again.
 * @throws AppError `hook` when it can't begin
 */
export async function withNews(start: Start, work: () => Promise<Worked>): Promise<Worked> {
  const { settings, budget, world } = start;
  const providers = new Set(settings.challenge.dnsProviders.map(({ provider }) => provider));
  const told = [...providers].filter((provider) => provider.tell !== undefined);
  if (told.length === 0) return work();
  const tell: Tell = async (news, bound) => {
    for (const provider of told) await provider.tell?.(news, bound);
  };
  let ending = '';
  try {
    await tell({ event: 'startup' }, budget.work);
    const { works, ...rest } = await work();
    const after: Work[] = [];
    for (const one of works) after.push(await tellOf(one, start, tell));
    ending = after.find(({ result }) => result.outcome === 'failed')?.result.reason ?? '';
    return { ...rest, works: after };
  } catch (error) {
    ending = messageOf(error);
    throw error;
  } finally {
    await tell({ event: 'exit', error: ending }, budget.cleanup).catch((error: unknown) =>
      world.log.info(messageOf(error)),
    );
  }
}

/** On the cleanup bound: a certificate in hand is worth deploying even when the work's time is up. */
async function tellOf(work: Work, { settings, world, budget }: Start, tell: Tell): Promise<Work> {
  try {
    for (const news of newsOf(work, { dryRun: settings.mode.name === 'dry-run', nowMs: world.clock.now() }))
      await tell(news, budget.cleanup);
    return work;
  } catch (thrown) {
    const error = toAppError(thrown);
    world.log.info(`${work.result.name}: failed: ${error.code}: ${error.message}`);
    // What was wrong before stays what is reported.
    if (work.result.outcome === 'failed') return work;
    const result = { ...work.result, outcome: 'failed', reason: error.message, error } as const;
    return { ...work, result, delivered: undefined };
  }
}

function newsOf({ result }: Work, { dryRun, nowMs }: { dryRun: boolean; nowMs: number }): readonly RunNews[] {
  const { domains, paths, error } = result;
  const [domain = result.name] = domains;
  if (error) return failureNews(error, domain);
  if (dryRun || !paths) return [];
  if (result.outcome === 'unchanged') return [{ event: 'unchanged', domain, paths }];
  return [{ event: 'deployed', domain, paths, issuedAtMs: nowMs }];
}

/** Failures that were the CA's answer to a request. */
const requestFailures: readonly ErrorCode[] = [
  ...(['ca-unreachable', 'ca-error', 'rate-limited', 'paused', 'account', 'eab-required'] as const),
  ...(['profile-unknown', 'identifier-rejected', 'caa', 'order-invalid'] as const),
];

function failureNews({ code, message, details }: AppError, domain: string): readonly RunNews[] {
  if (code === 'validation-failed' || code === 'validation-timeout') {
    const { identifiers = [{ identifier: domain, reason: message }] } = details;
    return identifiers.map(({ identifier, reason }) => ({
      event: 'challenge-invalid',
      domain: identifier,
      reason,
    }));
  }
  if (!requestFailures.includes(code)) return [];
  const { lastStatus = '' } = details;
  const status = /^\d{3}$/.test(lastStatus) ? lastStatus : '000';
  return [{ event: 'request-failed', status, reason: message }];
}
