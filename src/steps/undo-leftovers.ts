import { startBudget, type Budget } from '../base/bound.ts';
import { messageOf } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { World } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import { chooseProvider } from '../challenge/choose-provider.ts';
import { undoRecord } from '../challenge/dns01.ts';
import { removeToken } from '../challenge/http01.ts';
import type { TxtRecord } from '../dns/provider.ts';
import type { ScopedProvider } from '../settings/settings.ts';
import { openJournal, type Deed, type Journal } from '../state/journal.ts';
import { stateKeysOf, type StateKeys } from '../state/seal.ts';
import { flushLeftovers } from '../state/upload.ts';
import { readSettings } from './read-settings.ts';

/** The runner kills a post step of a cancelled job soon; a provider that needs longer is told of instead. */
const undoMs = 60_000;

/** Does what the journal of an ended process still holds; what can't be done becomes a warning each. */
export async function undoLeftovers(world: World): Promise<void> {
  const journal = openJournal(world.journalPath);
  const deeds = journal.open();
  if (deeds.length > 0) {
    world.lastResort(undoMs);
    world.log.info(`The main step ended before it was done: ${deeds.length} left to undo or to save`);
    const budget = startBudget(world.clock, undoMs);
    try {
      // Side by side: a provider that hangs must not cost the state, nor the other way round.
      const left = await Promise.all([
        undoProofs(deeds, journal, { world, budget }),
        saveState(deeds, journal, { world, budget }),
      ]);
      for (const message of left.flat())
        world.sink.annotate({ level: 'warning', title: 'Left by the main step', message });
    } finally {
      budget.close();
    }
  }
  if (journal.open().length === 0) journal.remove();
}

interface Tools {
  world: World;
  budget: Budget;
}

async function undoProofs(
  deeds: readonly Deed[],
  journal: Journal,
  { world, budget }: Tools,
): Promise<readonly string[]> {
  const proofs = deeds.filter((deed) => deed.kind !== 'state');
  if (proofs.length === 0) return [];
  const providers = await openProviders(world);
  const left = await mapLimited(proofs, 8, async (deed) => {
    const failed =
      deed.kind === 'file'
        ? await removeToken(deed.path, budget.work)
        : await undoTxt(deed, providers, budget);
    if (failed.length === 0) journal.settle(deed);
    return failed;
  });
  return left.flat();
}

/** What the provider is made of; every other input may name a file that is gone by now. */
const providerInputs = ['dns-provider', 'hook', 'request-timeout', 'timeout'];

/** @returns the providers, or why there are none */
async function openProviders(world: World): Promise<readonly ScopedProvider[] | string> {
  const given = providerInputs.map((name) => [name, world.inputs[name] ?? '']);
  const inputs = {
    ...Object.fromEntries(given),
    challenge: 'dns-01',
    domains: 'clean-up.example',
    mode: 'renew',
  } as Record<string, string>;
  try {
    const { challenge } = await readSettings({ ...world, inputs });
    return challenge.dnsProviders;
  } catch (error) {
    return messageOf(error);
  }
}

async function undoTxt(
  { name, value, domain = name.replace(/^_acme-challenge\./, '') }: TxtRecord & { domain?: string },
  providers: readonly ScopedProvider[] | string,
  budget: Budget,
): Promise<string[]> {
  const byHand = (why: string) => [`Remove the record ${name}. TXT "${value}" by hand: ${why}`];
  if (typeof providers === 'string') return byHand(providers);
  try {
    return await undoRecord(chooseProvider(providers, { domain, name }), { name, value }, budget.work);
  } catch (error) {
    return byHand(messageOf(error));
  }
}

async function saveState(
  deeds: readonly Deed[],
  journal: Journal,
  { world, budget }: Tools,
): Promise<readonly string[]> {
  const states = deeds.filter((deed) => deed.kind === 'state');
  const { cache } = world;
  if (states.length === 0 || !cache) return [];
  const ports = { ...world, cache, journal, keys: keysOf(world.inputs) };
  return flushLeftovers(states, ports, budget.work.signal);
}

/** The secrets that main had: one that it refused has sealed nothing. */
function keysOf(inputs: World['inputs']): StateKeys | undefined {
  const [current, previous] = ['encryption-key', 'previous-encryption-key'].map((name) => {
    const text = inputs[name]?.trim() ?? '';
    return text === '' ? undefined : new Secret(text);
  });
  return current && stateKeysOf(current, previous);
}
