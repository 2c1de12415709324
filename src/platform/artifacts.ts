import { access, constants } from 'node:fs/promises';
import { AppError, messageOf } from '../base/errors.ts';
import type { ArtifactRequest, Artifacts } from '../base/ports.ts';
import {
  hintFor,
  isEnterpriseServer,
  reasonOf,
  runClient,
  type Hints,
  type ToolkitOptions,
} from './toolkit.ts';

/**
 * The run's artifacts, by @actions/artifact, which is loaded at the first upload. Every runner gets them: where the
 * job has no such service, `upload` says so.
 */
export function createArtifacts({ env, log }: ToolkitOptions): Artifacts {
  return {
    async upload(request, signal) {
      checkService(env);
      await checkFiles(request);
      const { DefaultArtifactClient } = await import('@actions/artifact');
      const { name, files, root, retentionDays } = request;
      const options = retentionDays === undefined ? {} : { retentionDays };
      const { value, remarks } = await runClient({ log, signal }, () =>
        new DefaultArtifactClient()
          .uploadArtifact(name, [...files], root, options)
          .catch((error: unknown) => {
            throw failure(name, error);
          }),
      );
      // Nothing failed, and something isn't as it was asked for: a shorter retention.
      for (const { level, text } of remarks) if (level === 'warning') log.info(`Artifact ${name}: ${text}`);
      if (value.id === undefined) throw failure(name, new Error('the service gave it no id'));
      return { id: String(value.id), url: urlOf(env, value.id) };
    },
  };
}

function checkService(env: ToolkitOptions['env']): void {
  if (isEnterpriseServer(env)) {
    throw new AppError(
      'delivery',
      'GitHub Enterprise Server has no artifact service of the current version',
      {
        unsupported: true,
        hint: 'Set the input `artifact` to none; files and outputs are complete, and later steps of this job can use them.',
      },
    );
  }
  const missing = ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'].filter((name) => !env[name]);
  if (missing.length === 0) return;
  throw new AppError('delivery', `The runner offers no artifact service: ${missing.join(' and ')} not set`, {
    unsupported: true,
    hint: 'Only a step with `uses:` is given one. Elsewhere set the input `artifact` to none.',
  });
}

/** Asked beforehand: the client leaves out what vanished, and throws where nobody can catch for what it can't read. */
async function checkFiles({ name, files }: ArtifactRequest): Promise<void> {
  for (const file of files) {
    await access(file, constants.R_OK).catch((error: unknown) => {
      throw failure(name, error);
    });
  }
}

const hints: Hints = [
  [
    /\(409\)|already exists/i,
    'A name is given once in a run: give each job of a matrix its own by the input `artifact`, for example ' +
      'certificates-${{ strategy.job-index }}.',
  ],
  [/quota/i, 'Delete old artifacts, or have them deleted earlier by the input `artifact-retention-days`.'],
  [/name is not valid/i, 'Choose another name by the input `artifact`.'],
  [
    /EACCES|ENOENT|path for one of the files/,
    'The file must exist, be readable, and have a name without " : < > | * ?',
  ],
  [
    /^/,
    'This is mostly temporary; https://www.githubstatus.com tells more. The files are where the output `directory` says.',
  ],
];

function failure(name: string, error: unknown): AppError {
  const reason = reasonOf(messageOf(error));
  return new AppError(
    'delivery',
    `Artifact ${name} was not uploaded: ${reason}`,
    { hint: hintFor(hints, reason) },
    error,
  );
}

function urlOf(env: ToolkitOptions['env'], id: number): string {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  return `${server}/${GITHUB_REPOSITORY ?? ''}/actions/runs/${GITHUB_RUN_ID ?? ''}/artifacts/${id}`;
}
