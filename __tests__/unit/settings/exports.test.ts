import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSettings } from '../../../src/settings/parse.ts';
import { contextWith, faultsOf, least, readFrom } from './setting.ts';

const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const exportsOf = (raw: Record<string, string>) => parseSettings({ ...least, ...raw }, contextWith()).exports;

describe('what leaves the runner', () => {
  it('is an artifact without anything said', () => {
    assert.deepEqual(exportsOf({}), {
      artifact: 'certificates',
      retentionDays: undefined,
      ageRecipients: [],
      pfxPassword: undefined,
    });
  });

  it('is what the inputs say', () => {
    const raw = {
      artifact: 'mine',
      'artifact-retention-days': '3',
      'age-recipients': recipient,
      'pfx-password': 'twelve letters',
    };
    const { pfxPassword, ...others } = exportsOf(raw);
    assert.deepEqual(others, { artifact: 'mine', retentionDays: 3, ageRecipients: [recipient] });
    assert.equal(pfxPassword?.reveal(), 'twelve letters');
    assert.equal(exportsOf({ artifact: 'none' }).artifact, undefined);
  });

  it('has its faults told by input, with no secret in them', () => {
    const raw = {
      artifact: 'a/b',
      'artifact-retention-days': '0',
      'age-recipients': `${recipient}\nage1oops\nAGE-SECRET-KEY-1CANARY`,
      'pfx-password': 'CANARY',
    };
    const faults = faultsOf({ ...least, ...raw });
    assert.deepEqual(
      faults.map(({ input, value }) => [input, value]),
      [
        ['artifact', 'a/b'],
        ['artifact-retention-days', '0'],
        ['age-recipients', 'age1oops'],
        ['age-recipients', undefined],
        ['pfx-password', undefined],
      ],
    );
    assert.ok(!JSON.stringify(faults).includes('CANARY'));
  });

  it('is no PFX when only the user has the key', () => {
    const text = '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----';
    const csr = { identifiers: [{ type: 'dns', value: 'a.de' }], keyType: 'ec256' } as const;
    const raw = { csr: 'x.csr', 'dns-provider': 'demo', 'pfx-password': 'twelve letters' };
    const faults = faultsOf(raw, { csr, readText: readFrom({ 'x.csr': text }) });
    assert.deepEqual(
      faults.map(({ input, problem }) => [input, problem]),
      [['pfx-password', 'set together with `csr`']],
    );
  });
});
