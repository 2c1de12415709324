import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { onlyCertificate } from './issued.ts';
import { startLab, zone, type Lab } from './lab.ts';
import { runMain, temporaryDirectory, type StepResult } from './runner.ts';
import { certificateFor, startTls, type Shown, type TlsServer } from './tls-server.ts';

const domains = '*.check.test > site';

/** The findings of the one certificate, a line each. */
function toldOf(result: StepResult): string[] {
  const { findings = [] } = onlyCertificate(result) as { findings?: Record<string, string>[] };
  return findings.map(({ severity, what }) => `${severity}: ${what}`);
}

describe('the built action in mode check', () => {
  let server: TlsServer;
  before(async () => {
    server = await startTls(await certificateFor('*.check.test'));
  });
  after(() => server.stop());

  /** A monitor's step: no secret, no provider, and a CA that isn't there. */
  const check = async (shown: Shown, inputs: Record<string, string> = {}) => {
    server.show(shown);
    const ca = 'https://127.0.0.1:9/dir';
    return runMain({ inputs: { domains, ca, mode: 'check', 'check-targets': server.target, ...inputs } });
  };

  it('is content with a fresh certificate, without a secret and without the CA', async () => {
    const result = await check(await certificateFor('*.check.test'));
    assert.equal(result.exitCode, 0, result.log + result.stderr);
    assert.match(result.log, /^input mode: check on /);
    const { outputs } = result;
    assert.deepEqual(
      [outputs['outcome'], outputs['renewed'], outputs['days-left']],
      ['checked', 'false', '59'],
    );
    assert.deepEqual(toldOf(result), []);
    assert.equal(server.asked.at(-1), 'any.check.test');
    assert.doesNotMatch(JSON.stringify(outputs) + result.log, /-----BEGIN/);
    assert.deepEqual(readdirSync(result.temp), []);
  });

  it('fails for one that is about to end, and says so everywhere', async () => {
    const result = await check(await certificateFor('*.check.test', { left: 9 }));
    assert.equal(result.exitCode, 1);
    assert.equal(result.outputs['outcome'], 'failed');
    assert.match(toldOf(result)[0] ?? '', /^error: it ends on .*: 8 days left/);
    assert.match(
      result.log,
      /^::error title=Finding::site: 127\.0\.0\.1:\d+ \(any\.check\.test\): it ends on/m,
    );
    assert.match(result.summary, /### Findings/);
    const patient = await check(await certificateFor('*.check.test', { left: 9 }), { 'fail-before': '5d' });
    assert.equal(patient.exitCode, 0, patient.log);
  });

  const warned: [string, () => Promise<Shown>, RegExp][] = [
    [
      'the wrong name',
      () => certificateFor('other.test'),
      /^warning: it serves a certificate for other\.test$/,
    ],
    [
      'no issuer',
      () => certificateFor('*.check.test', { chain: false }),
      /^warning: no issuer's certificate/,
    ],
  ];
  for (const [what, shown, told] of warned) {
    it(`warns of ${what}`, async () => {
      const result = await check(await shown());
      assert.equal(result.exitCode, 0, result.log);
      assert.match(toldOf(result).join('\n'), told);
      assert.match(result.log, /^::warning title=Finding::/m);
    });
  }

  it('warns of a server that is not there', async () => {
    const result = await check(await certificateFor('*.check.test'), { 'check-targets': '127.0.0.1:1' });
    assert.equal(result.exitCode, 0);
    assert.match(toldOf(result).join('\n'), /^warning: it serves no certificate: .*ECONNREFUSED/);
  });

  describe('beside a certificate that is stored', () => {
    let lab: Lab;
    before(async () => {
      lab = await startLab();
    });
    after(() => lab.stop());

    it('tells what is renewed and not deployed, until it is', async () => {
      const inputs = { state: temporaryDirectory() };
      const name = `*.deployed.${zone}`;
      const renewed = await runMain(lab.step(name, { inputs }));
      assert.equal(renewed.outputs['renewed'], 'true', renewed.log);
      const directory = join(renewed.outputs['directory'] ?? '', `_wildcard.deployed.${zone}`);
      const read = (file: string) => readFileSync(join(directory, file), 'utf8');
      const requests = lab.proxy.requests.length;
      const look = (shown: Shown) => {
        server.show(shown);
        const more = { mode: 'check', 'check-targets': server.target, 'dns-provider': '' };
        return runMain(lab.step(name, { inputs: { ...inputs, ...more } }));
      };

      const before = await look(await certificateFor(name));
      assert.match(toldOf(before).join('\n'), /^warning: renewed but not deployed: .*0 hours ago/);
      const after = await look({ cert: read('fullchain.pem'), key: read('privkey.pem') });
      assert.deepEqual(toldOf(after), [], after.log);
      assert.equal(after.outputs['outcome'], 'checked');
      assert.equal(onlyCertificate(after).serial, onlyCertificate(renewed).serial);
      assert.equal(after.outputs['private-key'], undefined);
      const half = await look({ cert: read('cert.pem'), key: read('privkey.pem') });
      assert.match(toldOf(half).join('\n'), /^warning: the issuer's certificate is missing: Pebble/);
      assert.equal(lab.proxy.requests.length, requests, 'the CA is not asked');
    });
  });
});
