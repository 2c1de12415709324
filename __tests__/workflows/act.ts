import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findProgram } from '../../scripts/servers/command.ts';
import { temporaryDirectory } from '../e2e/runner.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { readLog, type ActLog } from './act-log.ts';
import type { Project } from './project.ts';

/** An event of GitHub's, and what its run is given. */
export interface Trigger {
  event: 'schedule' | 'workflow_dispatch' | 'pull_request' | 'pull_request_target';
  /** The file in .github/workflows. */
  workflow: string;
  /** What GitHub sends besides. */
  payload?: Readonly<Record<string, unknown>>;
  /** Repository secrets; none on the pull request of a fork. */
  secrets?: Readonly<Record<string, string>>;
  vars?: Readonly<Record<string, string>>;
}

/** A run of a workflow under act. */
export interface ActRun extends ActLog {
  exitCode: number | null;
}

/** What a host offers its runs: its services keep what they are given, as GitHub's do. */
export interface Host {
  /** RUNNER_TEMP of every step: GitHub's runners have one path each time, and caches are found again only under it. */
  readonly temp: string;
  /** Keeps the artifacts; act's own service refuses those of newer clients. */
  readonly results: ResultsService;
  /** Where workspaces are copied to; the command lines of the host's steps hold it. */
  readonly workspaces: string;
  /** What its services keep: artifacts, and entries of its caches. */
  stored(): string[];
  run(project: Project, trigger: Trigger): Promise<ActRun>;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** Directories with programs that steps find before the system's. */
  programs?: readonly string[];
  /** Directories that stand for actions of other repositories, by what `uses` says. */
  actions?: Readonly<Record<string, string>>;
  /** Whose cache it offers: act's own, of the older protocol, or that of `results`, of the newer. */
  cache?: 'act' | 'results';
}

const node24 = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');
const wholeRunMs = 100_000;

/** A machine without Docker on which act runs jobs one after another, as the steps of the host itself. */
export async function startHost({
  programs = [],
  actions = {},
  cache = 'act',
}: HostOptions = {}): Promise<Host> {
  const root = temporaryDirectory();
  const within = (name: string) => {
    const directory = join(root, name);
    mkdirSync(directory);
    return directory;
  };
  const [temp, caches] = [within('temp'), within('caches')];
  const [workspaces, home] = [within('workspaces'), within('home')];
  const written = (name: string, content: unknown) => {
    const path = join(root, name);
    // JSON is YAML.
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  };
  const results = await startResultsService();
  let runs = 0;
  const path = [...programs, node24, process.env['PATH'] ?? ''].join(delimiter);
  return {
    temp,
    results,
    workspaces,
    stored: () => [
      ...results.artifacts.map((one) => `artifact ${one.name} of ${one.run}`),
      ...results.cacheEntries.map(({ key }) => `cache ${key}`),
      ...readdirSync(caches, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.db'))
        .map(({ name }) => `cache ${name}`),
    ],
    stop: () => results.stop(),
    async run(project, trigger) {
      const act = findProgram('act');
      if (act === undefined) throw new Error('act is not on PATH; `.ci/run-workflows` brings it along');
      // Each run gets a new machine, of which only GitHub's services outlive it.
      rmSync(temp, { recursive: true, force: true });
      mkdirSync(temp);
      runs += 1;
      const { event, workflow, payload = {}, secrets = {}, vars = {} } = trigger;
      const file = join('.github', 'workflows', workflow);
      const args = [
        event,
        ...['--workflows', file, '--eventpath', written('event.json', payload)],
        // Every process may read a command line, and act hands its own environment on to every step.
        ...['--secret-file', written('secrets.yml', secrets), '--var-file', written('vars.yml', vars)],
        ...['--json', '--concurrent-jobs', '1'],
        // Steps run on this machine, and nothing looks for Docker.
        ...['--platform', 'ubuntu-latest=-self-hosted', '--container-daemon-socket', '-', '--pull=false'],
        ...['--action-cache-path', workspaces, '--action-offline-mode'],
        ...['--cache-server-addr', '127.0.0.1', '--cache-server-path', caches],
        ...['--env', `GITHUB_RUN_ID=${runs}`],
        ...['--env', `GITHUB_WORKFLOW_REF=${project.repository}/${file}@refs/heads/main`],
        ...Object.entries(actions).flatMap(([uses, directory]) => [
          '--local-repository',
          `${uses}=${directory}`,
        ]),
      ];
      const { ACTIONS_CACHE_SERVICE_V2: isNewCache = '', ...services } = results.environment({
        run: `run-${runs}`,
      });
      const env = {
        PATH: path,
        HOME: home,
        LANG: 'C.UTF-8',
        ...services,
        ...(cache === 'results' ? { ACTIONS_CACHE_SERVICE_V2: isNewCache } : {}),
      };
      return runAct(act, args, { cwd: project.directory, env });
    },
  };
}

async function runAct(
  act: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<ActRun> {
  const child = spawn(act, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: wholeRunMs });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (process.env['ACT_LOG']) writeFileSync(process.env['ACT_LOG'], text, { flag: 'a' });
  return { exitCode, ...readLog(text) };
}
