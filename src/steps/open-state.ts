import type { World } from '../base/ports.ts';
import type { Settings } from '../settings/settings.ts';
import type { Journal } from '../state/journal.ts';
import { openStore } from '../state/open-store.ts';
import { stateKeysOf } from '../state/seal.ts';
import { emptyStore, type StateStore } from '../state/store.ts';

/** Events whose runs are made from changes that nobody has accepted yet. */
const proposals = /^(pull_request|merge_group)/;

/** The state that the settings ask for; none in a dry run, in a preflight or on a pull request: they leave nothing, and trust
 * nothing. */
export function openState(settings: Settings, world: World, journal: Journal): StateStore {
  const { mode, account, ca, state } = settings;
  if (mode.name === 'dry-run' || mode.name === 'preflight' || proposals.test(world.event.name))
    return emptyStore;
  const { encryptionKey, previousEncryptionKey } = account;
  return openStore({
    ...world,
    where: state,
    keys: encryptionKey && stateKeysOf(encryptionKey, previousEncryptionKey),
    scope: { repository: world.repository, caDirectoryUrl: ca.directoryUrl },
    journal,
  });
}
