import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createCsr } from '../../src/certificate/csr.ts';
import { generateKey } from '../../src/certificate/keys.ts';
import { certificatesOf, checkIssued, checkSingleOutputs, onlyCertificate } from './issued.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';

const { signal } = new AbortController();

describe('the built action gets certificates', { concurrency: 2 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({
      zones: [{ name: zone }, { name: `hosted.${zone}`, records: '* IN CNAME balancer.cloud.unknown.' }],
    });
  });
  after(() => lab.stop());

  const succeeds = (result: StepResult) => {
    assert.equal(result.exitCode, 0, `${result.log}${result.stderr}`);
    assert.equal(result.stderr, '');
  };

  it('one name: files, outputs, summary, and no record left', async () => {
    const name = `www.${zone}`;
    const result = await runMain(lab.step(name));
    succeeds(result);
    const { told } = await checkIssued(lab, result, { name, names: [name] });
    checkSingleOutputs(result, name);
    assert.equal(told.keyType, 'ec256');
    assert.match(result.summary, /www\.example\.test/);
    assert.equal(result.log.match(/^TXT set at/gm)?.length, 1);
    assert.match(lab.dns.log(), /adding an RR at '_acme-challenge\.www\.example\.test'/);
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
  });

  it('a wildcard and its apex, whose two records share one name', async () => {
    const apex = `both.${zone}`;
    const result = await runMain(lab.step(`*.${apex} ${apex}`));
    succeeds(result);
    await checkIssued(lab, result, { name: `_wildcard.${apex}`, names: [apex, `*.${apex}`] });
    checkSingleOutputs(result, `_wildcard.${apex}`);
    assert.deepEqual(await challengeRecords(lab.dns, apex), []);
  });

  it('a name whose zone leads all others away by a wildcard CNAME', async () => {
    const apex = `hosted.${zone}`;
    const result = await runMain(lab.step(`${apex} *.${apex}`));
    succeeds(result);
    await checkIssued(lab, result, { name: apex, names: [apex, `*.${apex}`] });
    assert.match(lab.dns.log(), /adding an RR at '_acme-challenge\.hosted\.example\.test'/);
  });

  it('a name in its own script, and the name that the user gave the certificate', async () => {
    const result = await runMain(lab.step(`Bücher.${zone} > books`));
    succeeds(result);
    await checkIssued(lab, result, { name: 'books', names: [`xn--bcher-kva.${zone}`] });
  });

  it('twelve names in one certificate', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `n${i}.twelve.${zone}`);
    const result = await runMain(lab.step(names.join(', ')));
    succeeds(result);
    await checkIssued(lab, result, { name: `n0.twelve.${zone}`, names });
    assert.deepEqual(await challengeRecords(lab.dns, ...names), []);
  });

  it('two certificates at once, each with its own lines in the log', async () => {
    const [one, two] = [`one.${zone}`, `two.${zone}`];
    const result = await runMain(lab.step(`${one}\n${two} www.${two}`));
    succeeds(result);
    await checkIssued(lab, result, { name: one, names: [one] });
    await checkIssued(lab, result, { name: two, names: [two, `www.${two}`] });
    assert.equal(result.outputs['outcome'], 'issued');
    assert.equal(result.outputs['private-key'], undefined, 'which of the two would it be?');
    assert.match(result.log, /^\[one\.example\.test\] Order is pending/m);
    assert.match(result.log, /^\[two\.example\.test\] Order is pending/m);
  });

  it('works only on what `only` names', async () => {
    const result = await runMain(
      lab.step(`a.only.${zone}\nb.only.${zone}`, { inputs: { only: `b.only.${zone}` } }),
    );
    succeeds(result);
    assert.equal(onlyCertificate(result).name, `b.only.${zone}`);
  });

  // One after the other: Pebble asks one port.
  describe('an IP address, by http-01', { concurrency: 1 }, () => {
    it('with a webroot', async () => {
      const webroot = temporaryDirectory();
      const asked: string[] = [];
      const web = createServer((request, response) => {
        asked.push(request.url ?? '');
        const file = join(webroot, request.url ?? '');
        if (existsSync(file)) response.end(readFileSync(file));
        else response.writeHead(404).end();
      });
      await new Promise<void>((resolve) => web.listen(lab.pebble.httpPort, '127.0.0.1', resolve));
      const inputs = { challenge: 'http-01', 'http-webroot': webroot, 'dns-provider': '' };
      const result = await runMain(lab.step('127.0.0.1', { inputs }));
      web.close();
      web.closeAllConnections();
      succeeds(result);
      await checkIssued(lab, result, { name: '127.0.0.1', names: ['127.0.0.1'] });
      const [token] = asked;
      assert.match(token ?? '', /^\/\.well-known\/acme-challenge\/[\w-]+$/);
      assert.equal(existsSync(join(webroot, token ?? '')), false, 'the token is taken away');
    });

    it('that the run answers itself, for certificates side by side', async () => {
      const listen = `127.0.0.1:${lab.pebble.httpPort}`;
      const inputs = { challenge: 'http-01', 'http-listen': listen, 'dns-provider': '' };
      const result = await runMain(lab.step('127.0.0.1 > one\n127.0.0.1 > two', { inputs }));
      succeeds(result);
      const told = certificatesOf(result).map(({ name, outcome }) => [name, outcome]);
      assert.deepEqual(told, [
        ['one', 'issued'],
        ['two', 'issued'],
      ]);
      assert.match(result.log, /No longer listening on 127\.0\.0\.1:/);
    });
  });

  for (const [type, kind, detail] of [
    ['ec384', 'ec', 'secp384r1'],
    ['rsa2048', 'rsa', 2048],
    ['rsa3072', 'rsa', 3072],
    ['rsa4096', 'rsa', 4096],
  ] as const) {
    it(`a key of the type ${type}`, async () => {
      const name = `${type}.${zone}`;
      const result = await runMain(lab.step(name, { inputs: { 'key-type': type } }));
      succeeds(result);
      const { key, told } = await checkIssued(lab, result, { name, names: [name] });
      checkSingleOutputs(result, name);
      assert.equal(key?.asymmetricKeyType, kind);
      const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
      assert.equal(namedCurve ?? modulusLength, detail);
      assert.equal(told.keyType, type);
    });
  }

  it("the user's CSR, and no private key anywhere", async () => {
    const name = `csr.${zone}`;
    const privateKey = await generateKey('ec256', signal);
    const { derBase64url } = await createCsr(
      { identifiers: [{ type: 'dns', value: name }], privateKey },
      signal,
    );
    const body = Buffer.from(derBase64url, 'base64url').toString('base64').replace(/.{64}/g, '$&\n');
    const csr = `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`;
    const result = await runMain(lab.step('', { inputs: { csr } }));
    succeeds(result);
    const { leaf } = await checkIssued(lab, result, { name, names: [name], ownKey: false });
    assert.equal(result.outputs['private-key'], undefined);
    assert.ok(result.outputs['certificate']);
    assert.ok(leaf.publicKey.equals(createPublicKey(privateKey.reveal())));
    assert.doesNotMatch(result.log, /add-mask/);
  });

  it('the profile that was asked for', async () => {
    const result = await runMain(lab.step(`short.${zone}`, { inputs: { profile: 'shortlived' } }));
    succeeds(result);
    const { notBefore = '', notAfter = '' } = onlyCertificate(result);
    assert.equal(Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / 86_400_000), 6);
  });
});
