import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Faults, seededRandom, type SeenRequest } from '../../../scripts/servers/faults.ts';
import { stillPending, stillProcessing } from '../../../scripts/servers/states.ts';

function request(over: Partial<SeenRequest> = {}): SeenRequest {
  return {
    method: 'POST',
    path: '/my-order/1',
    kind: 'order',
    postAsGet: true,
    payload: undefined,
    headers: {},
    atMs: 0,
    status: undefined,
    fault: undefined,
    ...over,
  };
}

function met(faults: Faults, requests: readonly SeenRequest[]): boolean[] {
  return requests.map((one) => faults.meet(one) !== undefined);
}

describe('faults', () => {
  it('meet what fits everything given', () => {
    const faults = new Faults();
    faults.add({ kind: ['order', 'authz'], method: 'POST', when: (r) => r.postAsGet, action: 'hang' });
    const requests = [
      request(),
      request({ kind: 'authz' }),
      request({ kind: 'cert' }),
      request({ method: 'GET' }),
      request({ postAsGet: false }),
    ];
    assert.deepEqual(met(faults, requests), [true, true, false, false, false]);
  });

  it('pass the first `skip` requests and meet the next `times`', () => {
    const faults = new Faults();
    faults.add({ kind: 'order', action: 'reset', skip: 1, times: 2 });
    const requests = [request(), request({ kind: 'dir' }), request(), request(), request()];
    assert.deepEqual(met(faults, requests), [false, false, true, true, false]);
  });

  it('leave a request to the next fault when one is used up', () => {
    const faults = new Faults();
    faults.add({ action: 'status', status: 503, times: 1 });
    faults.add({ action: 'hang' });
    assert.equal(faults.meet(request())?.action, 'status');
    assert.equal(faults.meet(request())?.action, 'hang');
    faults.clear();
    assert.equal(faults.meet(request()), undefined);
  });

  it('take every answer that is an order for an order, where states are concerned', () => {
    const processing = new Faults();
    processing.add({ kind: 'order', action: 'order-processing' });
    const kinds = (['newOrder', 'finalize', 'order', 'authz'] as const).map((kind) => request({ kind }));
    assert.deepEqual(met(processing, kinds), [true, true, true, false]);
    const hanging = new Faults();
    hanging.add({ kind: 'order', action: 'hang' });
    assert.deepEqual(met(hanging, kinds), [false, false, true, false]);
  });

  it('refuse every nth nonce, or the same share of them on every run', () => {
    const every = new Faults();
    every.add({ action: 'bad-nonce', every: 3 });
    assert.deepEqual(
      met(
        every,
        Array.from({ length: 6 }, () => request()),
      ),
      [false, false, true, false, false, true],
    );
    assert.equal(every.meet(request({ method: 'GET' })), undefined);
    const shares = [1, 2].map(() => {
      const half = new Faults();
      half.add({ action: 'bad-nonce', probability: 0.5, seed: 7 });
      return met(
        half,
        Array.from({ length: 200 }, () => request()),
      );
    });
    assert.deepEqual(shares[0], shares[1]);
    const refused = shares[0]?.filter(Boolean).length ?? 0;
    assert.ok(refused > 80 && refused < 120, `${refused} of 200`);
  });

  it('draw other numbers from another seed', () => {
    assert.notEqual(seededRandom(1)(), seededRandom(2)());
  });
});

describe('states held back', () => {
  const order = { status: 'valid', finalize: 'https://ca/f', certificate: 'https://ca/c' };

  it('keep an issued order processing, and take its certificate away', () => {
    assert.deepEqual(stillProcessing(order), { status: 'processing', finalize: 'https://ca/f' });
  });

  it('leave alone what is not an issued order', () => {
    for (const json of [{ ...order, status: 'ready' }, { status: 'valid', challenges: [] }, 'text', null]) {
      assert.equal(stillProcessing(json), json);
    }
  });

  it('keep an authorization and its challenges pending, whichever way they ended', () => {
    const challenge = { type: 'dns-01', status: 'invalid', error: { type: 'dns' }, validated: 'today' };
    assert.deepEqual(stillPending({ status: 'invalid', challenges: [challenge] }), {
      status: 'pending',
      challenges: [{ type: 'dns-01', status: 'pending' }],
    });
  });

  it('keep an order pending that would be ready, but not one that is issued', () => {
    assert.deepEqual(stillPending({ ...order, status: 'ready' }), { ...order, status: 'pending' });
    assert.equal(stillPending(order), order);
  });
});
