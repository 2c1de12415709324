import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/base/secret.ts';
import { encryptKey } from '../../../src/certificate/encrypted-key.ts';
import { generateKey } from '../../../src/certificate/keys.ts';
import { readPem } from '../../../src/certificate/pem.ts';

const { signal } = new AbortController();
const passphrase = new Secret('q7Vr9zTb2LweX5mK8uPcN4hJ6sDgF3yA+/=');
const encrypted = async (privateKey: Secret) => encryptKey({ privateKey, passphrase }, signal);

describe('an encrypted key', () => {
  for (const keyType of ['ec256', 'ec384', 'rsa2048'] as const) {
    it(`of type ${keyType} opens with its passphrase and with no other`, async () => {
      const privateKey = await generateKey(keyType, signal);
      const pem = await encrypted(privateKey);
      const open = (given: string) => createPrivateKey({ key: pem, passphrase: given });
      assert.ok(open(passphrase.reveal()).equals(createPrivateKey(privateKey.reveal())));
      assert.throws(() => open(`${passphrase.reveal()}x`));
      assert.throws(() => open(''));
    });
  }

  it('shows nothing of the key, and twice the same key shows nothing in common', async () => {
    const privateKey = await generateKey('ec256', signal);
    const [one, two] = await Promise.all([encrypted(privateKey), encrypted(privateKey)]);
    const lines = (pem: string) => pem.split('\n').slice(1, -2);
    const [first = [], ...others] = [one, two, privateKey.reveal()].map(lines);
    // The first line holds the algorithms' identifiers, which are the same.
    for (const line of first.slice(2)) for (const other of others) assert.ok(!other.includes(line));
  });

  it('costs 600,000 rounds of PBKDF2 a guess', async () => {
    const [block] = readPem(await encrypted(await generateKey('ec256', signal))).blocks;
    assert.equal(block?.label, 'ENCRYPTED PRIVATE KEY');
    // INTEGER 600000, and the identifiers of hmacWithSHA256 and aes256-CBC.
    for (const hex of ['02030927c0', '2a864886f70d0209', '60864801650304012a']) {
      assert.ok(block.der?.includes(Buffer.from(hex, 'hex')), hex);
    }
  });

  it('is not begun after the abort', async () => {
    const privateKey = await generateKey('ec256', signal);
    const reason = new Error('over');
    const aborted = AbortSignal.abort(reason);
    await assert.rejects(encryptKey({ privateKey, passphrase }, aborted), reason);
  });
});
