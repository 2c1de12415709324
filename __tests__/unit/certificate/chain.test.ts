import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { KeyObject } from 'node:crypto';
import { AppError } from '../../../src/base/errors.ts';
import { checkChain, chooseChain } from '../../../src/certificate/chain.ts';
import type { Identifier } from '../../../src/settings/settings.ts';
import {
  makeCa,
  makeKeys,
  makeLeaf,
  nowMs,
  publicKeyOf,
  type KeyPair,
  type LeafOptions,
  type TestCa,
} from '../../fixtures/certificates.ts';

const hourMs = 3_600_000;
const names = [
  { type: 'dns', value: 'example.com' },
  { type: 'dns', value: '*.example.com' },
  { type: 'ip', value: '2001:db8::1' },
  { type: 'ip', value: '192.0.2.1' },
] as const;

let root: TestCa;
let intermediate: TestCa;
let keys: KeyPair;
let publicKey: KeyObject;

before(async () => {
  root = await makeCa('Test Root');
  intermediate = await makeCa('Test Intermediate', { issuer: root });
  keys = await makeKeys();
  publicKey = await publicKeyOf(keys);
});

const leafOf = (options: Partial<LeafOptions> = {}) => makeLeaf(intermediate, { keys, names, ...options });

const check = (pem: string, identifiers: readonly Identifier[] = names) =>
  checkChain(pem, { publicKey, identifiers, nowMs });

const refuses = (pem: string, sentence: RegExp, hint?: RegExp) => {
  assert.throws(
    () => check(pem),
    (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'certificate-invalid');
      assert.match(error.message, sentence);
      assert.match(error.details.hint ?? '', hint ?? /Nothing was delivered/);
      return true;
    },
  );
};

describe('checkChain', () => {
  it('reads what the reports show from a chain in order', async () => {
    const leaf = await leafOf();
    const issued = check(leaf + intermediate.pem);
    assert.equal(issued.leafPem, leaf);
    assert.equal(issued.chainPem, intermediate.pem);
    assert.equal(issued.issuer, 'Test Intermediate');
    assert.equal(issued.serial, '0A1B2C');
    assert.equal(issued.notAfterMs - issued.notBeforeMs, 90 * 24 * hourMs);
    assert.match(issued.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('bears CRLF, text between the blocks and a chain up to the root', async () => {
    const leaf = await leafOf();
    const spoken = `subject=leaf\n${leaf}\n\nsubject=ca - 1\n${intermediate.pem}${root.pem}`;
    const issued = check(spoken.replaceAll('\n', '\r\n'));
    assert.equal(issued.leafPem + issued.chainPem, leaf + intermediate.pem + root.pem);
  });

  it('accepts a leaf alone: a test CA may sign with its root', async () => {
    assert.equal(check(await leafOf()).chainPem, '');
  });

  it('accepts names that the CA added, and other spellings of an address', async () => {
    const pem = await leafOf({ names: [...names, { type: 'dns', value: 'www.example.com' }] });
    check(pem, [
      { type: 'ip', value: '2001:DB8:0::0:1' },
      { type: 'dns', value: 'EXAMPLE.com' },
    ]);
  });

  it('refuses a certificate for another key', async () => {
    refuses((await leafOf({ keys: await makeKeys() })) + intermediate.pem, /another key/);
  });

  it('refuses a certificate that lacks names, and tells all of them', async () => {
    refuses(await leafOf({ names: [names[0]] }), /lacks \*\.example\.com, 2001:db8::1, 192\.0\.2\.1/);
  });

  it("doesn't take a name that is hidden inside another for a name", async () => {
    const hidden = { type: 'dns', value: 'a.example, DNS:*.example.com' } as const;
    refuses(await leafOf({ names: [names[0], hidden, names[2], names[3]] }), /lacks \*\.example\.com$/);
  });

  it("doesn't let a wildcard stand for a name, nor a mail address for a domain", async () => {
    const pem = await leafOf({
      names: [
        { type: 'dns', value: '*.example.com' },
        { type: 'email', value: 'a.example.com' },
      ],
    });
    assert.throws(() => check(pem, [{ type: 'dns', value: 'a.example.com' }]), /lacks a\.example\.com/);
  });

  it('refuses an expired certificate and says which way the clock may be wrong', async () => {
    refuses(await leafOf({ notAfterMs: nowMs }), /ended at 2026-08-01T12:00:00/, /clock is ahead/);
  });

  it('refuses a certificate of the future and says which way the clock may be wrong', async () => {
    refuses(
      await leafOf({ notBeforeMs: nowMs + 2 * hourMs }),
      /begins only at/,
      /clock is probably behind by 120 min/,
    );
  });

  it('bears a clock that is a little behind', async () => {
    check(await leafOf({ notBeforeMs: nowMs + hourMs / 2 }));
  });

  it('refuses a certificate that ends before it begins', async () => {
    refuses(await leafOf({ notBeforeMs: nowMs + hourMs, notAfterMs: nowMs }), /before it begins/);
  });

  it('refuses a chain in another order', async () => {
    const leaf = await leafOf();
    refuses(intermediate.pem + leaf, /out of order.*place 2/);
    refuses(
      leaf + root.pem + intermediate.pem,
      /example\.com is followed by Test Root, which didn't issue it/,
    );
  });

  it('refuses two leaves', async () => {
    const [leaf, other] = await Promise.all([
      leafOf(),
      leafOf({ keys: await makeKeys(), subject: 'CN=other' }),
    ]);
    refuses(leaf + other, /followed by other, which is not the certificate of a CA/);
  });

  it('refuses an issuer of the right name with another key', async () => {
    const impostor = await makeCa('Test Intermediate', { issuer: root });
    refuses((await leafOf()) + impostor.pem, /whose key didn't sign it/);
  });

  it("refuses a CA's certificate as leaf", async () => {
    refuses((await leafOf({ ca: true })) + intermediate.pem, /one of a CA/);
  });

  it('refuses what is no chain of certificates', async () => {
    const leaf = await leafOf();
    refuses('', /no certificate in PEM/);
    refuses('<html>502 Bad Gateway</html>', /no certificate in PEM/);
    refuses(leaf.slice(0, -40), /cut off/);
    refuses(leaf + intermediate.pem.slice(0, 200), /cut off/);
    refuses(leaf.replace('MII', 'M!I'), /Certificate 1 of the chain can't be read: it isn't base64/);
    refuses(leaf.replace('MII', 'MIA'), /Certificate 1 of the chain can't be read/);
    refuses(
      `${leaf}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
      /something else.*PRIVATE KEY/,
    );
  });
});

describe('chooseChain', () => {
  it('finds the alternate by its topmost issuer, before a chain that only passes through it', async () => {
    const old = await makeCa('Old Root');
    const crossSigned = await makeCa('Test Root', { issuer: old, keys: root.keys });
    const leaf = await leafOf();
    const long = leaf + intermediate.pem + crossSigned.pem;
    const short = leaf + intermediate.pem;
    assert.equal(chooseChain([long, short], 'Test Root').pem, short);
    assert.equal(chooseChain([short, long], 'Old Root').pem, long);
    assert.equal(chooseChain([short, long], 'Test Intermediate').pem, short);
    check(long);
  });

  it('keeps the default on a miss, and names what there is', async () => {
    const chain = (await leafOf()) + intermediate.pem;
    const short = await leafOf();
    assert.deepEqual(chooseChain([chain, short], 'test root'), {
      pem: chain,
      matched: false,
      available: ['Test Root', 'Test Intermediate'],
    });
  });
});
