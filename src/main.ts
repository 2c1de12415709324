import { succeeded } from './report/result.ts';
import { run } from './run.ts';
import { githubWorld, saveForPost } from './platform/github.ts';
import { endProcess } from './platform/system.ts';

/** The action's entry: the runner's world, one run, its exit code. */
const world = githubWorld(process.env);
saveForPost('journal', world.journalPath);
endProcess(succeeded(await run(world)) ? 0 : 1);
