import { rmSync } from 'node:fs';
import type { Proxy } from '../../scripts/servers/proxy.ts';
import { encryptionKey, type Lab } from './lab.ts';
import { setRenewalWindow } from './renewal-window.ts';
import type { StepResult } from './runner.ts';
import { startTls, type TlsServer } from './tls-server.ts';

export type Inputs = Readonly<Record<string, string>>;

/** What a situation's steps have in common. */
export interface Scene {
  lab: Lab;
  proxy: Proxy;
  state: string;
  /** A server on loopback that shows what the first run obtained. */
  server?: TlsServer;
  /** The first run. */
  first: StepResult;
  run(inputs?: Inputs): Promise<StepResult>;
}

/** The answers that users ask most for, `outcome` and `renewed`, in one situation. */
export interface Situation {
  /** The inputs of a run before; without one there was none. */
  first?: Inputs;
  /** What happens between the two. */
  then?: (scene: Scene) => unknown;
  event?: string;
  env?: Inputs;
  inputs?: Inputs | ((scene: Scene) => Inputs);
  outcome: string;
  renewed?: true;
  /** The first certificate's reason. */
  because: RegExp;
}

/** From milliseconds after it was made. */
const soon = '99.9999999%';
const due: Inputs = { 'renew-before': soon };
const quick: Inputs = { retries: '0', 'request-timeout': '5s' };

const down = ({ proxy }: Scene) => proxy.fault({ action: 'status', status: 503, body: {} });
const limited = ({ proxy }: Scene) => {
  const body = { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many certificates' };
  proxy.fault({ action: 'status', kind: 'newOrder', status: 429, headers: { 'retry-after': '86400' }, body });
};
const failOnce = async (scene: Scene) => {
  limited(scene);
  await scene.run({ ...due, ...quick });
  scene.proxy.clear();
};
const loseState = ({ state }: Scene) => rmSync(state, { recursive: true, force: true });
const serve = async (scene: Scene) => {
  const { fullchain: cert = '', 'private-key': key = '' } = scene.first.outputs;
  scene.server = await startTls({ cert, key });
};
const atServer = ({ server }: Scene): Inputs => ({ 'check-targets': server?.target ?? '' });

/** Tells Pebble when to say that the first run's certificate wants renewing, in hours from now. */
const moveWindow =
  (fromHours: number, toHours: number) =>
  ({ lab, first }: Scene) =>
    setRenewalWindow(lab.pebble, first.outputs['certificate'] ?? '', { fromHours, toHours });

/** Every situation in which users ask whether it renewed, by its name. `NAME` is the step's own name. */
export const situations: Readonly<Record<string, Situation>> = {
  'nothing was there': { outcome: 'issued', renewed: true, because: /is stored/ },
  fresh: { first: {}, outcome: 'unchanged', because: /./ },
  'fresh, on a schedule': { first: {}, event: 'schedule', outcome: 'unchanged', because: /./ },
  due: { first: {}, inputs: due, outcome: 'renewed', renewed: true, because: /It ends in/ },
  'due, on a schedule': {
    first: {},
    event: 'schedule',
    inputs: due,
    outcome: 'renewed',
    renewed: true,
    because: /It ends in/,
  },
  forced: { first: {}, inputs: { force: 'true' }, outcome: 'renewed', renewed: true, because: /`force`/ },
  'a name more': {
    first: {},
    inputs: { domains: 'NAME more.NAME > NAME' },
    outcome: 'renewed',
    renewed: true,
    because: /names changed: \+more/,
  },
  'a name less': {
    first: { domains: 'NAME more.NAME > NAME' },
    outcome: 'renewed',
    renewed: true,
    because: /names changed: -more/,
  },
  'another type of key': {
    first: {},
    inputs: { 'key-type': 'ec384' },
    outcome: 'issued',
    renewed: true,
    because: /of this name, key type/,
  },
  'another profile': {
    first: {},
    inputs: { profile: 'other' },
    outcome: 'renewed',
    renewed: true,
    because: /profile/,
  },
  "the CA's window is over": {
    first: {},
    then: moveWindow(-48, -24),
    outcome: 'renewed',
    renewed: true,
    because: /CA/,
  },
  "the CA's window is far ahead": {
    first: {},
    then: moveWindow(480, 500),
    outcome: 'unchanged',
    because: /CA/,
  },
  'state lost, and served': {
    first: {},
    then: async (scene) => {
      await serve(scene);
      loseState(scene);
    },
    inputs: atServer,
    outcome: 'unchanged',
    because: /^127\.0\.0\.1/,
  },
  'state lost, and served, and the CA wants it renewed': {
    first: {},
    then: async (scene) => {
      await serve(scene);
      await moveWindow(-48, -24)(scene);
      loseState(scene);
    },
    inputs: atServer,
    outcome: 'issued',
    renewed: true,
    because: /is stored/,
  },
  'state lost, and served, and forced': {
    first: {},
    then: async (scene) => {
      await serve(scene);
      loseState(scene);
    },
    inputs: (scene) => ({ ...atServer(scene), force: 'true' }),
    outcome: 'issued',
    renewed: true,
    because: /`force`/,
  },
  'state lost, and served nowhere': {
    first: {},
    then: loseState,
    outcome: 'issued',
    renewed: true,
    because: /is stored/,
  },
  'no state at all': {
    first: { state: 'none' },
    inputs: { state: 'none' },
    outcome: 'issued',
    renewed: true,
    because: /./,
  },
  'the secret is another one': {
    first: {},
    inputs: { 'encryption-key': Buffer.alloc(32, 'another one! ').toString('base64') },
    outcome: 'issued',
    renewed: true,
    because: /is stored/,
  },
  'the secret was changed over': {
    first: {},
    inputs: {
      'encryption-key': Buffer.alloc(32, 'another one! ').toString('base64'),
      'previous-encryption-key': encryptionKey,
    },
    outcome: 'unchanged',
    because: /./,
  },
  'revoked, and still served': {
    first: {},
    then: async (scene) => {
      await serve(scene);
      await scene.run({ mode: 'revoke', only: 'NAME' });
    },
    inputs: atServer,
    outcome: 'issued',
    renewed: true,
    because: /is stored/,
  },
  'the CA is down, and it is fresh': {
    first: {},
    then: down,
    inputs: quick,
    outcome: 'unchanged',
    because: /./,
  },
  'the CA is down, and it is due': {
    first: {},
    then: down,
    inputs: { ...due, ...quick },
    outcome: 'deferred',
    because: /^Put off/,
  },
  'the CA is down, and it is about to end': {
    first: {},
    then: down,
    inputs: { ...due, ...quick, 'fail-before': soon },
    outcome: 'failed',
    because: /503|CA/,
  },
  'the CA is down, and nothing was there': {
    then: down,
    inputs: quick,
    outcome: 'failed',
    because: /503|CA/,
  },
  'the limit is reached, a name is new, and it is forced': {
    first: {},
    then: limited,
    inputs: { ...quick, force: 'true', domains: 'NAME more.NAME > NAME' },
    outcome: 'failed',
    because: /too many certificates/,
  },
  'the CA is down, and a name is new': {
    first: {},
    then: down,
    inputs: { ...quick, domains: 'NAME more.NAME > NAME' },
    outcome: 'failed',
    because: /503|CA/,
  },
  'the limit is reached, and it is due': {
    first: {},
    then: limited,
    inputs: { ...due, ...quick },
    outcome: 'deferred',
    because: /too many certificates/,
  },
  'failed lately, on a schedule': {
    first: {},
    then: failOnce,
    event: 'schedule',
    inputs: due,
    outcome: 'deferred',
    because: /Not tried again yet/,
  },
  'failed lately, on a schedule that somebody runs again': {
    first: {},
    then: failOnce,
    event: 'schedule',
    env: { GITHUB_RUN_ATTEMPT: '2' },
    inputs: due,
    outcome: 'renewed',
    renewed: true,
    because: /It ends in/,
  },
  'failed lately, by hand': {
    first: {},
    then: failOnce,
    inputs: due,
    outcome: 'renewed',
    renewed: true,
    because: /It ends in/,
  },
  'the CA does not issue for the name': {
    inputs: { domains: 'www.blocked.test' },
    outcome: 'failed',
    because: /rejectedIdentifier|blocked/i,
  },
  'one of two fails': {
    inputs: { domains: 'www.blocked.test > NAME\nNAME > good' },
    outcome: 'failed',
    renewed: true,
    because: /rejectedIdentifier|blocked/i,
  },
  'a pull request': { event: 'pull_request', outcome: 'dry-run', because: /thrown away/ },
  "a fork's pull request, without secrets": {
    event: 'pull_request',
    inputs: { 'encryption-key': '' },
    env: { RFC2136_TSIG_SECRET: '' },
    outcome: 'checked',
    because: /./,
  },
  'only looked ahead': { inputs: { mode: 'preflight' }, outcome: 'checked', because: /./ },
  'only checked': { first: {}, inputs: { mode: 'check' }, outcome: 'checked', because: /^Stored/ },
  'only planned': { first: {}, inputs: { mode: 'plan', ...due }, outcome: 'planned', because: /It ends in/ },
  'revoked now': {
    first: {},
    inputs: { mode: 'revoke', only: 'NAME' },
    outcome: 'revoked',
    because: /^Revoked by the CA/,
  },
};
