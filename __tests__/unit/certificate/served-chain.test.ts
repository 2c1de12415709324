import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { readServedChain } from '../../../src/certificate/served-chain.ts';
import { makeCa, makeKeys, makeLeaf, type TestCa } from '../../fixtures/certificates.ts';

describe('readServedChain', () => {
  let root: TestCa;
  let upper: TestCa;
  let lower: TestCa;
  let leaf: string;
  before(async () => {
    root = await makeCa('Root');
    upper = await makeCa('Upper', { issuer: root });
    lower = await makeCa('Lower', { issuer: upper });
    const names = [
      { type: 'dns', value: 'a.example' },
      { type: 'dns', value: '*.b.example' },
      { type: 'ip', value: '192.0.2.7' },
    ] as const;
    leaf = await makeLeaf(lower, { keys: await makeKeys(), names });
  });

  const read = (issuers: readonly string[], name = 'a.example', storedChainPem?: string) =>
    readServedChain([leaf, ...issuers], { name, storedChainPem });

  it('describes the leaf', () => {
    const { certificate, names } = read([lower.pem, upper.pem]);
    assert.equal(certificate.issuer, 'Lower');
    assert.equal(certificate.chainPem, lower.pem + upper.pem);
    assert.deepEqual(names, ['a.example', '*.b.example', '192.0.2.7']);
  });

  const matches: [string, boolean][] = [
    ['a.example', true],
    ['A.Example', true],
    ['x.b.example', true],
    ['x.y.b.example', false],
    ['b.example', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
  ];
  for (const [name, good] of matches) {
    it(`is ${good ? '' : 'not '}good for ${name}`, () => assert.equal(read([], name).matches, good));
  }

  it('finds nothing wrong with a whole chain, with or without its root', () => {
    assert.equal(read([lower.pem, upper.pem]).fault, undefined);
    assert.equal(read([lower.pem, upper.pem, root.pem]).fault, undefined);
  });

  it('misses the issuers', () => {
    assert.match(read([]).fault ?? '', /no issuer's certificate/);
    assert.match(
      read([], 'a.example', lower.pem + upper.pem + root.pem).fault ?? '',
      /missing: Lower, Upper$/,
    );
    assert.match(read([lower.pem], 'a.example', lower.pem + upper.pem).fault ?? '', /missing: Upper$/);
    assert.equal(read([], 'a.example', root.pem).fault, undefined, 'a root need not be shown');
  });

  it('sees a wrong order, and a stranger in the chain', async () => {
    assert.match(read([upper.pem, lower.pem]).fault ?? '', /out of order: a\.example is followed by Upper/);
    const stranger = await makeCa('Stranger');
    assert.match(read([stranger.pem]).fault ?? '', /broken: a\.example is followed by Stranger/);
  });

  it('sees a certificate that is signed by itself', () => {
    assert.match(
      readServedChain([root.pem], { name: 'a.example', storedChainPem: undefined }).fault ?? '',
      /itself/,
    );
  });

  it('takes no issuer for another one of the same name', async () => {
    const impostor = await makeCa('Lower', { issuer: upper });
    assert.match(read([impostor.pem, upper.pem]).fault ?? '', /broken/);
  });
});
