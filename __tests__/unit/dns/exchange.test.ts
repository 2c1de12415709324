import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { decode, encode, type Answer } from 'dns-packet';
import { createAsk, txtValues, type Query, type Reply } from '../../../src/dns/exchange.ts';
import { systemRandom } from '../../../src/platform/system.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { startLoopback, type Answering, type LoopbackServer } from '../../fakes/dns-server.ts';

const name = '_acme-challenge.example.test';
const value: Answer = { type: 'TXT', name, data: ['on', 'e'] };
const authoritative = 0x0400;
const truncated = 0x0200;

const servers: LoopbackServer[] = [];
after(() => Promise.all(servers.map((server) => server.stop())));

async function ask(answer: Answering, more: Partial<Query> = {}) {
  const server = await startLoopback(answer);
  servers.push(server);
  const clock = fakeClock();
  const controller = new AbortController();
  const query = { server, name, type: 'TXT', recursive: false, ...more } as const;
  const reply = createAsk({ clock, random: systemRandom, timeoutMs: 3_000 })(query, controller.signal);
  return { reply, server, clock, controller };
}

/** The reply to a message, with other fields where told. */
function replyTo(message: Buffer, more: Parameters<typeof encode>[0] = {}): Buffer {
  const { id, questions } = decode(message);
  return encode({ type: 'response', id, questions, flags: authoritative, answers: [value], ...more });
}

function withRcode(reply: Buffer, rcode: number): Buffer {
  const changed = Buffer.from(reply);
  changed.writeUInt16BE((changed.readUInt16BE(2) & 0xfff0) | rcode, 2);
  return changed;
}

describe('asking a DNS server', () => {
  it('gives what the server answered, with its authority', async () => {
    const { reply, server } = await ask((message) => [replyTo(message)]);
    const answered = await reply;
    assert.ok(answered.kind === 'answered');
    assert.deepEqual([answered.rcode, answered.authoritative], ['NOERROR', true]);
    assert.deepEqual(txtValues(answered, name), ['one']);
    const asked = decode(server.received.udp[0] ?? Buffer.alloc(0));
    assert.equal(asked.flag_rd, false);
    assert.deepEqual(
      asked.additionals?.map((record) => record.type === 'OPT' && record.udpPayloadSize),
      [1232],
    );
  });

  it('asks for recursion when told, and compares names whatever their case', async () => {
    const { reply, server } = await ask(
      (message) => [replyTo(message, { questions: [{ type: 'TXT', name: name.toUpperCase() }] })],
      { recursive: true },
    );
    assert.equal((await reply).kind, 'answered');
    assert.equal(decode(server.received.udp[0] ?? Buffer.alloc(0)).flag_rd, true);
  });

  it('turns to TCP when the answer is truncated, even in the middle of a record', async () => {
    const { reply, server } = await ask((message, transport) =>
      transport === 'tcp'
        ? [replyTo(message)]
        : [replyTo(message, { flags: authoritative | truncated }).subarray(0, -3)],
    );
    const answered = await reply;
    assert.ok(answered.kind === 'answered');
    assert.deepEqual(txtValues(answered, name), ['one']);
    assert.equal(server.received.tcp.length, 1);
  });

  it('ignores what is no answer to its question', async () => {
    const { reply } = await ask((message) => [
      Buffer.alloc(3),
      replyTo(message, { id: (message.readUInt16BE(0) + 1) & 0xffff, answers: [] }),
      replyTo(message, { questions: [{ type: 'TXT', name: 'other.test' }], answers: [] }),
      replyTo(message, { questions: [{ type: 'A', name }], answers: [] }),
      message,
      replyTo(message),
    ]);
    const answered = await reply;
    assert.ok(answered.kind === 'answered');
    assert.deepEqual(txtValues(answered, name), ['one']);
  });

  for (const [rcode, expected] of Object.entries<Partial<Reply>>({
    2: { kind: 'refused', rcode: 'SERVFAIL' },
    3: { kind: 'answered', rcode: 'NXDOMAIN' },
    5: { kind: 'refused', rcode: 'REFUSED' },
    11: { kind: 'refused', rcode: 'RCODE 11' },
  })) {
    it(`tells RCODE ${rcode} apart`, async () => {
      const { reply } = await ask((message) => [withRcode(replyTo(message, { answers: [] }), Number(rcode))]);
      assert.partialDeepStrictEqual(await reply, expected);
    });
  }

  it('takes a refusal that leaves the question out', async () => {
    const { reply } = await ask((message) => [
      withRcode(replyTo(message, { questions: [], answers: [] }), 5),
    ]);
    assert.deepEqual(await reply, { kind: 'refused', rcode: 'REFUSED' });
  });

  it('calls a mangled answer unreachable instead of failing', async () => {
    const { reply } = await ask((message) => [replyTo(message).subarray(0, -6)]);
    const mangled = await reply;
    assert.ok(mangled.kind === 'unreachable');
    assert.match(mangled.reason, /^its answer is no DNS message \(/);
  });

  it('asks a silent server three times, and ends with the time', async () => {
    const { reply, server, clock } = await ask(() => []);
    await received(server, 1);
    for (const count of [2, 3]) {
      await clock.advance(1_000);
      await received(server, count);
    }
    await clock.advance(1_000);
    assert.deepEqual(await reply, { kind: 'timeout' });
    assert.equal(clock.pending, 0);
  });

  it('hears at once that nobody listens', async () => {
    const { address, port, stop } = await startLoopback(() => []);
    await stop();
    const askGone = createAsk({ clock: fakeClock(), random: systemRandom, timeoutMs: 3_000 });
    const query = { server: { address, port }, name, type: 'TXT', recursive: false } as const;
    assert.deepEqual(await askGone(query, new AbortController().signal), {
      kind: 'unreachable',
      reason: 'nothing listens there',
    });
  });

  it('ends at once where there is no way to the server', async () => {
    const ask6 = createAsk({ clock: fakeClock(), random: systemRandom, timeoutMs: 3_000 });
    // A link-local address without its link has no route on any machine.
    const query = { server: { address: 'fe80::1', port: 53 }, name, type: 'TXT', recursive: false } as const;
    assert.equal((await ask6(query, new AbortController().signal)).kind, 'unreachable');
  });

  it('ends with the signal, and leaves nothing behind', async () => {
    const { reply, server, clock, controller } = await ask(() => []);
    await received(server, 1);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await assert.rejects(reply, reason);
    assert.equal(clock.pending, 0);
  });

  it('ends inside TCP as well', async () => {
    const { reply, server, clock } = await ask((message, transport) =>
      transport === 'tcp' ? [] : [replyTo(message, { flags: truncated })],
    );
    while (server.received.tcp.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(3_000);
    assert.deepEqual(await reply, { kind: 'timeout' });
  });
});

async function received(server: LoopbackServer, count: number): Promise<void> {
  while (server.received.udp.length < count) await new Promise((resolve) => setImmediate(resolve));
}
