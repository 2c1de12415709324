import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode, encode, type Answer } from 'dns-packet';
import { startBudget } from '../../../src/base/bound.ts';
import type { HttpRequest } from '../../../src/base/ports.ts';
import { openDnsView } from '../../../src/dns/view.ts';
import { systemRandom } from '../../../src/platform/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakeHttp } from '../../fakes/http.ts';
import { fakeLog } from '../../fakes/log.ts';
import { ns, soa, txt } from '../../fakes/dns-network.ts';

const at = '_acme-challenge.example.com';
const urls = ['https://one.example/dns-query', 'https://two.example/dns-query'];

/** A run whose resolvers are asked over HTTPS; they know one zone with one record. */
async function open(count: number) {
  const clock = fakeClock();
  const asked: { url: string; question: string }[] = [];
  const http = fakeHttp(clock, (request: HttpRequest) => {
    const { id, questions: [question] = [] } = decode(Buffer.from(request.body ?? '', 'latin1'));
    const { name = '', type = 'A' } = question ?? {};
    asked.push({ url: request.url, question: `${type} ${name}` });
    const known: readonly Answer[] = [
      soa('example.com'),
      ns('example.com', 'ns.example.net'),
      txt(at, 'one'),
    ];
    const answers = known.filter((record) => record.name === name && record.type === type);
    const authorities = answers.length > 0 ? [] : [soa('example.com')];
    const questions = question ? [question] : [];
    const body = encode({ type: 'response', id, questions, answers, authorities }).toString('latin1');
    const headers = { 'content-type': 'application/dns-message' };
    return Promise.resolve({ status: 200, headers, body });
  });
  const budget = startBudget(clock, 60_000);
  const view = await openDnsView(
    {
      clock,
      random: systemRandom,
      log: fakeLog(),
      http,
      requestTimeoutMs: 5_000,
      resolvers: urls.slice(0, count).map((url) => ({ url })),
      systemResolvers: [],
      areNamesPublic: true,
      propagation: { kind: 'recursive' },
      propagationTimeoutMs: 20_000,
    },
    budget.work,
  );
  return { view, asked, clock, budget };
}

describe('the view through resolvers over HTTPS', () => {
  it("finds the zone with nothing else, not even the zone's own servers", async () => {
    const { view, asked, budget } = await open(1);
    assert.equal(await view.follow(at, budget.work), at);
    assert.equal(view.zoneOf(at), 'example.com');
    assert.deepEqual(await view.readTxt(at, budget.work), {
      name: at,
      seen: [{ server: urls[0], values: ['one'] }],
    });
    const kinds = new Set(asked.map(({ question }) => question.split(' ')[0]));
    assert.deepEqual([...kinds].sort(), ['A', 'AAAA', 'CNAME', 'NS', 'SOA', 'TXT']);
    budget.close();
  });

  it('waits at a resolver that was not asked for the name before its record was set', async () => {
    const { view, asked, clock, budget } = await open(2);
    await view.follow(at, budget.work);
    const before = asked.length;
    const seen = view.waitForRecords([{ name: at, value: 'one' }], budget.work);
    await clock.runAll(5_000);
    assert.deepEqual(await seen, []);
    assert.deepEqual(asked.slice(before), Array(2).fill({ url: urls[1], question: `TXT ${at}` }));
    budget.close();
  });

  it('waits at that one where there is no other', async () => {
    const { view, clock, budget } = await open(1);
    await view.follow(at, budget.work);
    const seen = view.waitForRecords([{ name: at, value: 'one' }], budget.work);
    await clock.runAll(5_000);
    assert.deepEqual(await seen, []);
    budget.close();
  });
});
