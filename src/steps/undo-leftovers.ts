import { startBudget, type Budget } from '../base/bound.ts';
import { AppError, toAppError } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { World } from '../base/ports.ts';
import { undoRecord } from '../challenge/dns01.ts';
import { removeToken } from '../challenge/http01.ts';
import { openJournal, type Deed } from '../state/journal.ts';
import type { Settings } from '../settings/settings.ts';
import { readSettings } from './read-settings.ts';

/** The runner kills a post step of a cancelled job soon; a provider that needs longer is told of instead. */
const undoMs = 60_000;

/** Undoes what the journal of an ended process still holds; what can't be undone becomes a warning each. */
export async function undoLeftovers(world: World): Promise<void> {
  const journal = openJournal(world.journalPath);
  const deeds = journal.open();
  if (deeds.length === 0) return;
  world.log.info(`The main step ended before it had cleaned up: ${deeds.length} left to undo`);
  const budget = startBudget(world.clock, undoMs);
  try {
    const settings = await readSettings(world).catch((error: unknown) => toAppError(error));
    const left = await mapLimited(deeds, 8, async (deed) => {
      const failed = await undo(deed, settings, budget);
      if (failed.length === 0) journal.settle(deed);
      return failed;
    });
    for (const message of left.flat()) {
      world.sink.annotate({ level: 'warning', title: 'Something of the proof is left', message });
    }
  } finally {
    budget.close();
  }
}

type Readable = Settings | AppError;

async function undo(deed: Deed, settings: Readable, budget: Budget): Promise<string[]> {
  switch (deed.kind) {
    case 'file':
      return removeToken(deed.path, budget.work);
    case 'txt': {
      const provider = settings instanceof AppError ? undefined : settings.challenge.dnsProvider;
      if (provider) return undoRecord(provider.provider, deed, budget.work);
      return [`Remove the record ${deed.name}. TXT "${deed.value}" by hand: no DNS provider can be set up`];
    }
  }
}
