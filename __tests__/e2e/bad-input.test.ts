import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import net from 'node:net';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../scripts/servers/ports.ts';
import { runMain, type Step } from './runner.ts';

/** Counts whoever knocks at a port, over UDP or TCP, and answers nobody. */
async function startDoor() {
  const port = await freePort();
  const knocks: string[] = [];
  const udp = dgram.createSocket('udp4').on('message', () => knocks.push('UDP'));
  const tcp = net.createServer((socket) => {
    knocks.push('TCP');
    socket.destroy();
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => tcp.listen(port, '127.0.0.1', resolve));
  return {
    port,
    knocks,
    stop: async () => {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

const secret = 'not-a-good-secret-but-nobody-may-see-it';

interface Case {
  input: string;
  value: string;
  /** What names the fault. */
  says: RegExp;
}

const manyNames = Array.from({ length: 101 }, (_, i) => `n${i}.example.test`).join(' ');

/** Inputs of which each alone must end the run. */
const cases: Readonly<Record<string, Case>> = {
  'empty domains': { input: 'domains', value: '', says: /domains: is empty/ },
  'a name that begins with a hyphen': {
    input: 'domains',
    value: '-bad-.example',
    says: /domains "-bad-\.example": /,
  },
  '101 names': { input: 'domains', value: manyNames, says: /domains: 101 names in the certificate/ },
  'an unknown CA': { input: 'ca', value: 'lets-encript', says: /ca "lets-encript": unknown CA/ },
  'an http directory': {
    input: 'ca',
    value: 'http://127.0.0.1/dir',
    says: /ca "http:\/\/127\.0\.0\.1\/dir": not an https URL/,
  },
  'an unparsable duration': { input: 'timeout', value: 'ten minutes', says: /timeout "ten minutes": / },
  'a CSR that is none': { input: 'csr', value: '/no/such/file.csr', says: /csr "\/no\/such\/file\.csr": / },
  'a weak encryption key': { input: 'encryption-key', value: secret, says: /encryption-key: / },
  'half of an external account': { input: 'eab-kid', value: secret, says: /eab-hmac-key: is empty/ },
  'an account key that is none': { input: 'account-key', value: secret, says: /account-key: / },
  'an unknown provider': { input: 'dns-provider', value: 'rfc2135', says: /dns-provider "rfc2135": / },
  'a word that is no challenge': { input: 'challenge', value: 'smtp-01', says: /challenge "smtp-01": / },
  'an alias that leads to nothing': { input: 'dns-alias', value: 'a.test', says: /dns-alias "a\.test": / },
};

describe('the built action on settings that can be used by nobody', { concurrency: 2 }, () => {
  let door: Awaited<ReturnType<typeof startDoor>>;
  before(async () => {
    door = await startDoor();
  });
  after(() => door.stop());

  const step = (inputs: Record<string, string> = {}, env: Record<string, string> = {}): Step => ({
    inputs: {
      domains: 'www.example.test',
      ca: `https://127.0.0.1:${door.port}/dir`,
      'dns-provider': 'rfc2136',
      'dns-resolvers': `127.0.0.1:${door.port}`,
      ...inputs,
    },
    env: { RFC2136_NAMESERVER: `127.0.0.1:${door.port}`, ...env },
  });

  /** Runs, and gives the log of a run that failed for its settings alone. */
  const faultsOf = async (bad: Step) => {
    const { exitCode, log, stderr, outputs, summary } = await runMain(bad);
    assert.equal(exitCode, 1, log);
    assert.equal(stderr, '');
    assert.match(log, /\[config\]/);
    assert.equal(outputs['outcome'], 'failed');
    assert.equal(outputs['certificates'], '[]');
    assert.deepEqual(door.knocks, []);
    const told = `${log}${JSON.stringify(outputs)}${summary}`;
    assert.ok(!told.includes(secret), 'a secret is told');
    return { log, summary };
  };

  for (const [title, { input, value, says }] of Object.entries(cases)) {
    it(`${title}: fails before anything is contacted`, async () => {
      const { log, summary } = await faultsOf(step({ [input]: value }));
      assert.match(log, says);
      assert.match(summary, new RegExp(input));
    });
  }

  it('a missing credential of the provider, named as lego names it', async () => {
    const { log } = await faultsOf(step({}, { RFC2136_NAMESERVER: '' }));
    assert.match(log, /RFC2136_NAMESERVER: is not set/);
  });

  it('all at once, each named once', async () => {
    const { log } = await faultsOf(
      step(
        {
          domains: `-bad-.example\n${manyNames}`,
          ca: 'http://127.0.0.1/dir',
          timeout: 'ten minutes',
          retries: 'many',
          'key-type': 'ed25519',
          'encryption-key': secret,
          'account-key': secret,
          'dns-alias': 'a.test',
        },
        { RFC2136_NAMESERVER: '', RFC2136_TSIG_KEY: 'key', RFC2136_TSIG_SECRET: secret },
      ),
    );
    const [, happened = ''] = /\[config\]\n([\s\S]*?)What to do:/.exec(log) ?? [];
    const named = [
      'domains "-bad-.example"',
      'domains: 101 names',
      'ca "http:',
      'timeout "ten minutes"',
      'retries "many"',
      'key-type "ed25519"',
      'encryption-key:',
      'account-key:',
      'dns-alias',
      'RFC2136_NAMESERVER:',
      'RFC2136_TSIG_SECRET:',
    ];
    for (const fault of named) assert.equal(happened.split(fault).length - 1, 1, `${fault} in:\n${happened}`);
  });
});
