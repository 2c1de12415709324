import { AppError, messageOf } from '../base/errors.ts';
import type { Cache } from '../base/ports.ts';
import {
  hintFor,
  isEnterpriseServer,
  reasonOf,
  runClient,
  type Hints,
  type Remark,
  type ToolkitOptions,
} from './toolkit.ts';

/**
 * The runner's cache, by @actions/cache, which is loaded at the first use. Every runner gets one: where the job has
 * no cache service, `restore` and `save` say so. An entry is found again only under the same paths, on the same kind
 * of system, with zstd there or not there as it was: all of it is in the version that the client computes.
 */
export function createCache({ env, log }: ToolkitOptions): Cache {
  // The paths of every `restore` under way, also of those that an abort has left behind.
  const restoring = new Set<readonly string[]>();
  return {
    async restore({ paths, prefix }, signal) {
      checkService(env);
      const { restoreCache } = await import('@actions/cache');
      const { value, remarks } = await runClient({ log, signal }, async () => {
        restoring.add(paths);
        try {
          return await restoreCache([...paths], prefix, [prefix]);
        } catch (error) {
          throw failure('read', { reason: messageOf(error), cause: error });
        } finally {
          restoring.delete(paths);
        }
      });
      const reason = value === undefined ? failureIn(remarks) : undefined;
      if (reason !== undefined) throw failure('read', { reason, remarks });
      return value;
    },

    async save({ paths, key }, signal) {
      checkService(env);
      if ([...restoring].some((others) => others.some((path) => paths.includes(path)))) {
        throw failure('saved', { reason: 'a read that was given up may still overwrite the files' });
      }
      const { saveCache } = await import('@actions/cache');
      const { value, remarks } = await runClient({ log, signal }, () =>
        saveCache([...paths], key).catch((error: unknown) => {
          throw failure('saved', { reason: messageOf(error), cause: error });
        }),
      );
      // With the older service, an entry whose upload failed has an id all the same.
      const reason = failureIn(remarks) ?? (value < 0 ? 'its client gave no reason' : undefined);
      if (reason === undefined) return true;
      if (/\(409\)|already exists/i.test(reason)) return false;
      throw failure('saved', { reason, remarks });
    },
  };
}

function checkService(env: ToolkitOptions['env']): void {
  const isServer = isEnterpriseServer(env);
  const isNewService = !isServer && Boolean(env['ACTIONS_CACHE_SERVICE_V2']);
  const needed = [isNewService ? 'ACTIONS_RESULTS_URL' : 'ACTIONS_CACHE_URL', 'ACTIONS_RUNTIME_TOKEN'];
  const missing = needed.filter((name) => !env[name]);
  if (missing.length === 0) return;
  const who = isServer ? 'This GitHub Enterprise Server' : 'The runner';
  throw new AppError('state-unreadable', `${who} offers no cache: ${missing.join(' and ')} not set`, {
    hint: isServer
      ? 'Ask its administrators to set up a cache for Actions, or set `state` to a directory that lasts.'
      : 'Only a step with `uses:` is given a cache. Elsewhere set `state` to a directory that lasts, or to none.',
  });
}

/** Where the client tells a failure, the most exact first: it throws none of these. */
const tellsFailure: readonly RegExp[] = [
  // Of a reservation that failed for whatever reason, all but debug lines say that "another job may be creating" it.
  /^Failed to reserve cache: (?<reason>.*)$/s,
  /^Failed to (?:save|restore): (?<reason>.*)$/s,
  /^Cache (?:save|restore) skipped: (?<reason>.*)$/s,
];

function failureIn(remarks: readonly Remark[]): string | undefined {
  const texts = remarks.map(({ text }) => text);
  const told = tellsFailure.flatMap((pattern) => texts.map((text) => pattern.exec(text)?.groups?.['reason']));
  // An upload that can't be finished is told in the service's own words.
  const warning = remarks.findLast(({ level }) => level === 'warning' || level === 'error')?.text;
  const reason = told.find((one) => one !== undefined) ?? warning;
  return reason === undefined ? undefined : reasonOf(reason);
}

const hints: Hints = [
  [
    /denied|cache-mode|\(40[13]\)/i,
    "The job's token doesn't allow it: runs of pull_request_target, issue_comment, workflow_run and the like get no " +
      'cache that they may write. Run on schedule, push or workflow_dispatch, or set `state` to a directory that lasts.',
  ],
  [/\(429\)|rate limit/i, 'GitHub limits how often the cache is asked; the next run asks again.'],
  [/quota/i, "The repository's cache is full: delete entries of it under Actions, Caches."],
  [
    /exit code|locate executable/i,
    'tar, and zstd where the entry was made with it, must be on the PATH. If they are, delete the entry under ' +
      'Actions, Caches.',
  ],
  [/^/, 'This is mostly temporary, and the next run tries again; https://www.githubstatus.com tells more.'],
];

interface Failure {
  reason: string;
  remarks?: readonly Remark[];
  cause?: unknown;
}

function failure(what: 'read' | 'saved', { reason, remarks = [], cause }: Failure): AppError {
  const reset = remarks
    .map(({ text }) => /rate limit will reset in (\d+) seconds/.exec(text)?.[1])
    .find(Boolean);
  return new AppError(
    'state-unreadable',
    `The cache could not be ${what}: ${reason}`,
    {
      hint: hintFor(hints, reason),
      ...(reset === undefined ? {} : { retryAfterMs: Number(reset) * 1_000 }),
    },
    cause,
  );
}
