import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { rootCertificates } from 'node:tls';
import { parseAccountKey, parseCertificates, pemOrPath } from '../../../../src/settings/grammar/pem.ts';
import { parseEabHmacKey, parseEncryptionKey } from '../../../../src/settings/grammar/secrets.ts';
import { problemsOf, readFrom } from '../setting.ts';

describe('the encryption key', () => {
  it('takes 32 random bytes in every usual notation, each time', () => {
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      for (let count = 0; count < 200; count += 1) {
        const text = randomBytes(32).toString(encoding);
        assert.equal(parseEncryptionKey(text).reveal(), text);
      }
    }
  });
  it('takes a generated password of that strength', () => {
    const text = 'q7#Vr!9zT@b2Lw$eX5^mK&8uP*cN4(hJ)6sD_gF+3yA=';
    assert.equal(parseEncryptionKey(text).reveal(), text);
  });

  const bad: [string, string][] = [
    ['hunter2', 'too short for 32 random bytes'],
    ['q7#Vr!9zT@b2Lw$eX5^mK&8u', 'too short for 32 random bytes'],
    [randomBytes(31).toString('hex'), 'too short for 32 random bytes'],
    [randomBytes(24).toString('base64'), 'too short for 32 random bytes'],
    ['a'.repeat(64), 'too regular to be random'],
    ['deadBEEF'.repeat(8), 'too regular to be random'],
    ['0123456789'.repeat(8), 'too regular to be random'],
    ['aA1!'.repeat(16), 'too regular to be random'],
    ['correct-horse-battery-staple-and-some-more-words-still', 'too regular to be random'],
    ['The quick brown fox jumps over the lazy dog, 2 times a day.', 'has spaces or line breaks in it'],
  ];
  for (const [text, problem] of bad) {
    it(`refuses ${text.slice(0, 20)}...`, () =>
      assert.deepEqual(
        problemsOf(() => parseEncryptionKey(text)),
        [problem],
      ));
  }
});

describe('the account key', () => {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;

  for (const [name, key] of [
    ['P-256', ec('P-256').privateKey],
    ['P-384', ec('P-384').privateKey],
    ['RSA 2048', rsa(2048)],
  ] as const) {
    it(`takes ${name}`, () => assert.equal(parseAccountKey(pem(key)).reveal(), pem(key)));
  }
  it("takes OpenSSL's older notation", () => {
    const text = ec('P-256').privateKey.export({ type: 'sec1', format: 'pem' }) as string;
    assert.equal(parseAccountKey(text).reveal(), text);
  });
  for (const [name, key] of [
    ['rsa 1024', rsa(1024)],
    ['ec secp521r1', ec('P-521').privateKey],
    ['ec secp256k1', ec('secp256k1').privateKey],
    ['ed25519', generateKeyPairSync('ed25519').privateKey],
  ] as const) {
    it(`refuses ${name}`, () =>
      assert.deepEqual(
        problemsOf(() => parseAccountKey(pem(key))),
        [`a key that CAs don't take (${name})`],
      ));
  }
  it('refuses a public key, an encrypted key, a broken key and a path', () => {
    const whole = pem(ec('P-256').privateKey);
    const publicPem = ec('P-256').publicKey.export({ type: 'spki', format: 'pem' }) as string;
    for (const text of [publicPem, whole.replaceAll('\n', ' '), whole.slice(0, 80), 'account.pem']) {
      assert.deepEqual(
        problemsOf(() => parseAccountKey(text)),
        ['not a private key in PEM'],
      );
    }
    const encrypted = ec('P-256').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    }) as string;
    assert.deepEqual(
      problemsOf(() => parseAccountKey(encrypted)),
      ['the key is encrypted'],
    );
  });
});

describe('certificates', () => {
  const [first = '', second = ''] = rootCertificates;
  const parse = (text: string) => parseCertificates(text, readFrom({ 'roots.pem': `${first}\n${second}` }));

  it('takes PEM and a path', () => {
    assert.equal(parse(first), first);
    assert.equal(parse('roots.pem'), `${first}\n${second}`);
  });
  const bad: [string, string][] = [
    ['gone.pem', 'there is no such file'],
    [`${first}\n${second.replace(/M/g, 'N')}`, "certificate 2 of 2 can't be read"],
    [first.slice(0, 300), "the certificate's last line is missing"],
    ['-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----', 'a PEM of the wrong kind (PRIVATE KEY)'],
  ];
  for (const [text, problem] of bad) {
    it(`says: ${problem}`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        [problem],
      ));
  }
  it('says what is in the file that is no PEM', () => {
    const read = readFrom({ x: 'hello' });
    assert.deepEqual(
      problemsOf(() => pemOrPath('x', { label: /X/, read })),
      ['no PEM in it'],
    );
  });
});

describe("the account binding's key", () => {
  it('drops the padding', () =>
    assert.equal(parseEabHmacKey('zWNDZM6eQGHWpSRTPal5eg==').reveal(), 'zWNDZM6eQGHWpSRTPal5eg'));
  for (const text of ['short', 'with spaces in it somewhere', 'standard+base64/is+not/it+at/all']) {
    it(`refuses ${text}`, () => assert.equal(problemsOf(() => parseEabHmacKey(text)).length, 1));
  }
});
