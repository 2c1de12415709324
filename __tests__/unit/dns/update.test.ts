import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { AppError } from '../../../src/base/errors.ts';
import { Secret } from '../../../src/base/secret.ts';
import type { TsigKey } from '../../../src/dns/tsig.ts';
import { encodeUpdate, sendUpdate } from '../../../src/dns/update.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { startLoopback, type LoopbackServer } from '../../fakes/dns-server.ts';

const random = { bytes: () => Buffer.from('1234', 'hex'), fraction: () => 0 };
const record = { name: '_acme-challenge.www.example.com', value: 'value-1' };
const zone = 'example.com';
const key: TsigKey = { name: 'update-key', algorithm: 'hmac-sha256', secret: new Secret('c2VjcmV0') };

const servers: LoopbackServer[] = [];
after(() => Promise.all(servers.map((server) => server.stop())));

/** Sends an update to a server that answers it with an RCODE and without a signature. */
async function sendTo(rcode: number, more: { key?: TsigKey } = {}): Promise<void> {
  const server = await startLoopback((message) => {
    const header = Buffer.from(message.subarray(0, 12)).fill(0, 4);
    header.writeUInt16BE(0xa800 | rcode, 2);
    return [header];
  });
  servers.push(server);
  const change = { verb: 'add', ttlS: 120 } as const;
  const update = {
    server,
    zone,
    record,
    change,
    key: more.key,
    clock: fakeClock(),
    random,
    timeoutMs: 2_000,
  };
  await sendUpdate(update, new AbortController().signal);
}

async function refusal(rcode: number, more: { key?: TsigKey } = {}): Promise<AppError> {
  const [outcome] = await Promise.allSettled([sendTo(rcode, more)]);
  assert.ok(outcome.status === 'rejected');
  return outcome.reason as AppError;
}

describe('a dynamic update', () => {
  const header = '1234280000010000000100000765' + '78616d706c6503636f6d0000060001';
  const owner = '0f5f61636d652d6368616c6c656e67650377777707' + '6578616d706c6503636f6d00';

  it('adds one record (RFC 2136 2.5.1)', () => {
    const made = encodeUpdate({ zone, record, change: { verb: 'add', ttlS: 120 }, random });
    assert.equal(made.toString('hex'), `${header}${owner}0010000100000078` + '00080776616c75652d31');
  });

  it('deletes one record by class NONE and TTL 0 (RFC 2136 2.5.4)', () => {
    const made = encodeUpdate({ zone, record, change: { verb: 'delete' }, random });
    assert.equal(made.toString('hex'), `${header}${owner}001000fe00000000` + '00080776616c75652d31');
  });

  it('is done when the server says so', async () => {
    await sendTo(0);
  });

  it("isn't done when nobody signed the success", async () => {
    const error = await refusal(0, { key });
    assert.match(error.message, /isn't signed with the key update-key/);
    assert.notEqual(error.details.retryable, true);
  });

  it('tells each refusal in words, with a remedy', async () => {
    const says: Record<number, RegExp> = {
      2: /SERVFAIL/,
      4: /takes no dynamic updates/,
      5: /does not allow the key update-key to change zone example\.com \(REFUSED\)/,
      9: /no primary for zone example\.com/,
      10: /lies outside zone example\.com/,
      15: /error 15/,
    };
    for (const [rcode, pattern] of Object.entries(says)) {
      const error = await refusal(Number(rcode), { key });
      assert.match(error.message, pattern);
      assert.ok(error.details.hint);
      assert.equal(error.details.retryable, rcode === '2');
    }
  });
});
