import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenRequest } from '../../scripts/servers/faults.ts';
import type { Job } from '../fakes/results-token.ts';
import type { ResultsService } from '../fakes/results-service.ts';
import { runMain, runPost, temporaryDirectory, type Step, type StepResult } from './runner.ts';

/** Both steps of one job. */
export interface JobResult {
  main: StepResult;
  post: StepResult;
}

export interface JobOptions {
  /** What the runner's token says; a run of its own when left out. */
  job?: Job | undefined;
}

/** Inputs with which a job leaves what the next one finds; the lab's own steps leave nothing. */
export const lasting = { state: 'cache', artifact: 'certificates' };

let runs = 0;

/**
 * A runner of one repository: each job finds its temp at the same path, because the cache compares paths, and empty.
 */
export class Machine {
  readonly temp = temporaryDirectory();
  readonly #service: Pick<ResultsService, 'environment'>;
  readonly #repository: string;

  constructor(service: Pick<ResultsService, 'environment'>, repository = 'owner/repository') {
    this.#service = service;
    this.#repository = repository;
  }

  /** Runs main, then post with what main saved for it, as a runner does whatever became of main. */
  async run(step: Step, { job }: JobOptions = {}): Promise<JobResult> {
    const main = await this.main(step, { job });
    return { main, post: await this.post(step, main, { job }) };
  }

  /** Begins a job: runs main in a temp without what other jobs left. */
  async main(step: Step, { job }: JobOptions = {}): Promise<StepResult> {
    for (const name of readdirSync(this.temp)) rmSync(join(this.temp, name), { recursive: true });
    return runMain(this.#prepare(step, job));
  }

  /** Ends it. */
  post(step: Step, main: StepResult, { job }: JobOptions = {}): Promise<StepResult> {
    return runPost(this.#prepare(step, job), main);
  }

  #prepare(step: Step, job: Job = {}): Step {
    const { run = `run-${(runs += 1)}` } = job;
    return {
      ...step,
      temp: this.temp,
      env: {
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: this.#repository,
        GITHUB_RUN_ID: '77',
        GITHUB_WORKSPACE: this.temp,
        ...this.#service.environment({ ...job, run }),
        ...step.env,
      },
    };
  }
}

/** A job that went well in both of its steps. */
export function succeeds({ main, post }: JobResult): void {
  assert.equal(main.exitCode, 0, `${main.log}${main.stderr}`);
  assert.equal(post.exitCode, 0, `${post.log}${post.stderr}`);
  assert.deepEqual([main.stderr, post.stderr], ['', '']);
}

/** The orders that the CA took for exactly this name. */
export function ordersFor({ requests }: { requests: readonly SeenRequest[] }, name: string): SeenRequest[] {
  return requests.filter(({ kind, payload }) => {
    const { identifiers = [] } = (payload ?? {}) as { identifiers?: { value: string }[] };
    return kind === 'newOrder' && identifiers.some(({ value }) => value === name);
  });
}

/** What the step warned of, or told as a notice. */
export function annotations(
  { log }: StepResult,
  level: 'warning' | 'notice' | 'error' = 'warning',
): string[] {
  return log.split('\n').filter((line) => line.startsWith(`::${level} `));
}
