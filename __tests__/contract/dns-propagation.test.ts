import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startBind, type Bind } from '../../scripts/servers/bind.ts';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import type { DnsProvider } from '../../src/dns/provider.ts';
import { rfc2136 } from '../../src/dns/providers/rfc2136.ts';
import { openDnsView, type DnsView } from '../../src/dns/view.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock, systemRandom } from '../../src/platform/system.ts';
import { providerContext } from '../fakes/dns-context.ts';
import { configured, failureOf } from '../fakes/dns-provider.ts';

const zone = 'example.test';
const secret = Buffer.alloc(32, 7).toString('base64');
const tsigKeys = [{ name: 'update-key', algorithm: 'hmac-sha256', secret }] as const;
const nameServers = ['127.0.0.1', '127.0.0.2'];
const records = '_acme-challenge.away IN CNAME token.acme';

describe('propagation on a BIND primary and its secondary', () => {
  let primary: Bind;
  let secondary: Bind;
  let provider: DnsProvider;
  let budget: Budget;
  const running = new Set<Bind>();

  before(async () => {
    primary = await startBind({
      zones: [{ name: zone, nameServers, records, notify: ['127.0.0.2'] }],
      tsigKeys,
    });
    const copy = { name: zone, primary: '127.0.0.1' };
    running.add(primary);
    secondary = await startBind({ zones: [copy], address: '127.0.0.2', port: primary.port });
    running.add(secondary);
    const env = {
      RFC2136_NAMESERVER: primary.dnsServer,
      RFC2136_TSIG_KEY: 'update-key',
      RFC2136_TSIG_SECRET: secret,
    };
    provider = configured(rfc2136, providerContext(env, { ports: { clock: systemClock } }));
    budget = startBudget(systemClock, 60_000);
  });
  after(async () => {
    budget.close();
    await Promise.all([...running].map((server) => server.stop()));
  });

  const look = (propagationTimeoutMs: number): Promise<DnsView> =>
    openDnsView(
      {
        clock: systemClock,
        random: systemRandom,
        log: providerContext({}).ports.log,
        http: createHttp({ env: {} }),
        requestTimeoutMs: 5_000,
        areNamesPublic: false,
        resolvers: [{ host: primary.address, port: primary.port }],
        systemResolvers: [],
        propagation: { kind: 'authoritative' },
        propagationTimeoutMs,
      },
      budget.work,
    );

  it('follows the CNAME and waits until both servers show both values', async () => {
    const dns = await look(20_000);
    const name = await dns.follow(`_acme-challenge.away.${zone}`, budget.work);
    assert.equal(name, `token.acme.${zone}`);
    const values = ['apex', 'wildcard'].map((value) => ({ name, value }));
    for (const record of values) await provider.present(record, budget.work);
    assert.deepEqual(await dns.waitForRecords(values, budget.work), []);
  });

  it('ends in its time when a value never comes, with what each server showed', async () => {
    const dns = await look(1_500);
    const missing = { name: `token.acme.${zone}`, value: 'never' };
    const error = await failureOf(dns.waitForRecords([missing], budget.work));
    assert.equal(error.code, 'dns-propagation-timeout');
    assert.deepEqual(
      error.details.servers?.map(({ server, answer }) => `${server ?? ''}: ${answer}`),
      ['ns1.example.test: other values only', 'ns2.example.test: other values only'],
    );
  });

  it('goes on without a secondary that is down, and says so', async () => {
    running.delete(secondary);
    await secondary.stop();
    const dns = await look(20_000);
    const record = { name: `_acme-challenge.${zone}`, value: 'alone' };
    await provider.present(record, budget.work);
    const [warning, ...more] = await dns.waitForRecords([record], budget.work);
    assert.deepEqual(more, []);
    assert.match(warning ?? '', /left out: ns2\.example\.test 127\.0\.0\.2:\d+: nothing listens there/);
  });
});
