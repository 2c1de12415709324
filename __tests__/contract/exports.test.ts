import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { command, findProgram } from '../../scripts/servers/command.ts';
import { fetchAge, type AgePrograms } from '../../scripts/servers/fetch.ts';
import { Secret } from '../../src/base/secret.ts';
import { encryptKey } from '../../src/certificate/encrypted-key.ts';
import { readPem, writePem } from '../../src/certificate/pem.ts';
import { createPfx } from '../../src/certificate/pkcs12.ts';
import { encryptToRecipients } from '../../src/deliver/age.ts';
import { makeCa, makeLeaf, type KeyPair } from '../fixtures/certificates.ts';

const { signal } = new AbortController();
const passphrase = 'q7Vr9zTb2LweX5mK8uPcN4hJ6sDgF3yAq7Vr9zTb+/=';
const wrong = `${passphrase}x`;

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'exports-'));
});
after(() => rm(directory, { recursive: true }));

/** Runs a program with the secret in the variable that the command names. */
const run = (file: string, args: readonly string[], secret: string) =>
  command(file, args, { timeoutMs: 60_000, cwd: directory, env: { X: secret, LC_ALL: 'C' } });

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const publicPem = (privatePem: string) =>
  createPublicKey(createPrivateKey(privatePem)).export({ type: 'spki', format: 'pem' });

/**
 * Ciphertexts in one piece, as Windows and Go's DER need them, and salts of no more than the 32 bytes that Windows takes
 * (PeculiarVentures/PKI.js#300, #405): Windows itself isn't at hand here.
 */
async function assertShortDer(args: readonly string[]) {
  const text = await run('openssl', ['asn1parse', ...args], '');
  assert.doesNotMatch(text, /l=inf|cons: +OCTET STRING/);
  assert.match(text, /:PBKDF2 *\n.*SEQUENCE.*\n.*l= *16 prim: +OCTET STRING/);
}

describe('openssl pkey', () => {
  for (const [name, key] of [
    ['P-256', ec('P-256')],
    ['P-384', ec('P-384')],
    ['RSA 2048', rsa()],
  ] as const) {
    it(`opens an encrypted ${name} key with the passphrase, and not with another`, async () => {
      const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
      const encrypted = await encryptKey(
        { privateKey: new Secret(pem), passphrase: new Secret(passphrase) },
        signal,
      );
      await writeFile(join(directory, 'privkey.pem'), encrypted);
      const args = ['pkey', '-in', 'privkey.pem', '-passin', 'env:X'];
      assert.equal(await run('openssl', args, passphrase), pem);
      await assert.rejects(run('openssl', args, wrong));
      await assertShortDer(['-in', 'privkey.pem']);
    });
  }
});

/** The key among what `openssl pkcs12` prints. */
const keyIn = (text: string) => text.slice(text.indexOf('-----BEGIN PRIVATE KEY'));
const noJava = 'there is no Java on this machine: that it opens the PFX was NOT tested';

interface Issued {
  privateKey: Secret;
  leafPem: string;
  chainPem: string;
}

async function issue(): Promise<Issued> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys: KeyPair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = [{ type: 'dns', value: 'example.com' }] as const;
  const root = await makeCa('Root');
  const ca = await makeCa('Intermediate', { issuer: root });
  const leafPem = await makeLeaf(ca, { keys, names, subject: 'CN=example.com' });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { privateKey: new Secret(writePem('PRIVATE KEY', der)), leafPem, chainPem: ca.pem + root.pem };
}

describe('a PFX', () => {
  let issued: Issued;
  const info = ['pkcs12', '-in', 'certificate.pfx', '-passin', 'env:X', '-noenc'];

  before(async () => {
    issued = await issue();
    const content = { ...issued, friendlyName: 'example.com', password: new Secret(passphrase) };
    await writeFile(join(directory, 'certificate.pfx'), await createPfx(content, signal));
  });

  it('opens in OpenSSL without -legacy: key, leaf and chain, named and tied together', async () => {
    const text = await run('openssl', info, passphrase);
    const blocks = readPem(text).blocks;
    const [leaf, ...chain] = blocks.filter(({ label }) => label === 'CERTIFICATE');
    assert.deepEqual(leaf?.der, readPem(issued.leafPem).blocks[0]?.der);
    assert.deepEqual(
      chain.map(({ der }) => der),
      readPem(issued.chainPem).blocks.map(({ der }) => der),
    );
    assert.equal(publicPem(keyIn(text)), publicPem(issued.privateKey.reveal()));
    assert.equal(text.match(/friendlyName: example\.com/g)?.length, 2);
    const [first, second, ...others] = text.match(/localKeyID: .*/g) ?? [];
    assert.ok(first !== undefined && first === second && others.length === 0);
  });

  it('is encrypted by nothing older than AES-256 and SHA-256', async () => {
    const script = `openssl ${[...info, '-info', '-noout'].join(' ')} 2>&1`;
    const text = await run('sh', ['-c', script], passphrase);
    assert.match(text, /^MAC: sha256, Iteration 100000$/m);
    const encrypted = /PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256$/;
    const bags = text.split('\n').filter((line) => /^(PKCS7 Encrypted data|Shrouded Keybag)/.test(line));
    assert.equal(bags.length, 2);
    for (const line of bags) assert.match(line, encrypted);
  });

  it('is DER with short salts, as Windows and readers in Go need it', async () => {
    const der = ['-inform', 'der', '-in', 'certificate.pfx'];
    const outer = await run('openssl', ['asn1parse', ...der], '');
    assert.doesNotMatch(outer, /l=inf/);
    const safes = /^ *(\d+):d=3 .*OCTET STRING/m.exec(outer)?.[1] ?? assert.fail(outer);
    await assertShortDer([...der, '-strparse', safes]);
  });

  it('opens with a password beyond ASCII', async () => {
    const password = 'źółw 😀';
    const content = { ...issued, friendlyName: 'żółw', password: new Secret(password) };
    await writeFile(join(directory, 'unicode.pfx'), await createPfx(content, signal));
    const args = ['pkcs12', '-in', 'unicode.pfx', '-passin', 'env:X', '-noenc', '-nocerts'];
    const text = await run('openssl', args, password);
    assert.equal(publicPem(keyIn(text)), publicPem(issued.privateKey.reveal()));
  });

  it('stays closed with another password, and when a bit of it was changed', async () => {
    await assert.rejects(run('openssl', info, wrong));
    const bytes = await readFile(join(directory, 'certificate.pfx'));
    // In the certificates' ciphertext, behind the headers.
    bytes[300] = (bytes[300] ?? 0) ^ 1;
    await writeFile(join(directory, 'changed.pfx'), bytes);
    await assert.rejects(
      run('openssl', ['pkcs12', '-in', 'changed.pfx', '-passin', 'env:X', '-noout'], passphrase),
    );
  });

  it("opens in Java's keytool: the name as alias, the whole chain", async (test) => {
    const keytool = findProgram('keytool');
    if (keytool === undefined) return test.skip(noJava);
    const args = [
      '-list',
      '-v',
      '-keystore',
      'certificate.pfx',
      '-storetype',
      'PKCS12',
      '-storepass:env',
      'X',
    ];
    const text = await run(keytool, args, passphrase);
    for (const line of [
      'Alias name: example.com',
      'Entry type: PrivateKeyEntry',
      'Certificate chain length: 3',
    ]) {
      assert.ok(text.includes(line), line);
    }
    await assert.rejects(run(keytool, args, wrong));
  });

  it('gives Java a key whose certificate names no subject, as CAs issue them now', async (test) => {
    const keytool = findProgram('keytool');
    if (keytool === undefined) return test.skip(noJava);
    const privateKey = new Secret(ec('P-256').export({ type: 'pkcs8', format: 'pem' }) as string);
    await writeFile(join(directory, 'key.pem'), privateKey.reveal());
    const req = (...args: string[]) => run('openssl', ['req', '-x509', '-key', 'key.pem', ...args], '');
    const chainPem = await req('-subj', '/CN=CA');
    await writeFile(join(directory, 'ca.pem'), chainPem);
    const names = ['-subj', '/', '-addext', 'subjectAltName=critical,DNS:example.com'];
    const leafPem = await req('-CA', 'ca.pem', '-CAkey', 'key.pem', ...names);
    const content = { leafPem, chainPem, privateKey, friendlyName: 'a', password: new Secret(passphrase) };
    await writeFile(join(directory, 'source.pfx'), await createPfx(content, signal));
    const source = ['-srckeystore', 'source.pfx', '-srcstoretype', 'PKCS12', '-srcstorepass:env', 'X'];
    const copy = ['-destkeystore', 'copy.pfx', '-deststoretype', 'PKCS12', '-deststorepass:env', 'X'];
    await run(keytool, ['-importkeystore', '-noprompt', ...source, ...copy], passphrase);
    const args = ['pkcs12', '-in', 'copy.pfx', '-passin', 'env:X', '-noenc', '-nocerts'];
    assert.equal(publicPem(keyIn(await run('openssl', args, passphrase))), publicPem(privateKey.reveal()));
  });
});

describe('age', () => {
  let programs: AgePrograms;
  before(async () => {
    programs = await fetchAge(() => undefined);
  });

  async function recipientOf(identity: string): Promise<string> {
    await run(programs.keygen.file, ['-o', identity], '');
    return (await run(programs.keygen.file, ['-y', identity], '')).trim();
  }

  it('opens a key with the identity of any of its recipients, and with no other', async () => {
    const pem = rsa().export({ type: 'pkcs8', format: 'pem' }) as string;
    const recipients = [await recipientOf('ann.txt'), await recipientOf('bob.txt')];
    await recipientOf('eve.txt');
    const file = await encryptToRecipients({ text: new Secret(pem), recipients }, signal);
    assert.ok(file.startsWith('-----BEGIN AGE ENCRYPTED FILE-----\n'));
    await writeFile(join(directory, 'privkey.pem.age'), file);
    const open = (identity: string) => run(programs.age.file, ['-d', '-i', identity, 'privkey.pem.age'], '');
    for (const identity of ['ann.txt', 'bob.txt']) assert.equal(await open(identity), pem);
    await assert.rejects(open('eve.txt'), /no identity matched/);
  });
});
