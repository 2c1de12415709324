import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, ConfigError, errorCodes, type ErrorDetails } from '../../../src/base/errors.ts';
import { pendingOrderNext } from '../../../src/report/advice.ts';
import { explain, titles } from '../../../src/report/explain.ts';
import { anyError, fourFaults, orderTimeout, propagationTimeout, rateLimited } from './samples.ts';

const everything: ErrorDetails = {
  hint: 'Do this first',
  phase: 'validation',
  identifiers: [{ identifier: 'a.example', reason: 'no such thing' }],
  url: 'https://ca.example/order/7',
  lastStatus: 'pending',
  attempts: 3,
  spentMs: 61_000,
  retryAtMs: Date.UTC(2026, 7, 6, 11, 2),
  link: 'https://ca.example/help',
  also: ['A record stayed behind'],
};

describe('explain', () => {
  for (const code of errorCodes) {
    it(`has words for ${code}, with and without details`, () => {
      for (const details of [{}, everything]) {
        const { title, happened, remedies, next } = explain(anyError(code, details));
        assert.equal(title, titles[code]);
        for (const text of [title, happened, ...remedies, next]) {
          assert.match(text, /\S/);
          assert.doesNotMatch(text, /undefined|NaN|null|\[object/);
        }
        assert.ok(remedies.length > 0, 'says what to do');
      }
    });

    it(`passes everything known about ${code} on`, () => {
      if (code === 'config') return;
      const { happened, remedies } = explain(anyError(code, everything));
      const wanted = ['What the thrower knew', 'a.example: no such thing', 'validation', '61 s', 'pending'];
      wanted.push(
        'https://ca.example/order/7',
        'Attempts: 3',
        '2026-08-06 11:02 UTC',
        'A record stayed behind',
      );
      for (const part of wanted) assert.ok(happened.includes(part), `${part} in: ${happened}`);
      assert.equal(remedies[0], 'Do this first.', "the thrower's own hint comes first");
    });
  }

  it('gives every code a title of its own, without a value in it', () => {
    assert.equal(new Set(Object.values(titles)).size, errorCodes.length);
  });

  it('invents no number, name or address that the error does not hold', () => {
    for (const code of errorCodes) {
      const { happened } = explain(new AppError(code, 'Words'));
      assert.doesNotMatch(happened, /https?:|\d/, code);
    }
  });
});

describe('explain order-timeout', () => {
  const { happened, remedies, next } = explain(orderTimeout);

  it('names the order, its last status, the attempts and the time', () => {
    for (const part of ['/acme/order/1234567/890123456', 'processing', 'Attempts: 4', '95 s']) {
      assert.ok(happened.includes(part), part);
    }
  });

  it('names the inputs to raise and what becomes of the order', () => {
    assert.match(remedies.join('\n'), /`order-timeout` or `retries`/);
    assert.equal(next, pendingOrderNext(orderTimeout));
    assert.match(next, /starts a new order/);
    assert.match(explain(orderTimeout.with({ resumes: true })).next, /goes on with it by its URL/);
  });

  it('does not claim that the CA was processing when it was not', () => {
    const ready = new AppError('order-timeout', 'Time is up', { lastStatus: 'ready' });
    assert.match(explain(ready).happened, /stood at `ready`/);
    assert.doesNotMatch(explain(ready).happened, /still processing/);
  });
});

describe('explain what comes next', () => {
  const passing = [
    'ca-unreachable',
    'ca-error',
    'rate-limited',
    'validation-timeout',
    'order-timeout',
    'dns-provider',
    'dns-propagation-timeout',
    'deadline',
    'cancelled',
    'internal',
  ] as const;
  for (const code of passing) {
    it(`goes on with a stored order after ${code}, and says so`, () => {
      for (const details of [{}, everything]) {
        const error = anyError(code, { ...details, resumes: true });
        assert.equal(explain(error).next, pendingOrderNext(error));
        assert.doesNotMatch(explain(anyError(code, details)).next, /order is stored/);
      }
    });
  }

  it('speaks of the proxy first when that refused', () => {
    const refused = new AppError('ca-unreachable', 'No', { lastStatus: 'proxy' });
    assert.match(explain(refused).remedies[0] ?? '', /HTTPS_PROXY.*NO_PROXY/);
  });

  it('names the program that failed, and speaks of its output only when there is some', () => {
    const failed = (name: string, ran: boolean) => {
      const error = new AppError('hook', 'No', { hint: 'Do this', program: { name, ran } });
      const { happened, remedies } = explain(error);
      return { happened, remedies: remedies.join('\n') };
    };
    assert.match(failed('http-hook', true).happened, /^The program that `http-hook` names failed/);
    assert.match(failed('EXEC_PATH', true).happened, /^The program that `EXEC_PATH` names failed/);
    assert.match(failed('http-hook', true).remedies, /own output/);
    assert.doesNotMatch(failed('http-hook', true).remedies, /is executable/);
    assert.match(failed('lego', false).happened, /^The program `lego` could not be started/);
    assert.equal(failed('lego', false).remedies, 'Do this.');
  });

  it('does not blame the DNS provider, or its credential, for what it was not asked', () => {
    for (const liesAt of ['settings', 'resolvers'] as const) {
      const { title, happened, remedies } = explain(
        new AppError('dns-provider', 'None', { hint: 'Do this', liesAt }),
      );
      assert.notEqual(title, titles['dns-provider']);
      assert.doesNotMatch(happened, /refused|did not make/);
      assert.deepEqual(remedies, ['Do this.']);
      assert.equal(explain(new AppError('dns-provider', 'None', { liesAt })).remedies.length, 1);
    }
  });

  it('guesses no cause of a provider failure that the provider has named', () => {
    const named = new AppError('dns-provider', 'No zone holds it', { hint: 'Create the zone' });
    assert.deepEqual(explain(named).remedies, ['Create the zone.']);
    const failing = explain(named.with({ attempts: 3 })).remedies.join('\n');
    assert.match(failing, /status page/);
    assert.doesNotMatch(failing, /credential/);
  });

  it('speaks of the program when a hook failed, and of no credential', () => {
    assert.doesNotMatch(explain(new AppError('hook', 'No')).remedies.join(), /credential/);
  });
});

describe('explain the refusals of CAs', () => {
  it('says until when to wait, and where the limits are explained', () => {
    const { remedies, next, links } = explain(rateLimited);
    assert.match(remedies[0] ?? '', /2026-08-06 11:02 UTC/);
    assert.ok(remedies.join().includes(rateLimited.details.link ?? '-'));
    assert.ok(links.includes(rateLimited.details.link ?? '-'));
    assert.match(next, /after 2026-08-06 11:02 UTC/);
  });

  it("knows Let's Encrypt's page of limits by the host alone, and no page for a CA it doesn't know", () => {
    const at = (url: string) => explain(new AppError('rate-limited', 'No', { url })).remedies.join('\n');
    assert.match(at('https://acme-v02.api.letsencrypt.org/x'), /letsencrypt\.org\/docs\/rate-limits/);
    assert.doesNotMatch(at('https://letsencrypt.org.evil.example/x'), /https:/);
  });

  it('leads to the portal where a pause is lifted', () => {
    const portal = 'https://portal.letsencrypt.org/sfe/v1/unpause?jwt=abc.def';
    assert.ok(
      explain(new AppError('paused', 'Paused', { link: portal }))
        .remedies.join()
        .includes(portal),
    );
  });

  it('makes no link of what is not plain https', () => {
    for (const link of [
      'javascript:alert(1)',
      'http://a.example/',
      'https://good@evil.example/',
      'https://a.example/"x',
    ]) {
      assert.ok(!explain(new AppError('paused', 'Paused', { link })).links.includes(link), link);
    }
  });

  it('writes the CAA record to set, for wildcards the one for wildcards', () => {
    const identifiers = ['a.example', '*.b.example'].map((identifier) => ({
      identifier,
      reason: 'forbidden',
    }));
    const told = (url: string) =>
      explain(new AppError('caa', 'CAA forbids', { url, identifiers })).remedies.join('\n');
    assert.match(told('https://acme.zerossl.com/v2/DV90'), /`a\.example\. CAA 0 issue "sectigo\.com"`/);
    assert.match(
      told('https://acme-v02.api.letsencrypt.org/'),
      /`b\.example\. CAA 0 issuewild "letsencrypt\.org"`/,
    );
    assert.match(told('https://ca.example/'), /caaIdentities/);
  });

  it('tells name servers that do not answer from records that forbid', () => {
    const silent = new AppError('caa', 'DNS problem: SERVFAIL looking up CAA for a.example');
    assert.match(explain(silent).remedies[0] ?? '', /answer CAA queries/);
  });

  it('speaks of the credential first when the DNS provider refused', () => {
    const refused = new AppError('dns-provider', 'The server refused', { lastStatus: '403' });
    assert.match(explain(refused).happened, /refused the change/);
    assert.match(explain(refused).remedies[0] ?? '', /credential/);
  });
});

describe('explain config', () => {
  it('lists every fault and its remedy', () => {
    const { happened, remedies } = explain(fourFaults);
    for (const input of ['domains', 'ca', 'timeout', 'PDNS_API_KEY']) {
      assert.match(happened, new RegExp(`^- ${input}\\b`, 'm'));
      assert.ok(
        remedies.some((remedy) => remedy.startsWith(`\`${input}\`: `)),
        input,
      );
    }
  });

  it('keeps a fault on its own line whatever its value holds', () => {
    const faults = [{ input: 'domains', value: 'a\n- forged: line', problem: 'Bad', remedy: 'Mend it.' }];
    const { happened } = explain(new ConfigError(faults));
    assert.doesNotMatch(happened, /^- forged/m);
  });
});

describe('explain dns-propagation-timeout', () => {
  it('tells every server and what it answered, and how to ask the first that lacks it', () => {
    const { happened, remedies } = explain(propagationTimeout);
    assert.match(
      happened,
      /^- _acme-challenge\.example\.org at ns2\.dns\.example \(198\.51\.100\.2:5353\): 1 of 2 values$/m,
    );
    assert.match(happened, /at ns3\.dns\.example \(no address\): its name has no address$/m);
    assert.match(remedies.join(), /`dig \+norecurse TXT _acme-challenge\.example\.org @ns2\.dns\.example`/);
  });

  it('makes no command of what a name server calls itself', () => {
    const server = { name: 'a', of: 'zone a', server: 'x`; rm -rf /', address: '192.0.2.1' };
    const error = new AppError('dns-propagation-timeout', 'No', {
      servers: [{ ...server, answer: 'NXDOMAIN', isThere: false }],
    });
    assert.doesNotMatch(explain(error).remedies.join(), /rm -rf/);
  });
});
