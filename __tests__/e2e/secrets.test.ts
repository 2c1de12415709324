import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startProxy } from '../../scripts/servers/proxy.ts';
import { runnerMasker } from '../fakes/runner-masker.ts';
import { findSecrets, placesOf } from './canaries.ts';
import { failureOf } from './issued.ts';
import { encryptionKey, externalAccount, startLab, tsigKey, zone, type Lab } from './lab.ts';
import { runMain, runPost, temporaryDirectory, type Step, type StepResult } from './runner.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const accountKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What the user trusts the action with in the inputs. */
const inputSecrets = {
  'the encryption key': encryptionKey,
  'the account key': accountKey,
  'the HMAC key': externalAccount.hmacKey,
};

/** What the step's environment holds for the providers. */
const environmentSecrets = {
  'the TSIG secret': tsigKey.secret,
  'the API key': 'sk-live-4f9d2c7b1a8e6035',
  'the password': 'correct&horse"battery%staple',
  'the token of the program': 'tok_51HxYzAbCdEfGhIjKlMnOp',
};

const secretInputs = {
  'account-key': accountKey,
  'eab-kid': externalAccount.kid,
  'eab-hmac-key': externalAccount.hmacKey,
};

/** The log as the runner shows it, and what it drops as it is a command. */
function shownLog({ log }: StepResult): { shown: string; said: string } {
  const masker = runnerMasker();
  const said: string[] = [];
  const shown: string[] = [];
  for (const line of log.split('\n')) {
    const [, value] = /^::add-mask::(.*)$/.exec(line) ?? [];
    if (value !== undefined) masker.addMask(unescapeCommand(value));
    else {
      said.push(line);
      shown.push(masker.show(line));
    }
  }
  return { shown: shown.join('\n'), said: said.join('\n') };
}

function unescapeCommand(value: string): string {
  return value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

describe('what the built action lets out', { concurrency: 2 }, () => {
  let lab: Lab;
  let server: Server;
  before(async () => {
    lab = await startLab({
      pebble: { externalAccounts: { [externalAccount.kid]: externalAccount.hmacKey } },
    });
    // A server that throws back whatever it is told, as servers in trouble do.
    server = createServer((request, response) => {
      const told = { error: `${JSON.stringify(request.headers)} is not welcome` };
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(told));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.close();
    await lab.stop();
  });

  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** Runs main and post with all secrets planted, and finds none of them in what came out. */
  const runClean = async (step: Step): Promise<StepResult> => {
    const planted = { ...step, inputs: { ...step.inputs, ...secretInputs } };
    const main = await runMain(planted);
    const post = await runPost(planted, main);
    const secrets = { ...inputSecrets, ...environmentSecrets };
    assert.deepEqual(findSecrets(placesOf(main), secrets), []);
    assert.deepEqual(findSecrets({ 'log of post': post.log, 'errors of post': post.stderr }, secrets), []);
    return main;
  };

  it('is searched by a search that finds', () => {
    const secret = 'a secret with "quotes" & more';
    const hidden = [
      secret,
      ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${secret}, more`).toString('base64')),
      Buffer.from(`x${secret}`).toString('base64url'),
      Buffer.from(secret).toString('hex'),
      JSON.stringify({ secret }),
      encodeURIComponent(secret),
    ];
    for (const text of hidden) assert.notDeepEqual(findSecrets({ text }, { secret }), [], text);
    assert.deepEqual(findSecrets({ text: 'a secret with nothing' }, { secret }), []);
    assert.deepEqual(secretLinesIn(accountKey, createPublicKey(accountKey)).length, 2);
  });

  for (const keyType of ['ec256', 'ec384', 'rsa2048']) {
    it(`the private key (${keyType}): in its output and its file only, and masked there`, async () => {
      const result = await runClean(
        lab.step(`${keyType}.${zone}`, { inputs: { 'key-type': keyType }, env: { UNUSED: 'x' } }),
      );
      assert.equal(result.exitCode, 0, result.log);
      const key = result.outputs['private-key'] ?? '';
      const { shown, said } = shownLog(result);
      const places = { ...placesOf(result), log: said };
      assert.deepEqual(findSecrets(places, { 'the private key': key }), []);
      assert.equal(shown, said, 'masks leave the log as it is');

      const masker = runnerMasker();
      for (const [, value = ''] of result.log.matchAll(/^::add-mask::(.*)$/gm)) {
        masker.addMask(unescapeCommand(value));
      }
      // What a later step of the user may do with the output.
      for (const printed of [masker.show(key), masker.show(JSON.stringify(key)).replaceAll('\\n', '\n')]) {
        const { publicKey } = new X509Certificate(result.outputs['certificate'] ?? '');
        assert.deepEqual(secretLinesIn(printed, publicKey), []);
      }
      for (const name of ['certificate', 'chain', 'fullchain', 'certificates', 'directory']) {
        assert.ok(masker.passesAsJobOutput(result.outputs[name] ?? ''), `${name} passes as a job output`);
      }
      assert.equal(masker.passesAsJobOutput(key), false);
    });
  }

  it('a wrong TSIG secret', async () => {
    const wrong = Buffer.from(environmentSecrets['the API key']).toString('base64');
    const env = { RFC2136_TSIG_SECRET: wrong };
    const result = await runClean(lab.step(`tsig.${zone}`, { env }));
    assert.equal(failureOf(result).code, 'dns-provider');
    assert.deepEqual(findSecrets(placesOf(result), { 'the wrong secret': wrong }), []);
  });

  it('servers of providers that throw the credentials back', async () => {
    const powerDns = { PDNS_API_URL: endpoint(), PDNS_API_KEY: environmentSecrets['the API key'] };
    const httpreq = {
      HTTPREQ_ENDPOINT: endpoint(),
      HTTPREQ_USERNAME: 'me',
      HTTPREQ_PASSWORD: environmentSecrets['the password'],
    };
    for (const [provider, env] of Object.entries({ pdns: powerDns, httpreq })) {
      const result = await runClean(
        lab.step(`${provider}.${zone}`, { env, inputs: { 'dns-provider': provider } }),
      );
      assert.equal(failureOf(result).code, 'dns-provider');
      assert.match(result.log, /is not welcome|refuses/);
    }
  });

  it('the program of the user: gets the env it was given, none of the inputs, and no secret in its arguments', async () => {
    const seen = temporaryDirectory();
    const hook = join(seen, 'hook.sh');
    writeFileSync(
      hook,
      `#!/bin/sh
cat /proc/self/cmdline /proc/$$/cmdline > ${seen}/$1.arguments
cat /proc/$$/environ > ${seen}/$1.environment
exit 1
`,
    );
    chmodSync(hook, 0o755);
    const env = {
      DNS_TOKEN: environmentSecrets['the token of the program'],
      GITHUB_TOKEN: 'ghs_0123456789abcdef',
    };
    const result = await runClean(
      lab.step(`exec.${zone}`, { env, inputs: { 'dns-provider': 'exec', hook } }),
    );
    assert.equal(failureOf(result).code, 'hook');
    const files = readdirSync(seen).filter((file) => file !== 'hook.sh');
    assert.deepEqual(files.sort(), [
      'cleanup.arguments',
      'cleanup.environment',
      'present.arguments',
      'present.environment',
    ]);
    const read = (kind: string) =>
      Object.fromEntries(
        files
          .filter((file) => file.endsWith(kind))
          .map((file) => [file, readFileSync(join(seen, file), 'latin1')]),
      );
    const environments = read('environment');
    const runners = { 'the token of the runner': env.GITHUB_TOKEN };
    assert.deepEqual(
      findSecrets(read('arguments'), { ...inputSecrets, ...environmentSecrets, ...runners }),
      [],
    );
    assert.deepEqual(findSecrets(environments, { ...inputSecrets, ...runners }), []);
    for (const text of Object.values(environments)) assert.ok(text.includes(env.DNS_TOKEN));
  });

  it('inputs that are secret and unusable', async () => {
    const broken = {
      'encryption-key': 'hunter2-hunter2-hunter2',
      'account-key': accountKey.replace('MIGH', 'XXXX'),
      'eab-hmac-key': `${externalAccount.hmacKey}!`,
    };
    const result = await runMain({
      ...lab.step(`broken.${zone}`),
      inputs: { ...broken, domains: `b.${zone}` },
    });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /\[config\]/);
    assert.deepEqual(findSecrets(placesOf(result), { ...inputSecrets, ...broken }), []);
  });

  it('a CA whose words are commands: they are no commands in the log', async () => {
    const proxy = await startProxy(lab.pebble);
    const detail = 'no\n::add-mask::a\r  ::warning::boo\n\u0085::stop-commands::x\n##[add-mask]b';
    const body = { type: 'urn:ietf:params:acme:error:malformed', detail };
    proxy.fault({ action: 'status', kind: 'newOrder', status: 400, body });
    const result = await runClean(lab.step(`rude.${zone}`, { ca: proxy }));
    await proxy.stop();
    failureOf(result);
    // The runner's own reading: blanks before a command don't matter.
    const obeyed = result.log.split(/[\r\n]/).filter((line) => /^[\s\u0085]*::(?!debug::)|##\[/.test(line));
    assert.deepEqual(
      obeyed.map((line) => /^::(?:group|endgroup|error)/.exec(line)?.[0]),
      ['::group', '::endgroup', '::error'],
    );
  });
});

/** Lines of a key's PEM that show more than the public key, which is in the certificate too. */
function secretLinesIn(pem: string, publicKey: KeyObject): string[] {
  const known = publicKey.export({ type: 'spki', format: 'der' });
  return pem
    .split('\n')
    .map((line) => line.replace(/^"|"$/g, ''))
    .filter((line) => /^[\w+/=]{16,}$/.test(line) && !known.includes(Buffer.from(line, 'base64')));
}
