import { delimiter, isAbsolute, join } from 'node:path';
import type { LookAt, PathKind } from './ports.ts';

interface Surroundings {
  lookAt: LookAt;
  env: Readonly<Record<string, string | undefined>>;
}

/** What is wrong with what stands at a path, as a clause, and what to do about it, as a sentence. */
export interface PathFault {
  problem: string;
  remedy: string;
}

/**
 * The program that a user means: a path, which starts at the working directory when it is relative; a bare name that
 * isn't there is looked for on PATH.
 * @returns the path to start it by, with a slash in it so that nobody looks for it on PATH again; or what is wrong
 */
export function programAt(text: string, { lookAt, env }: Surroundings): { path: string } | PathFault {
  const isBare = !text.includes('/');
  const here = isBare ? `./${text}` : text;
  const kind = lookAt(here);
  if (kind === 'program') return { path: here };
  const onPath = isBare && kind === 'nothing' ? placesOnPath(text, env) : [];
  const found = onPath.find((place) => lookAt(place) === 'program');
  if (found !== undefined) return { path: found };
  const problem = isBare && kind === 'nothing' ? 'neither a file here nor a program on PATH' : problems[kind];
  return { problem, remedy: remedies[kind] };
}

/** Where a program of a name may be on the step's PATH. */
export function placesOnPath(name: string, env: Surroundings['env']): string[] {
  const directories = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  return directories.map((directory) => join(directory, name));
}

const problems: Readonly<Record<Exclude<PathKind, 'program'>, string>> = {
  nothing: 'there is no such file',
  directory: 'a directory, not a program',
  file: 'the file is not executable',
  unknown: 'nobody can tell what is there: a directory above it is closed to this step',
};

const remedies: typeof problems = {
  nothing:
    "Check the path, which starts at the step's working directory when it is relative; if the file is the repository's, run actions/checkout before this step.",
  directory: 'Name the program itself.',
  file: 'Make it executable: git update-index --chmod=+x <file>, or chmod +x <file> in a step before this one.',
  unknown: 'Open the directories above it to the user that runs this step.',
};
