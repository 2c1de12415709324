import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { checkIssued, failureOf } from './issued.ts';
import { externalAccount, startLab, zone, type Lab } from './lab.ts';
import { runMain, type StepResult } from './runner.ts';

const succeeds = (result: StepResult) => assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
const accountIn = ({ log }: StepResult) => /^Account (https:\S+)$/m.exec(log)?.[1] ?? assert.fail(log);

function newAccountKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('the built action and its account', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({ pebble: { alternateRoots: 1 } });
  });
  after(() => lab.stop());

  const newAccounts = () => lab.proxy.requests.filter(({ kind }) => kind === 'newAccount');

  it('finds the account of `encryption-key` again, with nothing stored, in one request', async () => {
    const first = await runMain(lab.step(`first.${zone}`));
    const second = await runMain(lab.step(`second.${zone}`));
    succeeds(first);
    succeeds(second);
    assert.equal(accountIn(second), accountIn(first));
    assert.deepEqual(
      newAccounts().map(({ status }) => status),
      [201, 200],
    );
  });

  it('uses the account of `account-key`, also beside an `encryption-key`', async () => {
    const inputs = { 'account-key': newAccountKey() };
    const derived = accountIn(await runMain(lab.step(`derived.${zone}`)));
    const first = await runMain(lab.step(`own.${zone}`, { inputs: { ...inputs, 'encryption-key': '' } }));
    const second = await runMain(lab.step(`own.${zone}`, { inputs }));
    succeeds(first);
    succeeds(second);
    assert.equal(accountIn(second), accountIn(first));
    assert.notEqual(accountIn(first), derived);
  });

  it('takes an RSA account key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    succeeds(await runMain(lab.step(`rsa-account.${zone}`, { inputs: { 'account-key': pem } })));
  });

  it('without any key makes an account for the run, and says what that costs', async () => {
    const inputs = { 'encryption-key': '' };
    const first = await runMain(lab.step(`lost.${zone}`, { inputs }));
    const second = await runMain(lab.step(`lost.${zone}`, { inputs }));
    succeeds(first);
    assert.notEqual(accountIn(second), accountIn(first));
    assert.match(first.log, /^::notice title=Notice::No `encryption-key`.*its secret is empty here/m);
    assert.doesNotMatch(first.log, /^::warning/m);
  });

  it('without any key on a schedule, which goes on for months, warns', async () => {
    const step = lab.step(`monthly.${zone}`, { event: 'schedule', inputs: { 'encryption-key': '' } });
    const result = await runMain(step);
    succeeds(result);
    assert.match(result.log, /^::warning title=Warning::No `encryption-key`/m);
    assert.doesNotMatch(result.log, /^::notice/m);
  });

  it('gives the CA the contact', async () => {
    const inputs = { email: 'ops@example.test', 'account-key': newAccountKey() };
    succeeds(await runMain(lab.step(`contact.${zone}`, { inputs })));
    const told = newAccounts().at(-1)?.payload as { contact?: string[] };
    assert.deepEqual(told.contact, ['mailto:ops@example.test']);
  });

  it('`preferred-chain` takes the chain with that issuer, and warns when none has it', async () => {
    const name = `chain.${zone}`;
    const [, other = ''] = await lab.pebble.roots();
    const issuer = /CN=(.*)/.exec(new X509Certificate(other).subject)?.[1] ?? '';
    const hit = await runMain(lab.step(name, { inputs: { 'preferred-chain': issuer } }));
    succeeds(hit);
    await checkIssued(lab, hit, { name, names: [name] });
    const ends = (hit.outputs['chain'] ?? '').split(/(?=-----BEGIN)/).at(-1) ?? '';
    assert.match(new X509Certificate(ends).issuer, new RegExp(issuer));

    const miss = await runMain(lab.step(name, { inputs: { 'preferred-chain': 'Nobody Root X9' } }));
    succeeds(miss);
    await checkIssued(lab, miss, { name, names: [name] });
    assert.match(miss.log, /^::warning title=.*No chain with the issuer "Nobody Root X9".*Pebble Root/m);
  });

  it('a profile that the CA lacks ends the run before an order, and names those it has', async () => {
    const orders = () => lab.proxy.requests.filter(({ kind }) => kind === 'newOrder').length;
    const before = orders();
    const error = failureOf(await runMain(lab.step(`p.${zone}`, { inputs: { profile: 'eternal' } })));
    assert.equal(error.code, 'profile-unknown');
    assert.match(error.message, /"eternal"/);
    assert.equal(orders(), before);
  });
});

describe('the built action at a CA that wants an external account', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({
      pebble: { externalAccounts: { [externalAccount.kid]: externalAccount.hmacKey } },
    });
  });
  after(() => lab.stop());

  it('asks for its inputs before it asks for an account', async () => {
    const error = failureOf(await runMain(lab.step(`www.${zone}`)));
    assert.equal(error.code, 'eab-required');
    assert.deepEqual(
      lab.proxy.requests.map(({ kind }) => kind),
      ['dir'],
    );
  });

  it('says that the CA refuses a wrong key', async () => {
    const inputs = { 'eab-kid': externalAccount.kid, 'eab-hmac-key': 'd3Jvbmctd3Jvbmctd3Jvbmc' };
    const result = await runMain(lab.step(`www.${zone}`, { inputs }));
    assert.equal(failureOf(result).code, 'account');
    assert.doesNotMatch(result.log, /d3Jvbmctd3Jvbmctd3Jvbmc/);
  });

  it('binds the account', async () => {
    const inputs = { 'eab-kid': externalAccount.kid, 'eab-hmac-key': externalAccount.hmacKey };
    succeeds(await runMain(lab.step(`www.${zone}`, { inputs })));
  });
});
