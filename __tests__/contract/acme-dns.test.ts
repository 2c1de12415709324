import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fetchAcmeDns } from '../../scripts/servers/fetch-acme-dns.ts';
import { startBudget, type Budget } from '../../src/base/bound.ts';
import { AppError, NetworkError } from '../../src/base/errors.ts';
import type { Http } from '../../src/base/ports.ts';
import type { RecordProof, TxtRecord } from '../../src/dns/provider.ts';
import { createHttp } from '../../src/platform/http.ts';
import { systemClock, systemRandom } from '../../src/platform/system.ts';
import { registerAcmeDns } from '../../src/steps/register-acme-dns.ts';
import { fakeAcmeDns, realAcmeDns, type AcmeDnsTarget } from '../fakes/acme-dns.ts';
import { configure, failureOf } from './provider-suite.ts';

const program = await fetchAcmeDns(() => undefined);
const skip = 'missing' in program ? program.missing : false;

const targets: Record<string, { start: () => Promise<AcmeDnsTarget>; skip: string | false }> = {
  'acme-dns itself': { start: realAcmeDns, skip },
  'a fake of it': { start: fakeAcmeDns, skip: false },
};

for (const [title, { start, skip }] of Object.entries(targets)) {
  describe(`the provider acme-dns on ${title}`, { skip }, () => {
    let target: AcmeDnsTarget;
    let budget: Budget;
    let file: string;
    const directory = mkdtempSync(join(tmpdir(), 'acme-dns-'));
    before(async () => {
      target = await start();
      budget = startBudget(systemClock, 60_000);
      file = join(directory, 'accounts.json');
      await register('example.test', '*.other.test', 'third.test');
    });
    after(async () => {
      budget.close();
      await target.stop();
      rmSync(directory, { recursive: true });
    });

    const register = async (...args: string[]) => {
      const lines: string[] = [];
      const log = {
        info: (line: string) => lines.push(line),
        debug: unused,
        group: unused,
        endGroup: unused,
      };
      const world = { clock: systemClock, random: systemRandom, log, env: {} };
      const readText = (path: string) => readFileSync(path, 'utf8');
      const more = { createHttp: () => createHttp({ env: {} }), cancelled: new AbortController().signal };
      const flags = ['--server', target.url, '--storage', file];
      await registerAcmeDns(['register', ...flags, ...args], { ...world, ...more, readText });
      return lines.join('\n');
    };
    const stored = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
    const homeOf = (domain: string) => stored()[domain]?.['fulldomain'] ?? assert.fail(domain);
    const env = () => ({ ACME_DNS_API_BASE: target.url, ACME_DNS_STORAGE: readFileSync(file, 'utf8') });
    const provider = (http?: Http) =>
      configure('acme-dns', env(), { http, retry: { retries: 2, intervalMs: 1 } });

    it('registers names once, into a file of its own, and shows no password', async () => {
      assert.deepEqual(Object.keys(stored()), ['example.test', 'other.test', 'third.test']);
      assert.equal((statSync(file).mode & 0o777).toString(8), '600');
      const before = stored();
      const said = await register('example.test', '_acme-challenge.fourth.test');
      assert.deepEqual(stored()['example.test'], before['example.test']);
      for (const name of ['example.test', 'fourth.test'])
        assert.ok(said.includes(`_acme-challenge.${name}. 3600 IN CNAME ${homeOf(name)}.\n`), said);
      for (const { password = '' } of Object.values(stored())) assert.ok(!said.includes(password));
    });

    it('sets two values that are proven together, again and again, and loses none', async () => {
      const acmeDns = provider();
      const name = acmeDns.homeOf?.('example.test') ?? assert.fail();
      for (const round of ['a', 'b', 'c']) {
        const records = recordsOf(name, ['example.test', 'example.test'], round);
        await Promise.all(records.map((record) => acmeDns.present(record, budget.work)));
        await Promise.all(records.map((record) => acmeDns.present(record, budget.work)));
        assert.deepEqual(await target.values(name), valuesOf(records), round);
        await Promise.all(records.map((record) => acmeDns.remove(record, budget.work)));
      }
    });

    for (const lost of [[2], [2, 4]]) {
      it(`keeps the other value when answer ${lost.join(' and ')} is lost`, async () => {
        const real = createHttp({ env: {} });
        let answers = 0;
        const losing: Http = {
          async request(request, signal) {
            const response = await real.request(request, signal);
            answers += 1;
            if (lost.includes(answers)) throw new NetworkError('reset', request.url, 'the line went dead');
            return response;
          },
        };
        const acmeDns = provider(losing);
        const records = recordsOf(homeOf('other.test'), ['other.test', 'other.test'], `l${lost.length}`);
        await Promise.all(records.map((record) => acmeDns.present(record, budget.work)));
        assert.ok(answers > Math.max(...lost));
        assert.deepEqual(await target.values(homeOf('other.test')), valuesOf(records));
      });
    }

    it('keeps both values of a certificate that comes right after another', async () => {
      const acmeDns = provider();
      const name = homeOf('third.test');
      assert.equal(acmeDns.valuesAtOnce, 2);
      for (const mark of ['f', 's', 't']) {
        const records = recordsOf(name, ['third.test', 'third.test'], mark);
        await Promise.all(records.map((record) => acmeDns.present(record, budget.work)));
        assert.deepEqual(await target.values(name), valuesOf(records));
        for (const record of records) await acmeDns.remove(record, budget.work);
      }
    });

    it('says which name has no account, and how to make one', () => {
      assert.throws(
        () => provider().homeOf?.('elsewhere.test'),
        (error: AppError) => {
          assert.match(
            error.message,
            /no acme-dns account for elsewhere\.test; there is one for example\.test/,
          );
          assert.match(error.details.hint ?? '', /acme-dns register elsewhere\.test --server http/);
          return error.code === 'dns-provider';
        },
      );
    });

    it('says that an account is refused, without telling its password', async () => {
      await register('far.test', '--allow-from', '192.0.2.0/24');
      const [record] = recordsOf(homeOf('far.test'), ['far.test'], 'w');
      const error = await failureOf(provider().present(record, budget.work), 'dns-provider');
      assert.match(error.message, /the account is refused \(HTTP 401 .*forbidden/);
      assert.match(error.details.hint ?? '', /allowfrom/);
      for (const { password = '' } of Object.values(stored()))
        assert.ok(!JSON.stringify([error.message, error.details]).includes(password));
    });

    it('refuses to register what is no name, and at what is no server', async () => {
      await assert.rejects(register('a..test', '192.0.2.1'), /"a\.\.test": .*\n.*192\.0\.2\.1/);
      await assert.rejects(register('x.test', '--server', 'auth.test'), /--server: no http or https URL/);
      await assert.rejects(register('x.test', '--server', `${target.url}/nothing`), /it registers nobody/);
      await assert.rejects(register('x.test', '--allow-from', 'home'), /invalid_allowfrom_cidr/);
      await assert.rejects(register('x.test', '--password', 'hunter2'), /--password/);
      assert.ok(!('x.test' in stored()));
    });
  });
}

function unused(): void {
  throw new Error('This test was not meant to get here');
}

/** Records of one certificate; acme-dns takes values of 43 characters only. */
function recordsOf(name: string, together: readonly string[], mark: string): [TxtRecord, ...TxtRecord[]] {
  const [first, ...others] = together.map((identifier, index): TxtRecord => {
    const proof: RecordProof = { identifier, token: 'token', accountKey: undefined, together };
    return { name, value: `${mark}-${index}`.padEnd(43, '_'), proof };
  });
  assert.ok(first);
  return [first, ...others];
}

function valuesOf(records: readonly TxtRecord[]): string[] {
  return records.map(({ value }) => value).sort();
}
