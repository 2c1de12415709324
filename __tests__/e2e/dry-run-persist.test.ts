import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeCsr } from '../fixtures/certificates.ts';
import { certificatesOf, failureOf, onlyCertificate, type ToldCertificate } from './issued.ts';
import { startLab, updatesOf, zone, type Lab } from './lab.ts';
import { runMain, type StepResult } from './runner.ts';
import { startTwinCas, type TwinCas } from './twin.ts';
import { writeRecords } from './write-records.ts';

interface ToldRecord {
  name: string;
  value: string;
}

const issuer = 'letsencrypt.org; accounturi=https://';
const records = `
@ IN CAA 0 issue "letsencrypt.org"
web IN A 127.0.0.1
forbidden IN CAA 0 issue "other.example"
`;

describe('a dry run of the built action with dns-persist-01', () => {
  let lab: Lab;
  let cas: TwinCas;
  before(async () => {
    lab = await startLab({ zones: [{ name: zone, records }] });
    cas = await startTwinCas({ dnsServer: lab.dns.dnsServer });
  });
  after(async () => {
    await cas.stop();
    await lab.stop();
  });

  const run = (
    domains: string,
    event: string,
    { inputs = {}, env = {} }: Partial<ReturnType<Lab['step']>> = {},
  ) =>
    runMain({
      event,
      inputs: {
        ...lab.step(domains).inputs,
        ca: 'letsencrypt',
        'ca-certificates': cas.caPem,
        challenge: 'dns-persist-01',
        'dns-provider': '',
        ...inputs,
      },
      env: { ...cas.env, ...env },
    });
  const dryRun = (domains: string, more?: Partial<ReturnType<Lab['step']>>) =>
    run(domains, 'pull_request', more);
  const recordsOf = (result: StepResult) =>
    certificatesOf(result).flatMap(({ error }) => (error as { records?: ToldRecord[] }).records ?? []);
  /** What production wants of a name, as a renewal tells it. */
  const wanted = async (domains: string) => recordsOf(await run(domains, 'schedule'));
  const secondRecords = (result: StepResult) =>
    certificatesOf(result).flatMap(
      (one) =>
        (one as ToldCertificate & { findings?: { records?: ToldRecord[] }[] }).findings?.flatMap(
          (finding) => finding.records ?? [],
        ) ?? [],
    );
  const orders = () => cas.test.proxy.requests.filter(({ kind }) => kind === 'newOrder').length;

  it('fails as a renewal would before production knows us, and leaves nothing there', async () => {
    const error = failureOf(await dryRun(`first.${zone}`));
    assert.equal(error.code, 'challenge-unavailable');
    assert.match(error.message, /there is no account of this `encryption-key` at letsencrypt/);
    const asked = cas.real.proxy.requests.map(({ kind, status }) => `${kind} ${status}`);
    assert.deepEqual(asked, ['dir 200', 'newNonce 204', 'newAccount 400']);
  });

  it("goes by production's record, says what could not be tried, and tries it once there is a second", async () => {
    const names = `once.${zone} *.once.${zone}`;
    const production = await wanted(names);
    assert.match(production[0]?.value ?? '', new RegExp(`^${issuer}acme-v02.*policy=wildcard$`));
    const missing = await dryRun(names);
    assert.equal(failureOf(missing).code, 'challenge-unavailable');
    assert.deepEqual(recordsOf(missing), production, 'the record that a renewal asks for');

    await writeRecords(lab, ...production);
    const ordered = orders();
    const untried = await dryRun(names);
    assert.equal(untried.exitCode, 0, untried.log);
    assert.equal(onlyCertificate(untried).outcome, 'dry-run');
    assert.equal(orders(), ordered);
    assert.match(
      untried.log,
      /proof by dns-persist-01 was not tried: the record is right for letsencrypt, and/,
    );
    const second = secondRecords(untried);
    assert.match(second[0]?.value ?? '', new RegExp(`^${issuer}acme-staging-v02.*policy=wildcard$`));

    await writeRecords(lab, ...second);
    const whole = await dryRun(names);
    assert.equal(whole.exitCode, 0, whole.log);
    assert.match(onlyCertificate(whole).reason, /^It would be issued; this one/);
    assert.equal(orders(), ordered + 1);
    assert.equal((await run(names, 'schedule')).exitCode, 0);
  });

  it('tries the names of the certificate that it can', async () => {
    const inputs = {
      challenge: 'http-01 dns-persist-01',
      'http-listen': `127.0.0.1:${cas.test.pebble.httpPort}`,
    };
    const names = `web.${zone} *.web.${zone}`;
    await writeRecords(lab, ...recordsOf(await run(names, 'schedule', { inputs })));
    const result = await dryRun(names, { inputs });
    assert.equal(result.exitCode, 0, result.log);
    const { payload } = cas.test.proxy.requests.findLast(({ kind }) => kind === 'newOrder') ?? {};
    const { identifiers } = payload as { identifiers: { value: string }[] };
    assert.deepEqual(
      identifiers.map(({ value }) => value),
      [`web.${zone}`],
    );
    assert.match(result.log, /Notice: .*\*\.web\.example\.test: The proof by dns-persist-01 was not tried/);
  });

  it('orders nothing of a CSR, whose names can not be parted', async () => {
    const name = `csr.${zone}`;
    const names = [`web.${zone}`, `*.${name}`].map((value) => ({ type: 'dns' as const, value }));
    const csr = await makeCsr({ subject: '', names });
    const inputs = {
      challenge: 'http-01 dns-persist-01',
      'http-listen': `127.0.0.1:${cas.test.pebble.httpPort}`,
      domains: '',
      csr,
    };
    await writeRecords(lab, ...recordsOf(await run('', 'schedule', { inputs })));
    const ordered = orders();
    const result = await dryRun('', { inputs });
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(orders(), ordered);
    assert.match(onlyCertificate(result).reason, /^It would be issued as far as can be seen/);
    assert.match(result.log, /\*\.csr\.example\.test: The proof by dns-persist-01 was not tried/);
  });

  it('finds what a preflight does against the names that it can not try', async () => {
    const name = `forbidden.${zone}`;
    await writeRecords(lab, ...(await wanted(name)));
    const result = await dryRun(name);
    assert.equal(result.exitCode, 1, result.log);
    assert.match(result.log, /CAA of forbidden\.example\.test: `issue` does not let this CA issue/);
  });

  it('goes on without the account where production does not answer, and warns of it', async () => {
    const name = `down.${zone}`;
    const records = await wanted(name);
    cas.real.proxy.fault({ action: 'status', kind: 'dir', status: 503 });
    const missing = await dryRun(name);
    await writeRecords(lab, ...records);
    const judged = await dryRun(name);
    cas.real.proxy.clear();
    assert.match(failureOf(missing).message, /there is no TXT record/);
    assert.deepEqual(recordsOf(missing), []);
    assert.equal(judged.exitCode, 0, judged.log);
    assert.match(
      judged.log,
      /^::warning .*letsencrypt: Our account there is unknown, so .* could not be asked/m,
    );
  });

  it('says which account CAA records have to name besides', async () => {
    const detail = 'CAA record for this name prevents issuance';
    const body = { type: 'urn:ietf:params:acme:error:caa', detail };
    cas.test.proxy.fault({ action: 'status', kind: 'finalize', status: 403, body });
    const env = updatesOf(lab.dns);
    const inputs = { challenge: 'dns-01', 'dns-provider': 'rfc2136' };
    const result = await dryRun(`pinned.${zone}`, { inputs, env });
    cas.test.proxy.clear();
    assert.equal(failureOf(result).code, 'caa');
    assert.match(result.log, /accounturi .* add one that names https:\/\/acme-staging-v02\S+\/my-account\//);
  });

  it('takes the next type on the test CA where only production has its record', async () => {
    const name = `next.${zone}`;
    const more = {
      inputs: { challenge: 'dns-persist-01 dns-01', 'dns-provider': 'rfc2136' },
      env: updatesOf(lab.dns),
    };
    const refused = await dryRun(name, more);
    assert.equal(failureOf(refused).code, 'challenge-unavailable');
    const [record] = recordsOf(refused);
    assert.match(record?.value ?? '', /acme-v02/);
    assert.ok(record);
    await writeRecords(lab, record);
    const result = await dryRun(name, more);
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /TXT set at _acme-challenge\.next/);
    assert.match(result.log, /was not tried/);
    assert.doesNotMatch(result.log, /offers no dns-persist-01/);
  });

  it('fails by no credentials that a renewal does not use, and warns of them', async () => {
    const name = `expired.${zone}`;
    await writeRecords(lab, ...(await wanted(name)));
    const env = { ...updatesOf(lab.dns), RFC2136_TSIG_SECRET: Buffer.from('another').toString('base64') };
    const second = { challenge: 'dns-persist-01 dns-01', 'dns-provider': 'rfc2136' };
    const renewed = await run(name, 'schedule', { inputs: second, env });
    assert.equal(renewed.exitCode, 0, renewed.log);
    const result = await dryRun(name, { inputs: second, env });
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(onlyCertificate(result).outcome, 'dry-run');
    assert.match(
      result.log,
      /^::warning .*expired\.example\.test: The second choice of `challenge` failed; .*(TSIG|key)/m,
    );
    const alone = await dryRun(name, { inputs: { ...second, challenge: 'dns-01' }, env });
    assert.equal(failureOf(alone).code, 'dns-provider');
  });

  it('fails by an account that production refuses, as a renewal would', async () => {
    const name = `refused.${zone}`;
    await writeRecords(lab, ...(await wanted(name)));
    const body = { type: 'urn:ietf:params:acme:error:unauthorized', detail: 'Account is not valid' };
    cas.real.proxy.fault({ action: 'status', kind: 'newAccount', status: 403, body });
    const [renewal, result] = [await run(name, 'schedule'), await dryRun(name)];
    cas.real.proxy.clear();
    assert.deepEqual([failureOf(renewal).code, failureOf(result).code], ['account', 'account']);
    assert.match(failureOf(result).message, /Account is not valid/);
  });
});
