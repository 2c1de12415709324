import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/base/secret.ts';
import { signMessage, verifyReply, type TsigAlgorithm, type TsigKey } from '../../../src/dns/tsig.ts';

/** Messages made with dnspython 2.9.2: one update, its signed form, the signed reply, and a signed BADTIME. */
const nowS = 1_767_225_600;
const unsigned =
  '123428000001000000010000076578616d706c6503636f6d00000600010f5f61636d652d6368616c6c656e676503777777c00c001000010000007800080776616c75652d31';
const signature = '0a5570646174652d4b6579076578616d706c650000fa00ff00000000';
const vectors: Partial<
  Record<TsigAlgorithm, { signed: string; mac: string; reply: string; badTime: string }>
> = {
  'hmac-sha256': {
    signed: `${signature}003d0b686d61632d7368613235360000006955b900012c0020948d057ce30beb2b06034d346cf7400ad1cb6dea0810c609e381781b7436d3ba123400000000`,
    mac: '948d057ce30beb2b06034d346cf7400ad1cb6dea0810c609e381781b7436d3ba',
    reply: `1234a8000001000000000001076578616d706c6503636f6d0000060001${signature}003d0b686d61632d7368613235360000006955b900012c00206f39e87a816182c2c7c90892ba40fc9976412fe8c760bd58ce1e36e62c2f3e66123400000000`,
    badTime: `1234a8090001000000000001076578616d706c6503636f6d0000060001${signature}00430b686d61632d7368613235360000006955b900012c00204bb3cb5fba7d65fb623c97f501a1e04573e5f1b3aabd8c7627513df72a4a8fdd12340012000600006955c710`,
  },
  'hmac-sha512': {
    signed: `${signature}005d0b686d61632d7368613531320000006955b900012c00400aee3d993be7cd0179a508846423985ba00073945654f16f44fbe6079c2883886f5abc4bc35430fbb20d8f87261d2ef0e1b05c822dc41ed2c06945aa32bd1836123400000000`,
    mac: '0aee3d993be7cd0179a508846423985ba00073945654f16f44fbe6079c2883886f5abc4bc35430fbb20d8f87261d2ef0e1b05c822dc41ed2c06945aa32bd1836',
    reply: `1234a8000001000000000001076578616d706c6503636f6d0000060001${signature}005d0b686d61632d7368613531320000006955b900012c0040b42c56850fa258305bc59b0c8034afff07bc4520d1c91e4d0b686696783b27a563b715c0ec7d703a9e36a7800c5656e5b35566195cb32db64db6254360fa3855123400000000`,
    badTime: `1234a8090001000000000001076578616d706c6503636f6d0000060001${signature}00630b686d61632d7368613531320000006955b900012c0040aa3b6fbc38901da5535b7735bf00ed77e120ec70c16780ca975fb6a2744ba45c8bc68aef039aad70b7afe5c7242d83e724baa9aa41b5210512763e88623af55712340012000600006955c710`,
  },
};

function keyOf(algorithm: TsigAlgorithm): TsigKey {
  return {
    name: 'Update-Key.example',
    algorithm,
    secret: new Secret('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ='),
  };
}

for (const [algorithm, { signed, mac, reply, badTime }] of Object.entries(vectors)) {
  const key = keyOf(algorithm as TsigAlgorithm);
  const requestMac = Buffer.from(mac, 'hex');
  const verify = (message: Buffer, more: Partial<Parameters<typeof verifyReply>[1]> = {}) =>
    verifyReply(message, { key, requestMac, nowS, ...more });

  describe(`TSIG with ${algorithm}`, () => {
    it('signs as other software does', () => {
      const made = signMessage(Buffer.from(unsigned, 'hex'), key, nowS);
      assert.equal(made.mac.toString('hex'), mac);
      const counted = unsigned.replace(/^(.{20})0000/, '$10001');
      assert.equal(made.message.toString('hex'), counted + signed);
    });

    it('accepts a signed reply', () => {
      assert.deepEqual(verify(Buffer.from(reply, 'hex')), {
        kind: 'valid',
        error: 0,
        serverTimeS: undefined,
      });
    });

    it("reads the server's time from a signed BADTIME", () => {
      assert.deepEqual(verify(Buffer.from(badTime, 'hex')), {
        kind: 'valid',
        error: 18,
        serverTimeS: nowS + 3600,
      });
    });

    it('refuses a reply of which any byte was changed', () => {
      for (let at = 2; at < reply.length / 2; at += 1) {
        const forged = Buffer.from(reply, 'hex');
        forged[at] = (forged[at] ?? 0) ^ 0x01;
        assert.notEqual(
          outcome(() => verify(forged)),
          'valid',
          `byte ${at}`,
        );
      }
    });

    it('refuses a reply to another request, with another key, or from another time', () => {
      const message = Buffer.from(reply, 'hex');
      assert.equal(verify(message, { requestMac: Buffer.alloc(requestMac.length) }).kind, 'invalid');
      assert.equal(verify(message, { key: { ...key, secret: new Secret('AAAA') } }).kind, 'invalid');
      assert.equal(verify(message, { key: { ...key, name: 'other.example' } }).kind, 'invalid');
      assert.equal(verify(message, { nowS: nowS + 301 }).kind, 'invalid');
      assert.equal(verify(message, { nowS: nowS + 300 }).kind, 'valid');
    });

    it('tells a reply without signature from a signed one', () => {
      const bare = Buffer.from(reply.slice(0, 58), 'hex');
      bare.writeUInt16BE(0, 10);
      assert.deepEqual(verify(bare), { kind: 'unsigned', error: 0 });
    });

    it('throws on a reply that is cut off, at whatever byte', () => {
      for (let length = 12; length < reply.length / 2; length += 1) {
        const cut = Buffer.from(reply, 'hex').subarray(0, length);
        assert.throws(() => verify(cut), RangeError, `${length} bytes`);
      }
    });
  });
}

function outcome(work: () => { kind: string }): string {
  try {
    return work().kind;
  } catch (error) {
    return (error as Error).name;
  }
}
