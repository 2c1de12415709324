import { startBudget, type Bound, type Budget } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import { mapLimited } from '../base/parallel.ts';
import type { World } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import { chooseProvider } from '../challenge/choose-provider.ts';
import { undoRecord } from '../challenge/dns01.ts';
import { undoToken, type TokenPlace } from '../challenge/http01.ts';
import { hookPlace } from '../challenge/http01-hook.ts';
import { leftoverSentence, recordLeft } from '../challenge/leftover.ts';
import { removeToken } from '../challenge/http01-webroot.ts';
import type { ChallengeSettings } from '../settings/settings.ts';
import { openJournal, type Deed, type Journal } from '../state/journal.ts';
import { stateKeysOf, type StateKeys } from '../state/seal.ts';
import { flushLeftovers } from '../state/upload.ts';
import { httpHook } from './http-hook.ts';
import { readSettings } from './read-settings.ts';
import { once } from './start.ts';

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
  const openProviders = once(() => settingsOf(world, 'dns-01'));
  const openPlace = once(() => openTokenPlace(world));
  const undo = async (deed: (typeof proofs)[number]): Promise<string[]> => {
    switch (deed.kind) {
      case 'txt':
        return undoTxt(deed, await openProviders(), budget.work);
      case 'file':
        return removeToken(deed.path, budget.work);
      case 'token':
        return undoToken(await openPlace(), deed, budget.work);
    }
  };
  const left = await mapLimited(proofs, 8, async (deed) => {
    const failed = await undo(deed);
    if (failed.length === 0) journal.settle(deed);
    return failed;
  });
  return left.flat();
}

/** What the way of proof is made of; every other input may name a file that is gone by now. */
const neededInputs = {
  'dns-01': ['dns-provider', 'hook', 'request-timeout', 'timeout'],
  'http-01': ['http-hook', 'request-timeout', 'timeout'],
} as const;

/** @returns how control is proven, or why that can't be told */
async function settingsOf(
  world: World,
  type: keyof typeof neededInputs,
): Promise<ChallengeSettings | string> {
  const given = neededInputs[type].map((name) => [name, world.inputs[name] ?? '']);
  const inputs = {
    ...Object.fromEntries(given),
    challenge: type,
    domains: 'clean-up.example',
    mode: 'renew',
  } as Record<string, string>;
  try {
    return (await readSettings({ ...world, inputs })).challenge;
  } catch (error) {
    return messageOf(error);
  }
}

async function openTokenPlace(world: World): Promise<TokenPlace> {
  const settings = await settingsOf(world, 'http-01');
  const file = typeof settings === 'string' ? undefined : settings.httpHook;
  if (file !== undefined) return hookPlace(httpHook(file, world));
  const why = typeof settings === 'string' ? settings : '`http-hook` is empty';
  return hookPlace(() =>
    Promise.reject(new AppError('hook', why, { program: { name: 'http-hook', ran: false } })),
  );
}

async function undoTxt(
  deed: Extract<Deed, { kind: 'txt' }>,
  settings: ChallengeSettings | string,
  bound: Bound,
): Promise<string[]> {
  const { name, value, token = '' } = deed;
  const domain = deed.domain ?? name.replace(/^_acme-challenge\./, '');
  const byHand = (why: unknown) => [leftoverSentence(recordLeft(deed), why)];
  if (typeof settings === 'string') return byHand(settings);
  // As the process before told it to programs, but for the account's key, which is nowhere any more.
  const proof = { identifier: domain, token, accountKey: undefined, together: [domain] };
  try {
    const provider = chooseProvider(settings.dnsProviders, { domain, name });
    return await undoRecord(provider, { name, value, proof }, bound);
  } catch (error) {
    return byHand(error);
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
