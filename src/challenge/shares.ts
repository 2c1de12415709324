import { wasNeverBegun } from '../base/errors.ts';
import { Slots } from '../base/parallel.ts';
import type { Deed, Journal } from '../state/journal.ts';

interface Share {
  users: number;
  made: boolean;
  /** Something of it may be there: it was made, or somebody tried to. */
  mayBeThere: boolean;
  /** One at a time: what is being undone isn't made in between. */
  turn: Slots;
}

/**
 * What several certificates of a run need at once: a CA gives one pending authorization, and so one proof, to all
 * orders with the name. It is made for the first and undone with the last, and stands in the journal meanwhile.
 */
export class Shares {
  readonly #shares = new Map<string, Share>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Counts a user of what the deed leaves, and runs `make` unless another user's has succeeded. */
  async take(deed: Deed, signal: AbortSignal, make: () => Promise<void>): Promise<void> {
    const key = JSON.stringify(deed);
    const share = this.#shares.get(key) ?? { users: 0, made: false, mayBeThere: false, turn: new Slots(1) };
    this.#shares.set(key, share);
    share.users += 1;
    await share.turn.hold(signal, async () => {
      if (share.made) return;
      this.#journal.intend(deed);
      try {
        await make();
        share.made = true;
        share.mayBeThere = true;
      } catch (error) {
        share.mayBeThere ||= !wasNeverBegun(error);
        if (!share.mayBeThere) this.#journal.settle(deed);
        throw error;
      }
    });
  }

  /** Ends a use, made or not, and runs `undo` when it was the last of what may be there. */
  async giveBack(deed: Deed, signal: AbortSignal, undo: () => Promise<void>): Promise<void> {
    const share = this.#shares.get(JSON.stringify(deed));
    if (!share) return;
    share.users = Math.max(0, share.users - 1);
    if (share.users > 0) return;
    await share.turn.hold(signal, async () => {
      // Another may have come while this one waited for its turn.
      if (share.users > 0 || !share.mayBeThere) return;
      share.made = false;
      await undo();
      share.mayBeThere = false;
      this.#journal.settle(deed);
    });
  }
}
