import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { certificatesOf, type ToldCertificate } from './issued.ts';
import { encryptionKey, startLab, updatesOf, zone, type Lab } from './lab.ts';
import { runMain, type StepResult } from './runner.ts';
import { writeRecords } from './write-records.ts';

interface ToldFinding {
  severity: string;
  subject: string;
  remedy: string;
  records?: { name: string; type: string; value: string }[];
}

const records = `
@ IN CAA 0 issue "pebble.letsencrypt.org"
_acme-challenge.led IN CNAME _acme-challenge.led.${zone}.acme.test.
`;

describe('the built action in the mode preflight, about what a person has to set up', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ zones: [{ name: zone, records }, { name: 'acme.test' }] });
  });
  after(() => lab.stop());

  /** Without anything in its environment that could change the DNS. */
  const run = async (domains: string, inputs: Record<string, string>) => {
    const asked = lab.proxy.requests.length;
    const result = await runMain({
      inputs: { ...lab.step(domains).inputs, mode: 'preflight', 'dns-provider': '', ...inputs },
    });
    return { result, asked: lab.proxy.requests.slice(asked).map(({ kind }) => kind) };
  };
  const findings = (result: StepResult) =>
    certificatesOf(result).flatMap((one) => (one as ToldCertificate & { findings: ToldFinding[] }).findings);
  const persist = { challenge: 'dns-persist-01' };

  it('tells all of a record for dns-persist-01 but the account, without the secret', async () => {
    const { result, asked } = await run(`a.${zone} *.b.${zone}`, { ...persist, 'encryption-key': '' });
    assert.equal(result.exitCode, 1, result.log);
    assert.deepEqual(asked, ['dir']);
    const told = findings(result);
    assert.deepEqual(
      told.map(({ severity, subject, records: wanted }) => [severity, subject, wanted]),
      ['a', 'b'].map((name) => ['error', `_validation-persist.${name}.${zone}`, undefined]),
    );
    assert.match(
      told[1]?.remedy ?? '',
      /"pebble\.letsencrypt\.org; accounturi=<URL of the account>; policy=w/,
    );
    assert.match(told[1]?.remedy ?? '', /The URL follows from `encryption-key`/);
  });

  it('makes no account to tell its URL', async () => {
    const first = await run(`a.${zone}`, persist);
    assert.deepEqual(first.asked, ['dir', 'newNonce', 'newAccount']);
    assert.match(
      findings(first.result)[0]?.remedy ?? '',
      /no account yet at this CA: the first run in the mode/,
    );
    const again = await run(`a.${zone}`, persist);
    assert.match(findings(again.result)[0]?.remedy ?? '', /no account yet at this CA/);
  });

  it('tells the records that a run asks for, of all names; once written, it is content', async () => {
    const domains = `c.${zone} d.${zone} *.d.${zone}`;
    const inputs = { ...lab.step(domains).inputs, 'dns-provider': '', ...persist };
    const asked = await runMain({ inputs });
    assert.equal(asked.exitCode, 1);
    const wanted = certificatesOf(asked).flatMap(
      ({ error }) => (error as { records?: ToldFinding['records'] }).records ?? [],
    );
    const { result } = await run(domains, persist);
    assert.equal(result.exitCode, 1, result.log);
    assert.deepEqual(
      findings(result).flatMap((finding) => finding.records ?? []),
      wanted,
    );
    assert.equal(wanted.length, 2);
    const line = `_validation-persist.c.${zone}. 3600 IN TXT "${wanted[0]?.value ?? ''}"`;
    assert.ok(result.log.includes(`\n  ${line}`), result.log);
    assert.match(result.summary, /Records to create[\s\S]*<pre><code>&#95;validation-persist\.c/);

    await writeRecords(lab, ...wanted);
    const well = await run(domains, persist);
    assert.equal(well.result.exitCode, 0, well.result.log);
    assert.deepEqual(
      findings(well.result).map(({ severity }) => severity),
      ['notice', 'notice'],
    );
  });

  it('tells the account that is going to be rolled over from the secret before', async () => {
    const [before] = findings((await run(`e.${zone}`, persist)).result).flatMap(
      ({ records = [] }) => records,
    );
    assert.match(before?.value ?? '', /accounturi=https:/);
    const secrets = {
      'encryption-key': createHash('sha256').update('next').digest('base64'),
      'previous-encryption-key': encryptionKey,
    };
    const { result } = await run(`e.${zone}`, { ...persist, ...secrets });
    assert.deepEqual(
      findings(result).flatMap((finding) => finding.records),
      [before],
    );
  });

  it('fails by an account that the CA refuses, whatever the record says', async () => {
    const [record] = findings((await run(`f.${zone}`, persist)).result).flatMap(
      ({ records = [] }) => records,
    );
    assert.ok(record);
    await writeRecords(lab, record);
    const body = { type: 'urn:ietf:params:acme:error:unauthorized', detail: 'Account is not valid' };
    lab.proxy.fault({ action: 'status', kind: 'newAccount', status: 403, body });
    const { result } = await run(`f.${zone}`, persist);
    lab.proxy.clear();
    assert.equal(result.exitCode, 1, result.log);
    assert.match(result.log, /^::error .*Our account at .*Account is not valid/m);
  });

  it('reads the accounts of acme-dns from a server, and says what misses one, or that it could not', async () => {
    const account = {
      fulldomain: 'd420.acme.test',
      subdomain: 'd420',
      username: 'u',
      password: 'not-to-be-told',
    };
    let isUp = true;
    const server = http.createServer((_, answer) => {
      answer.writeHead(isUp ? 200 : 404).end(JSON.stringify({ [`unled.${zone}`]: account }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const look = () =>
      runMain({
        inputs: {
          ...lab.step(`unled.${zone} unknown.${zone}`).inputs,
          mode: 'preflight',
          'dns-provider': 'acme-dns',
        },
        env: { ACME_DNS_API_BASE: 'https://127.0.0.1:9', ACME_DNS_STORAGE_BASE_URL: url },
      });
    try {
      const looked = await look();
      assert.equal(looked.exitCode, 1, looked.log);
      assert.match(looked.log, /^::error .*There is no acme-dns account for unknown\.example\.test/m);
      assert.match(looked.log, /_acme-challenge\.unled\.example\.test: It does not lead to d420\.acme\.test/);
      isUp = false;
      const unread = await look();
      assert.equal(unread.exitCode, 1, unread.log);
      assert.match(unread.log, /^::error .*`dns-provider` acme-dns: .*storage.*HTTP 404/m);
    } finally {
      server.close();
    }
  });

  it('tells the CNAMEs that `dns-alias` needs and that are missing, with and without credentials', async () => {
    const names = ['led', 'none', 'nil'].map((name) => `${name}.${zone}`);
    const inputs = { challenge: 'dns-01', 'dns-provider': 'rfc2136', 'dns-alias': '*=acme.test' };
    const { result } = await run(names.join(' '), { ...inputs, 'encryption-key': '' });
    assert.equal(result.exitCode, 1, result.log);
    const told = findings(result).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      told.flatMap((finding) => finding.records ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      ['nil', 'none'].map((name) => ({
        name: `_acme-challenge.${name}.${zone}`,
        type: 'CNAME',
        value: `_acme-challenge.${name}.${zone}.acme.test`,
      })),
    );
    const [well] = await Promise.all([
      runMain({
        inputs: { ...lab.step(`led.${zone}`).inputs, ...inputs, mode: 'preflight' },
        env: updatesOf(lab.dns),
      }),
    ]);
    assert.equal(well.exitCode, 0, well.log);
  });
});
