import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPebble, type Pebble } from '../../scripts/servers/pebble.ts';
import { certificatesOf, type ToldCertificate } from './issued.ts';
import { externalAccount, startLab, tsigKey, zone, type Lab } from './lab.ts';
import { runMain, type Step, type StepResult } from './runner.ts';

/** The name by which the lab's CA finds itself in CAA records. */
const caIdentity = 'ca.example.net';

const records = `
@ IN CAA 0 issue "${caIdentity}; validationmethods=dns-01"
forbidden IN CAA 0 issue "other.example"
nowild IN CAA 0 issue "${caIdentity}"
nowild IN CAA 0 issuewild ";"
www.left IN A 127.0.0.1
_acme-challenge.left IN TXT "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0"
*.parked IN TXT "v=spf1 -all"
_acme-challenge.led IN CNAME led.acme.test.
_acme-challenge.astray IN CNAME nowhere.unknown.
_validation-persist.persist IN TXT "${caIdentity}; accounturi=https://elsewhere.example/acct/1"
broken IN NS ns.broken
ns.broken IN A 127.0.0.9
`;

interface ToldFinding {
  severity: string;
  subject: string;
  what: string;
  remedy: string;
}

function findingsOf(result: StepResult, name: string): ToldFinding[] {
  const told = certificatesOf(result).find((one) => one.name === name);
  assert.ok(told, `${name} is missing\n${result.log}${result.stderr}`);
  return (told as ToldCertificate & { findings?: ToldFinding[] }).findings ?? [];
}

describe('the built action in the mode preflight', () => {
  let lab: Lab;
  let strict: Pebble;
  before(async () => {
    lab = await startLab({
      pebble: { caaIdentities: [caIdentity] },
      zones: [
        { name: zone, records },
        { name: `half.${zone}`, nameServers: ['127.0.0.1', '127.0.0.9'] },
        { name: 'acme.test' },
      ],
    });
    strict = await startPebble({
      caaIdentities: [caIdentity],
      externalAccounts: { [externalAccount.kid]: externalAccount.hmacKey },
    });
  });
  after(async () => {
    await strict.stop();
    await lab.stop();
  });

  /** A step that gets no secret: neither the key nor anything in its environment that changes the DNS. */
  const step = (domains: string, { inputs = {}, event }: Pick<Step, 'event'> & Partial<Step> = {}): Step => ({
    ...(event === undefined ? {} : { event }),
    inputs: { ...lab.step(domains).inputs, 'encryption-key': '', mode: 'preflight', ...inputs },
  });

  it('finds nothing against names that are well, and asks the CA for its directory alone', async () => {
    const asked = lab.proxy.requests.length;
    const result = await runMain(step(`www.${zone} *.${zone}\nled.${zone}`));
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(result.outputs['outcome'], 'checked');
    assert.equal(result.outputs['renewed'], 'false');
    assert.deepEqual(findingsOf(result, `www.${zone}`), []);
    const [led] = findingsOf(result, `led.${zone}`);
    assert.equal(led?.severity, 'notice');
    assert.match(`${led.subject} ${led.what}`, /CNAME to led\.acme\.test.*zone acme\.test/);
    assert.deepEqual(
      lab.proxy.requests.slice(asked).map(({ kind }) => kind),
      ['dir'],
    );
  });

  it('finds everything at once, and fails where a renewal would', async () => {
    const names = ['forbidden', 'nowild', 'left', 'astray', 'broken', 'persist', 'parked', 'well'];
    const domains = names.map((name) => `${name}.${zone}${name === 'nowild' ? ` *.nowild.${zone}` : ''}`);
    const result = await runMain(step(domains.join('\n')));
    assert.equal(result.exitCode, 1, result.log);
    assert.equal(result.outputs['outcome'], 'failed');
    const gravest = Object.fromEntries(
      names.map((name) => [name, findingsOf(result, `${name}.${zone}`).map(({ severity }) => severity)]),
    );
    assert.deepEqual(gravest, {
      forbidden: ['error'],
      nowild: ['error'],
      left: ['warning'],
      astray: ['error'],
      broken: ['error', 'error'],
      persist: ['warning'],
      parked: [],
      well: [],
    });
    const outcomes = certificatesOf(result).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, [
      'failed',
      'failed',
      'checked',
      'failed',
      'failed',
      'checked',
      'checked',
      'checked',
    ]);
    const [forbidden] = findingsOf(result, `forbidden.${zone}`);
    assert.match(forbidden?.what ?? '', /"other\.example" is another CA/);
    assert.match(forbidden?.remedy ?? '', new RegExp(`forbidden.${zone}. CAA 0 issue "${caIdentity}"`));
    assert.match(findingsOf(result, `nowild.${zone}`)[0]?.what ?? '', /`issuewild`.*\*\.nowild/);
    assert.match(
      findingsOf(result, `left.${zone}`)[0]?.what ?? '',
      /LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0/,
    );
    assert.match(result.summary, /Findings/);
    assert.match(result.summary, /Severity/);
    assert.match(result.log, /^::error title=/m);
  });

  it('warns of a server that fails beside one that serves', async () => {
    const result = await runMain(step(`half.${zone}`));
    assert.equal(result.exitCode, 0, result.log);
    const [finding, ...more] = findingsOf(result, `half.${zone}`);
    assert.deepEqual(more, []);
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.what, /ns2\.half\.example\.test \(127\.0\.0\.9.*nothing listens there/);
  });

  it('looks into the DNS although the CA is down, and the other way round', async () => {
    const ca = 'https://127.0.0.1:9/directory';
    const down = await runMain(step(`left.${zone}`, { inputs: { ca } }));
    assert.equal(down.exitCode, 1, down.log);
    assert.equal(down.outputs['outcome'], 'failed');
    assert.match(down.log, /127\.0\.0\.1:9\/directory: No usable answer from the CA/);
    assert.match(down.log, /LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0/);
    const deaf = await runMain(
      step(`left.${zone}`, { inputs: { 'dns-resolvers': '127.0.0.1:9', profile: 'no-such' } }),
    );
    assert.equal(deaf.exitCode, 1, deaf.log);
    assert.match(deaf.log, /no certificate profile "no-such"/);
    assert.match(deaf.log, /No DNS resolver could tell/);
  });

  it('says that the CA wants accounts bound, as a warning to whom no secret is given', async () => {
    const inputs = { ca: strict.directoryUrl, 'ca-certificates': strict.caFile };
    const result = await runMain(step(`www.${zone}`, { inputs }));
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.log, /eab-kid/);
  });

  it("holds the runner's clock against the CA's", async () => {
    const tenMinutesAhead = 'const now = Date.now; Date.now = () => now() + 600_000';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tenMinutesAhead)}` };
    const result = await runMain({ ...step(`www.${zone}`), env });
    assert.equal(result.exitCode, 1, result.log);
    assert.match(result.log, /The runner's clock: It is (10 min|9 min 59 s|10 min 1 s) ahead of the CA's/);
    assert.equal(result.outputs['outcome'], 'failed');
  });

  it('is what a dry run becomes on a pull request without secrets', async () => {
    const withoutSecret = {
      RFC2136_NAMESERVER: lab.dns.dnsServer,
      RFC2136_TSIG_KEY: tsigKey.name,
      RFC2136_TSIG_SECRET: '',
    };
    const of = (name: string) => ({
      ...step(`${name}.${zone}`, { event: 'pull_request', inputs: { mode: 'auto' } }),
      env: withoutSecret,
    });
    const [well, forbidden] = await Promise.all([runMain(of('www')), runMain(of('forbidden'))]);
    assert.equal(well.exitCode, 0, well.log);
    assert.match(well.log, /^event pull_request without secrets .*: preflight on /);
    assert.match(well.summary, /Mode <b>preflight<\/b> \(event pull&#95;request without secrets/);
    assert.equal(well.outputs['outcome'], 'checked');
    assert.equal(forbidden.exitCode, 1, forbidden.log);
  });
});
