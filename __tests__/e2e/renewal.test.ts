import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { failureOf, onlyCertificate, type ToldCertificate } from './issued.ts';
import { startLab, zone, type Lab, type StepOptions } from './lab.ts';
import { setRenewalWindow } from './renewal-window.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';

interface Ari {
  start: string;
  end: string;
  selected: string;
}

const told = (result: StepResult) => onlyCertificate(result) as ToldCertificate & { ari?: Ari };

function succeeds(result: StepResult, outcome: string): StepResult {
  assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
  assert.equal(result.outputs['outcome'], outcome, result.log);
  return result;
}

describe('the built action and the renewal of what is stored', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.proxy.clear());
  after(() => lab.stop());

  /** A certificate that was just issued, and the runs that follow it on the same state. */
  async function issue(name: string) {
    const state = temporaryDirectory();
    const run = ({ inputs = {}, ...more }: StepOptions = {}) => {
      const step = { state, retries: '0', 'request-timeout': '5s', ...inputs };
      return runMain(lab.step(`${name}.${zone}`, { ...more, inputs: step }));
    };
    const issued = succeeds(await run(), 'issued');
    return { state, run, pem: issued.outputs['certificate'] ?? '' };
  }

  /** What the CA was asked while `work` went on. */
  async function asked(work: () => Promise<StepResult>) {
    const from = lab.proxy.requests.length;
    const result = await work();
    const requests = lab.proxy.requests.slice(from);
    return { result, requests, kinds: requests.map(({ kind }) => kind) };
  }

  const replacesIn = (requests: Lab['proxy']['requests']) =>
    requests
      .filter(({ kind }) => kind === 'newOrder')
      .map(({ payload }) => (payload as { replaces?: string }).replaces);

  it('asks the CA for the directory and the renewal information, and then for nothing in six hours', async () => {
    const { run, pem } = await issue('quiet');
    const first = await asked(run);
    assert.deepEqual(first.kinds, ['dir', 'ari']);
    const { ari } = told(succeeds(first.result, 'unchanged'));
    assert.ok(ari && ari.start <= ari.selected && ari.selected < ari.end, first.result.log);
    const second = await asked(() => run({ event: 'schedule' }));
    assert.deepEqual(second.kinds, []);
    assert.deepEqual(told(second.result).ari, ari);
    assert.equal(second.result.outputs['certificate'], pem);
  });

  it('renews when the CA moves the window, in the place of the certificate in use, and tells why', async () => {
    const { run, pem } = await issue('moved');
    const explanationURL = 'https://ca.example/incident-7';
    await setRenewalWindow(lab.pebble, pem, { fromHours: -48, toHours: -24, explanationURL });
    const { result, requests } = await asked(run);
    succeeds(result, 'renewed');
    assert.equal(result.outputs['renewed'], 'true');
    assert.match(told(result).reason, /wanted it renewed by .*https:\/\/ca\.example\/incident-7/);
    assert.match(result.summary, /incident-7/);
    const ari = requests
      .find(({ kind }) => kind === 'ari')
      ?.path.split('/')
      .at(-1);
    assert.deepEqual(replacesIn(requests), [ari]);
    assert.equal(told(result).ari, undefined, 'the window was that of the certificate before');
  });

  it('renews now when the moment in the window comes before the next run of the schedule', async () => {
    const { run, pem } = await issue('ahead');
    const event = (cron: string) => {
      const path = join(temporaryDirectory(), 'event.json');
      writeFileSync(path, JSON.stringify({ schedule: cron }));
      return { event: 'schedule', env: { GITHUB_EVENT_PATH: path } };
    };
    await setRenewalWindow(lab.pebble, pem, { fromHours: 2, toHours: 3 });
    const inTime = await run(event('* * * * *'));
    assert.match(told(succeeds(inTime, 'unchanged')).reason, /to be renewed from .* as the CA asks/);
    const late = await run(event('0 0 1 1 *'));
    assert.match(told(succeeds(late, 'renewed')).reason, /before the next run/);
  });

  it('leaves it to `renew-before` when that is set', async () => {
    const { run, pem } = await issue('own-rule');
    await setRenewalWindow(lab.pebble, pem, { fromHours: -48, toHours: -24 });
    const { result, kinds } = await asked(() => run({ inputs: { 'renew-before': '30%' } }));
    succeeds(result, 'unchanged');
    assert.deepEqual(kinds, []);
  });

  it('orders without `replaces` what another order has replaced already', async () => {
    const { state, run } = await issue('twice');
    const before = temporaryDirectory();
    cpSync(state, before, { recursive: true });
    succeeds(await run({ inputs: { force: 'true' } }), 'renewed');
    cpSync(before, state, { recursive: true });
    const { result, requests } = await asked(() => run({ inputs: { force: 'true' } }));
    succeeds(result, 'renewed');
    const [first, second, ...more] = replacesIn(requests);
    assert.ok(first !== undefined && second === undefined && more.length === 0);
    assert.match(result.log, /alreadyReplaced/);
  });

  it('does without renewal information that can’t be used, and says so', async () => {
    const { run } = await issue('malformed');
    lab.proxy.fault({
      action: 'status',
      kind: 'ari',
      status: 200,
      body: { suggestedWindow: { start: 'soon' } },
    });
    const result = succeeds(await run(), 'unchanged');
    assert.match(
      result.log,
      /Warning: .*The CA didn't say when to renew it, so it is renewed by its lifetime/,
    );
    assert.equal(told(result).ari, undefined);
  });

  it('puts a renewal off while the CA is down: a warning, and the certificate in use again', async () => {
    const { run, pem } = await issue('down');
    lab.proxy.fault({ action: 'reset' });
    const result = succeeds(await run({ inputs: { force: 'true' } }), 'deferred');
    assert.equal(told(result).error?.code, 'ca-unreachable');
    assert.equal(result.outputs['renewed'], 'false');
    assert.equal(result.outputs['certificate'], pem);
    assert.equal(
      readFileSync(join(result.outputs['directory'] ?? '', `down.${zone}`, 'cert.pem'), 'utf8').trim(),
      pem.trim(),
    );
    assert.match(result.log, /^::warning title=The CA could not be reached/m);
  });

  it('fails while the CA is down when too little time is left', async () => {
    const { run } = await issue('ending');
    lab.proxy.fault({ action: 'reset' });
    const error = failureOf(await run({ inputs: { force: 'true', 'fail-before': '99.9999999%' } }));
    assert.equal(error.code, 'ca-unreachable');
  });

  it('comes back when the CA said so: a schedule isn’t tried before, a run by hand is', async () => {
    const { run } = await issue('limited');
    const body = { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many orders' };
    lab.proxy.fault({
      action: 'status',
      kind: 'newOrder',
      status: 429,
      headers: { 'retry-after': '36000' },
      body,
    });
    const limited = succeeds(await run({ inputs: { force: 'true' } }), 'deferred');
    assert.equal(told(limited).error?.code, 'rate-limited');
    const retryAt = Date.parse(limited.outputs['retry-at'] ?? '');
    assert.ok(Math.abs(retryAt - Date.now() - 36_000_000) < 60_000, limited.log);

    lab.proxy.clear();
    const held = await asked(() => run({ event: 'schedule', inputs: { force: 'true' } }));
    assert.deepEqual(held.kinds, []);
    assert.match(
      told(succeeds(held.result, 'deferred')).reason,
      /Not tried again yet: the last attempt failed/,
    );
    assert.equal(Date.parse(held.result.outputs['retry-at'] ?? ''), retryAt);
    succeeds(await run({ inputs: { force: 'true' } }), 'renewed');
  });
});
