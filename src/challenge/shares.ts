import { Slots } from '../base/parallel.ts';

interface Share {
  users: number;
  made: boolean;
  /** One at a time: what is being undone isn't made in between. */
  turn: Slots;
}

/**
 * What several certificates of a run need at once: a CA gives one pending authorization, and so one proof, to all
 * orders with the name. It is made for the first and undone with the last.
 */
export class Shares {
  readonly #shares = new Map<string, Share>();

  /** Counts a user of `key`, and runs `make` unless another user's has succeeded. */
  async take(key: string, signal: AbortSignal, make: () => Promise<void>): Promise<void> {
    const share = this.#shares.get(key) ?? { users: 0, made: false, turn: new Slots(1) };
    this.#shares.set(key, share);
    share.users += 1;
    await share.turn.hold(signal, async () => {
      if (share.made) return;
      await make();
      share.made = true;
    });
  }

  /** Ends a use, made or not, and runs `undo` when it was the last. */
  async giveBack(key: string, signal: AbortSignal, undo: () => Promise<void>): Promise<void> {
    const share = this.#shares.get(key);
    if (!share) return;
    share.users = Math.max(0, share.users - 1);
    if (share.users > 0) return;
    await share.turn.hold(signal, async () => {
      // Another may have come while this one waited for its turn.
      if (share.users > 0) return;
      share.made = false;
      await undo();
    });
  }
}
