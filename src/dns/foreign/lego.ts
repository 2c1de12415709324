import { createPrivateKey } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seconds, within, type Bound } from '../../base/bound.ts';
import { AppError, toAppError } from '../../base/errors.ts';
import { Slots } from '../../base/parallel.ts';
import type { Secret } from '../../base/secret.ts';
import type { HostPort } from '../../settings/settings.ts';
import type { DnsProvider, LoopbackServer, ProviderContext, RecordProof, TxtRecord } from '../provider.ts';
import { LegoRelay } from './lego-relay.ts';
import { findProgram, runProgram, startProgram, withHome } from './program.ts';

const install =
  'Install it in a step before this one: sudo apt-get install -y lego, or take lego 4 from https://github.com/go-acme/lego/releases.';

/** lego has no account of its own here, so nobody can be written to. */
const email = 'bounded-acme@localhost';

/** Setting one record may take lego this long. */
const presentMs = 300_000;

/** What providers say of a record that is gone already: some take all values of a name away with the first. */
const gone = /not found|no (existing |such )?record|(doesn't|does not) exist/i;

const program = { name: 'lego', ran: true };

/** A lego that has set a record, or is about to, and waits until it may take it away. */
interface Session {
  relay: LegoRelay;
  life: AbortController;
  /** How it ended: it always ends as failed, since its challenge is refused in the end. */
  ended: Promise<AppError>;
  /** Where the account's key is for as long as lego hasn't read it. */
  keyFile: string | undefined;
  /** What it said of a record that it couldn't take away. */
  leftover: string | undefined;
}

/**
 * lego's providers, each by its name: `cloudflare`. lego has no command to set a record, so it is run as the ACME
 * client that it is, one process for each record, against a CA of ours on loopback (`lego-relay.ts`).
 */
export function createLego(provider: string, context: ProviderContext): DnsProvider {
  const sessions = new Map<string, Session>();
  // One at a time: some providers read a zone's records and write them back.
  const turn = new Slots(1);
  return {
    async prepare(bound) {
      const file = await findProgram('lego', { env: context.env, install }, bound);
      const hint = 'https://go-acme.github.io/lego/dns/ names the providers; a newer lego has more of them.';
      const args = ['dnshelp', '--code', provider];
      const told = `lego ${args.join(' ')}`;
      await runProgram({ label: 'lego', file, args, told, hint, quiet: true }, context, bound);
    },

    present: (record, bound) =>
      turn.hold(bound.signal, async () => {
        const session = await startSession(record, { provider, context }, bound);
        sessions.set(keyOf(record), session);
        const expired = (spentMs: number) =>
          new AppError('hook', `lego has not set ${record.name} in ${seconds(spentMs)}`, { program });
        const limits = { timeoutMs: presentMs, parent: bound, expired };
        await within(context.ports.clock, limits, ({ signal }) => untilPresented(session, signal));
        if (session.keyFile !== undefined) await rm(session.keyFile, { force: true });
      }),

    remove: (record, bound) =>
      turn.hold(bound.signal, async () => {
        const session = sessions.get(keyOf(record));
        if (!session) throw lost(provider);
        session.relay.finish();
        await untilEnded(session, bound);
        sessions.delete(keyOf(record));
        if (session.leftover !== undefined) throw new AppError('hook', session.leftover, { program });
      }),
  };
}

async function startSession(
  record: TxtRecord,
  { provider, context }: { provider: string; context: ProviderContext },
  bound: Bound,
): Promise<Session> {
  const proof = proofOf(record);
  const file = await findProgram('lego', { env: context.env, install }, bound);
  const relay = new LegoRelay(proof);
  const life = new AbortController();
  const server = await context.ports.serveLoopback((request) => relay.answer(request), life.signal);
  const ended = Promise.resolve(lost(provider));
  const session: Session = { relay, life, ended, keyFile: undefined, leftover: undefined };
  const onLine = (line: string) => {
    if (/cleaning up failed|error cleaning up/i.test(line) && !gone.test(line)) session.leftover = line;
  };
  const run = () =>
    withHome(context, async (home, own) => {
      const { env, keyFile } = await furnish(home, { server, accountKey: proof.accountKey });
      session.keyFile = keyFile;
      const args = argumentsOf({ home, provider, directoryUrl: relay.openAt(server.url), proof, context });
      const hint =
        'What lego says stands in the log above; https://go-acme.github.io/lego/dns/ names its variables.';
      const told = `lego with the provider ${provider} for ${record.name}`;
      const call = { label: 'lego', file, args, env: { ...own, ...env }, told, hint, onLine };
      await startProgram(call, context, life.signal);
      return new AppError('hook', `${told} ended too early`, { hint, program });
    });
  session.ended = run()
    .catch((error: unknown) => toAppError(error))
    .finally(() => server.close());
  return session;
}

type CompleteProof = RecordProof & { accountKey: Secret };

function proofOf({ name, proof }: TxtRecord): CompleteProof {
  const accountKey = proof?.accountKey;
  if (proof && accountKey) return { ...proof, accountKey };
  throw new AppError('dns-provider', `lego can only set what proves control of a name, and ${name} does not`);
}

/** Writes what lego reads: the account's key, so that it makes the right value, and the root of our server. */
async function furnish(
  home: string,
  { server, accountKey }: { server: LoopbackServer; accountKey: Secret },
): Promise<{ env: Record<string, string | undefined>; keyFile: string }> {
  const keys = join(home, 'accounts', new URL(server.url).host.replace(':', '_'), email, 'keys');
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const keyFile = join(keys, `${email}.key`);
  await writeFile(keyFile, traditionalPem(accountKey), { mode: 0o600 });
  const roots = join(home, 'root.pem');
  await writeFile(roots, server.rootPem);
  const none = { LEGO_EAB: undefined, LEGO_EAB_KID: undefined, LEGO_EAB_HMAC: undefined };
  const env = { ...none, LEGO_PATH: home, LEGO_CA_CERTIFICATES: roots, LEGO_CA_SERVER_NAME: undefined };
  return { env, keyFile };
}

/** Older ones read no PKCS #8. */
function traditionalPem(accountKey: Secret): string {
  const key = createPrivateKey(accountKey.reveal());
  return key.export({ type: key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' }) as string;
}

interface Start {
  home: string;
  provider: string;
  directoryUrl: string;
  proof: RecordProof;
  context: ProviderContext;
}

function argumentsOf({ home, provider, directoryUrl, proof, context }: Start): string[] {
  const resolvers = (context.resolvers ?? []).flatMap((one) => ['--dns.resolvers', addressOf(one)]);
  return [
    ...['--server', directoryUrl, '--accept-tos', '--email', email, '--path', home],
    // Whether the record can be seen is watched here, for all records at once.
    ...['--dns', provider, '--dns.disable-cp', ...resolvers],
    // It waits for our answer as long as the real CA looks.
    ...['--http-timeout', '7200', '--domains', proof.identifier, 'run'],
  ];
}

function addressOf({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** @throws what lego failed with; the signal's reason, and then lego goes on until it is told to clean up */
async function untilPresented({ relay, ended }: Session, signal: AbortSignal): Promise<void> {
  const failed = ended.then((error) => Promise.reject(error));
  await abortable(Promise.race([relay.presented, failed]), signal);
}

/** Kills lego when the bound is over. */
async function untilEnded({ ended, life }: Session, { signal }: Bound): Promise<void> {
  try {
    await abortable(ended, signal);
  } catch (error) {
    life.abort(error);
    throw error;
  }
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The lego that set it belongs to the process that started it. */
function lost(provider: string): AppError {
  const words = `lego's ${provider} takes its record away itself when the run that started it is gone; look whether it is`;
  return new AppError('dns-provider', words);
}

function keyOf({ name, value }: TxtRecord): string {
  return `${name} ${value}`;
}
