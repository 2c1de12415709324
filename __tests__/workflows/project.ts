import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { committedDist, temporaryDirectory } from '../e2e/runner.ts';

/** A repository with the action in its root, for `uses: ./`, and workflows. */
export interface Project {
  readonly directory: string;
  /** `owner/name` */
  readonly repository: string;
  /** The one commit that all its runs are of. */
  readonly commit: string;
}

/** @param files the repository's files besides the action's, by their path */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const directory = temporaryDirectory();
  const repository = 'octo/site';
  const root = dirname(committedDist);
  cpSync(join(root, 'action.yml'), join(directory, 'action.yml'));
  cpSync(committedDist, join(directory, 'dist'), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=octo', '-c', 'user.email=octo@example.com', ...args], {
      cwd: directory,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', `https://github.com/${repository}.git`);
  git('add', '.');
  git('commit', '--quiet', '--message', 'Get certificates');
  return { directory, repository, commit: git('rev-parse', 'HEAD') };
}
