import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import * as x509 from '@peculiar/x509';
import { ConfigError } from '../../../src/base/errors.ts';
import { createCsr } from '../../../src/certificate/csr.ts';
import { generateKey, publicKeyOf } from '../../../src/certificate/keys.ts';
import { writePem } from '../../../src/certificate/pem.ts';
import { readCsr } from '../../../src/certificate/user-csr.ts';
import type { Identifier } from '../../../src/settings/settings.ts';
import { makeCa, makeCsr, makeKeys } from '../../fixtures/certificates.ts';

const { signal } = new AbortController();
const dns = (value: string): Identifier => ({ type: 'dns', value });
const ip = (value: string): Identifier => ({ type: 'ip', value });

describe('createCsr', () => {
  for (const keyType of ['ec256', 'ec384', 'rsa2048'] as const) {
    it(`makes one with an ${keyType} key that holds all names and is signed by that key`, async () => {
      const privateKey = await generateKey(keyType, signal);
      const identifiers = [dns('example.com'), dns('*.example.com'), ip('192.0.2.1'), ip('2001:db8::1')];
      const csr = await createCsr({ identifiers, privateKey }, signal);
      const read = await readCsr(csr.pem, signal);
      assert.deepEqual(read.identifiers, identifiers);
      assert.equal(read.keyType, keyType);
      assert.ok(read.publicKey.equals(publicKeyOf(privateKey)));
      assert.equal(read.derBase64url, csr.derBase64url);
      assert.match(csr.derBase64url, /^[A-Za-z0-9_-]+$/);
    });
  }

  it('keeps the subject empty, so that names of any length fit', async () => {
    const privateKey = await generateKey('ec256', signal);
    const long = dns(`${'a'.repeat(60)}.${'b'.repeat(60)}.example`);
    const { pem } = await createCsr({ identifiers: [long], privateKey }, signal);
    assert.equal(new x509.Pkcs10CertificateRequest(pem).subject, '');
    assert.deepEqual((await readCsr(pem, signal)).identifiers, [long]);
  });

  it('ends with an abort', async () => {
    const privateKey = await generateKey('ec256', signal);
    const aborted = AbortSignal.abort(new Error('stop'));
    await assert.rejects(createCsr({ identifiers: [dns('a.example')], privateKey }, aborted), /stop/);
  });
});

const refuses = async (pem: string, problem: RegExp) => {
  await assert.rejects(readCsr(pem, signal), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.faults.length, 1);
    const [fault] = error.faults;
    assert.equal(fault?.input, 'csr');
    assert.equal(fault.value, undefined);
    assert.match(fault.problem, problem);
    return true;
  });
};

describe('readCsr', () => {
  it('adds a common name that is a name and not in the SAN, and drops one that is none', async () => {
    const names = [{ type: 'dns', value: 'B.example' } as const];
    const namesOf = async (subject: string) =>
      (await readCsr(await makeCsr({ subject, names }), signal)).identifiers.map(({ value }) => value);
    assert.deepEqual(await namesOf('CN=A.Example'), ['b.example', 'a.example']);
    assert.deepEqual(await namesOf('CN=b.example'), ['b.example']);
    assert.deepEqual(await namesOf('CN=*.c.example'), ['b.example', '*.c.example']);
    assert.deepEqual(await namesOf('CN=192.0.2.7'), ['b.example', '192.0.2.7']);
    assert.deepEqual(await namesOf('CN=My Web Server,O=Example'), ['b.example']);
  });

  it('reads one with a common name alone, as old tools make them', async () => {
    const pem = await makeCsr({ subject: 'CN=example.com', names: [] });
    assert.deepEqual((await readCsr(pem, signal)).identifiers, [dns('example.com')]);
  });

  it('bears CRLF, text around it and the old label', async () => {
    const pem = await makeCsr({ subject: 'CN=example.com', names: [] });
    const old = `Certificate Request:\n${pem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')}`;
    const { identifiers, pem: normal } = await readCsr(old.replaceAll('\n', '\r\n'), signal);
    assert.deepEqual(identifiers, [dns('example.com')]);
    assert.equal(normal, pem);
  });

  it('refuses a private key, without a word of it', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const type of ['pkcs8', 'sec1'] as const) {
      const pem = privateKey.export({ type, format: 'pem' }) as string;
      await refuses(pem, /private key/);
      await refuses((await makeCsr({ subject: 'CN=a.example', names: [] })) + pem, /private key/);
      const body = pem.split('\n')[1] ?? '';
      await assert.rejects(readCsr(pem, signal), (error) => !String((error as Error).stack).includes(body));
    }
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes256', passphrase: 'x' });
    await refuses(encrypted as string, /private key/);
    await refuses(
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0\n',
      /private key/,
    );
  });

  it('says what was given instead of a CSR', async () => {
    await refuses('', /no PEM text/);
    await refuses('example.com', /no PEM text/);
    await refuses((await makeCa('Root')).pem, /this is a certificate, not a CSR/);
    const pem = await makeCsr({ subject: 'CN=a.example', names: [] });
    await refuses(pem + pem, /more than one/);
    await refuses(pem.slice(0, -30), /cut off/);
    await refuses(pem.replace(/\nMI/, '\nM*'), /base64/);
    await refuses(writePem('CERTIFICATE REQUEST', Buffer.from('no ASN.1 at all')), /can't be read/);
    await refuses(writePem('CERTIFICATE REQUEST', Buffer.from('3003020101', 'hex')), /can't be read/);
  });

  it('refuses one that was changed after signing', async () => {
    const pem = await makeCsr({ subject: 'CN=a.example', names: [] });
    const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
    der.write('z', der.indexOf('a.example'));
    await refuses(writePem('CERTIFICATE REQUEST', der), /signature is not by its own key/);
  });

  it('refuses names that ACME has no identifier for, and none at all', async () => {
    await refuses(await makeCsr({ subject: '', names: [] }), /names no domain/);
    await refuses(await makeCsr({ subject: 'CN=My Server', names: [] }), /names no domain/);
    const names = [
      { type: 'dns', value: 'a.example' },
      { type: 'email', value: 'me@a.example' },
    ] as const;
    await refuses(await makeCsr({ subject: '', names }), /"me@a\.example", a name of type email/);
  });

  it('ends with an abort', async () => {
    const pem = await makeCsr({ subject: 'CN=a.example', names: [], keys: await makeKeys() });
    await assert.rejects(readCsr(pem, AbortSignal.abort(new Error('stop'))), /stop/);
  });
});
