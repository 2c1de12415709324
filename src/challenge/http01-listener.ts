import { Slots } from '../base/parallel.ts';
import type { Bound } from '../base/bound.ts';
import { AppError, messageOf } from '../base/errors.ts';
import type { HttpListener, ListenHttp, Log } from '../base/ports.ts';
import type { ListenAddress } from '../settings/settings.ts';
import type { ChallengeTask, Solver } from './solver.ts';
import { tokenOf, tokenPath } from './tokens.ts';

export interface Http01ListenerOptions {
  address: ListenAddress;
  listen: ListenHttp;
  log: Log;
}

/**
 * Proves control by answering the CA's requests itself (RFC 8555 8.3). It listens while a certificate of the run needs
 * it, and no longer; there is nothing to undo after the process.
 */
export function createHttp01Listener({ address, listen, log }: Http01ListenerOptions): Solver {
  const where = `${address.host === undefined ? 'port ' : `${bracketed(address.host)}:`}${address.port}`;
  const proofs = new Set<ChallengeTask>();
  // One at a time opens or closes: certificates come and go side by side.
  const turn = new Slots(1);
  let listener: HttpListener | undefined;
  const answer = (path: string) =>
    [...proofs].find(({ token }) => path === `${tokenPath}${token}`)?.keyAuthorization;
  return {
    type: 'http-01',

    // Taken or forbidden, it would be so only after an order had been spent.
    prepare: async (bound) => (await open({ address, listen, where }, () => undefined, bound)).close(),

    async present(tasks, bound) {
      for (const task of tasks) tokenOf(task);
      for (const task of tasks) proofs.add(task);
      await turn.hold(bound.signal, async () => {
        if (listener) return;
        listener = await open({ address, listen, where }, answer, bound);
        log.info(`Listening on ${where} for the CA's requests`);
      });
    },

    ready: () => Promise.resolve([]),

    async cleanUp(tasks, bound) {
      for (const task of tasks) proofs.delete(task);
      await turn.hold(bound.signal, () => {
        if (proofs.size > 0 || !listener) return Promise.resolve();
        listener.close();
        listener = undefined;
        log.info(`No longer listening on ${where}`);
        return Promise.resolve();
      });
      return [];
    },
  };
}

async function open(
  { address, listen, where }: Pick<Http01ListenerOptions, 'address' | 'listen'> & { where: string },
  answer: (path: string) => string | undefined,
  { signal }: Bound,
): Promise<HttpListener> {
  try {
    return await listen(address, answer, signal);
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new AppError('challenge-unavailable', `Nothing can listen on ${where}: ${messageOf(error)}`, {
      hint:
        hints[code] ?? 'Correct `http-listen`: a port of this machine, or one of its addresses with a port.',
    });
  }
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Another program uses it, perhaps a web server: let that one serve the tokens from `http-webroot` instead.',
  EACCES:
    'Ports below 1024 need a privilege: let the system forward port 80 to a higher one, and name that in `http-listen`.',
  EADDRNOTAVAIL: 'The address in `http-listen` is not one of this machine.',
};

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
