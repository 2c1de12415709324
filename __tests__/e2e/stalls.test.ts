import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Fault, SeenRequest } from '../../scripts/servers/faults.ts';
import { hangingServer } from '../../scripts/servers/hanging.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';
import { failureOf } from './issued.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { runMain, type StepResult } from './runner.ts';

type Inputs = Record<string, string>;

/** How each stall must end, and what brings it about. */
interface Stall {
  faults: readonly Fault[];
  code: string;
  inputs?: Inputs;
  /** What the log must say besides. */
  says?: readonly RegExp[];
  /** Whether the proof was set up by then, so that there was a record to remove. */
  recordSet?: false;
}

/** A run's inputs that lets requests end soon, so that their bound shows before the run's. */
const impatient: Inputs = { 'request-timeout': '2s', retries: '1', 'retry-interval': '1s' };

const maintenance = {
  action: 'status',
  status: 503,
  headers: { 'retry-after': '86400' },
  body: { type: 'urn:ietf:params:acme:error:serverInternal', detail: 'Maintenance' },
} as const;

const limited = {
  action: 'status',
  status: 429,
  body: { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many orders' },
} as const;

const stalls: Readonly<Record<string, Stall>> = {
  'an authorization that stays pending': {
    faults: [{ action: 'authz-pending' }],
    inputs: { 'validation-timeout': '2s' },
    code: 'validation-timeout',
  },
  'an authorization that stays pending, with a Retry-After': {
    faults: [{ action: 'authz-pending', retryAfter: '3' }],
    inputs: { 'validation-timeout': '2s' },
    code: 'validation-timeout',
  },
  'an answer to newOrder that never comes': {
    faults: [{ action: 'hang', kind: 'newOrder' }],
    inputs: impatient,
    code: 'ca-unreachable',
    says: [/Attempts: 2/],
    recordSet: false,
  },
  'an answer to finalize that never comes': {
    faults: [{ action: 'hang', kind: 'finalize' }],
    inputs: impatient,
    code: 'ca-unreachable',
  },
  'a certificate that never comes': {
    faults: [{ action: 'hang', kind: 'cert' }],
    inputs: impatient,
    code: 'ca-unreachable',
  },
  'a 503 that asks to come back tomorrow': {
    faults: [{ ...maintenance, kind: 'newOrder' }],
    code: 'ca-error',
    says: [/Maintenance/],
    recordSet: false,
  },
  'a 503 for the directory itself': {
    faults: [{ ...maintenance, kind: 'dir' }],
    code: 'ca-error',
    recordSet: false,
  },
  'a 503 after finalize that asks to come back tomorrow': {
    faults: [{ ...maintenance, kind: 'finalize' }],
    code: 'ca-error',
  },
  'a 429 that names no time': {
    faults: [{ ...limited, kind: 'newOrder' }],
    code: 'rate-limited',
    says: [/too many orders/],
    recordSet: false,
  },
  'a 429 whose Retry-After is beyond the run': {
    faults: [{ ...limited, kind: 'newOrder', headers: { 'retry-after': '7200' } }],
    code: 'rate-limited',
    recordSet: false,
  },
  'a body that never ends': {
    faults: [{ action: 'endless-body', kind: 'order' }],
    inputs: impatient,
    code: 'ca-unreachable',
  },
  'a body that is far too long': {
    faults: [{ action: 'huge', kind: 'authz' }],
    code: 'ca-error',
    recordSet: false,
  },
  'a web page in place of the order': {
    faults: [{ action: 'not-json', kind: 'order' }],
    inputs: impatient,
    code: 'ca-error',
  },
  'a web page in place of the directory': {
    faults: [{ action: 'not-json', kind: 'dir' }],
    inputs: impatient,
    code: 'ca-error',
    recordSet: false,
  },
  'nonces that are all refused': {
    faults: [{ action: 'bad-nonce' }],
    code: 'ca-error',
    recordSet: false,
  },
};

/** The same kinds of stalls, left to the bound of the whole run. */
const endless: Readonly<Record<string, { faults: readonly Fault[]; codes: readonly string[] }>> = {
  'an order that stays processing': {
    faults: [{ action: 'order-processing' }],
    codes: ['deadline'],
  },
  'an order that stays processing, with a Retry-After': {
    faults: [{ action: 'order-processing', retryAfter: '2' }],
    // A Retry-After that no longer fits ends the wait before the run's end does.
    codes: ['deadline', 'order-timeout'],
  },
  'an authorization that stays pending': { faults: [{ action: 'authz-pending' }], codes: ['deadline'] },
  'answers that never come': { faults: [{ action: 'hang', kind: 'order' }], codes: ['deadline'] },
  'a body that never ends': { faults: [{ action: 'endless-body', kind: 'cert' }], codes: ['deadline'] },
};

describe('the built action at a CA that stalls', { concurrency: 6 }, () => {
  let lab: Lab;
  const proxies: Proxy[] = [];
  let count = 0;
  before(async () => {
    lab = await startLab();
  });
  after(async () => {
    for (const proxy of proxies) await proxy.stop();
    await lab.stop();
  });

  /** Runs at a proxy of its own with these faults, for a name of its own. */
  const runWith = async (faults: readonly Fault[], inputs: Inputs = {}) => {
    const proxy = await startProxy(lab.pebble);
    proxies.push(proxy);
    for (const fault of faults) proxy.fault(fault);
    const name = `stall${(count += 1)}.${zone}`;
    const result = await runMain(lab.step(name, { ca: proxy, inputs }));
    return { result, proxy, name };
  };

  /** No record is left, and if one was to be set it had been. */
  const checkCleaned = async (
    { log }: StepResult,
    { name, recordSet }: { name: string; recordSet: boolean },
  ) => {
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
    assert.equal(lab.dns.log().includes(`adding an RR at '_acme-challenge.${name}'`), recordSet, log);
  };

  for (const [title, { faults, code, inputs, says = [], recordSet = true }] of Object.entries(stalls)) {
    it(`${title}: ${code}`, async () => {
      const { result, name } = await runWith(faults, inputs);
      const error = failureOf(result);
      assert.equal(error.code, code, result.log);
      for (const words of says) assert.match(result.log, words);
      assert.match(result.summary, new RegExp(name));
      await checkCleaned(result, { name, recordSet });
    });
  }

  for (const [title, { faults, codes }] of Object.entries(endless)) {
    it(`${title}: \`timeout: 20s\` ends it within 20 s`, async () => {
      const { result, name } = await runWith(faults, {
        timeout: '20s',
        retries: '20',
        'order-timeout': '20s',
        'request-timeout': '20s',
        'validation-timeout': '20s',
      });
      const error = failureOf(result);
      assert.ok(codes.includes(error.code), result.log);
      assert.ok(result.spentMs < 20_000, `${result.spentMs} ms`);
      await checkCleaned(result, { name, recordSet: true });
    });
  }

  it('a server that accepts and never answers: `timeout: 20s` ends it within 20 s', async () => {
    const server = await hangingServer();
    const inputs = { timeout: '20s', 'request-timeout': '20s' };
    const result = await runMain(lab.step(`deaf.${zone}`, { ca: { directoryUrl: server.url }, inputs }));
    assert.ok(server.connections > 0);
    await server.stop();
    failureOf(result);
    assert.ok(result.spentMs < 20_000, `${result.spentMs} ms`);
  });

  it('an order that stays processing: order-timeout, with all that is known, in under 9 s of waiting', async () => {
    let finalizedAt = Number.NaN;
    const when = ({ kind }: SeenRequest) => {
      if (kind === 'finalize') finalizedAt = performance.now();
      return true;
    };
    const { result, proxy, name } = await runWith([{ action: 'order-processing', when }], {
      'order-timeout': '3s',
      retries: '1',
      'retry-interval': '1s',
    });
    const waitedMs = performance.now() - finalizedAt;
    assert.ok(waitedMs > 6_000 && waitedMs < 9_000, `${waitedMs} ms from finalize to the end`);
    const error = failureOf(result);
    assert.equal(error.code, 'order-timeout');
    assert.equal(error.phase, 'finalize');
    const order = /my-order\/[\w-]+/.exec(result.log)?.[0] ?? 'none';
    assert.match(result.log, new RegExp(`Order: https://127\\.0\\.0\\.1:${proxy.port}/${order}`));
    assert.match(result.log, /Last status: processing/);
    assert.match(result.log, /Attempts: 2/);
    assert.match(result.log, /Time spent: [6-8](\.\d)? s/);
    const finalized = proxy.requests.filter(({ kind }) => kind === 'finalize');
    assert.equal(finalized.length, 1, 'the second attempt goes on with the same order');
    await checkCleaned(result, { name, recordSet: true });
  });

  it('a Retry-After of a day ends the run at once, and becomes `retry-at`', async () => {
    const { result, proxy } = await runWith([{ ...maintenance, kind: 'newOrder' }], { timeout: '10m' });
    failureOf(result);
    const inMs = Date.parse(result.outputs['retry-at'] ?? '') - Date.now();
    assert.ok(inMs > 86_000_000 && inMs < 86_500_000, result.outputs['retry-at'] ?? 'none');
    assert.equal(proxy.requests.filter(({ kind }) => kind === 'newOrder').length, 1);
  });

  it('a 429 whose Retry-After fits is obeyed, and the run goes on', async () => {
    const { result, proxy } = await runWith([
      { ...limited, kind: 'newOrder', headers: { 'retry-after': '2' }, times: 1 },
    ]);
    assert.equal(result.exitCode, 0, result.log);
    const [first = 0, second = 0] = proxy.requests.flatMap(({ kind, atMs }) =>
      kind === 'newOrder' ? [atMs] : [],
    );
    assert.ok(second - first >= 2_000, `${second - first} ms`);
  });

  for (const [title, fault] of Object.entries({
    'half of the nonces refused': { action: 'bad-nonce', probability: 0.5, seed: 7 },
    'a connection that is cut once': { action: 'reset', kind: 'newOrder', times: 1 },
    'the answer to finalize cut off': { action: 'reset', kind: 'finalize', forward: true, times: 1 },
    'half an answer': { action: 'truncated', kind: 'authz', times: 1 },
  } as const)) {
    it(`${title}: the run succeeds`, async () => {
      const { result, name } = await runWith([fault], { 'retry-interval': '1s' });
      assert.equal(result.exitCode, 0, result.log);
      await checkCleaned(result, { name, recordSet: true });
    });
  }
});
