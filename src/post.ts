import { githubWorld, savedByMain } from './platform/github.ts';
import { endProcess } from './platform/system.ts';
import { undoLeftovers } from './steps/undo-leftovers.ts';

/** The action's post entry: undoes what main couldn't, however main ended. */
const journalPath = savedByMain('journal');
if (journalPath !== '') await undoLeftovers({ ...githubWorld(process.env), journalPath });
endProcess(0);
