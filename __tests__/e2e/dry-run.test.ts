import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';
import { startResultsService, type ResultsService } from '../fakes/results-service.ts';
import { failureOf, onlyCertificate } from './issued.ts';
import { lasting, Machine, type JobResult } from './job.ts';
import { challengeRecords, startLab, zone, type Lab } from './lab.ts';

/** A program that sets no record, as one that talks to another DNS than the world's. */
const elsewhere = { 'dns-provider': 'exec', hook: '/bin/true', 'dns-propagation': 'none' };

interface Case {
  name?: string;
  inputs?: Readonly<Record<string, string>>;
  meddle?: (proxy: Proxy) => void;
  /** The failure's code; none when the CA would issue. */
  code?: string;
}

const caa = {
  action: 'status',
  kind: 'finalize',
  status: 403,
  body: { type: 'urn:ietf:params:acme:error:caa', detail: 'CAA record for this name prevents issuance' },
} as const;

const cases: Readonly<Record<string, Case>> = {
  'that would issue': {},
  'that issues no such name': { name: 'www.blocked.test', code: 'identifier-rejected' },
  'that finds no record, as it is set elsewhere': { inputs: elsewhere, code: 'validation-failed' },
  'that has no right by CAA': { meddle: (proxy) => proxy.fault(caa), code: 'caa' },
};

describe('a dry run of the built action against a CA', { concurrency: 2 }, () => {
  let lab: Lab;
  let service: ResultsService;
  before(async () => {
    lab = await startLab({ pebble: { blockedDomains: ['blocked.test'] } });
    service = await startResultsService();
  });
  after(async () => {
    await service.stop();
    await lab.stop();
  });

  /** Nothing is left of either step: no key or certificate, no state, no artifact, no record. */
  const checkNothingLeft = async ({ main, post }: JobResult, name: string) => {
    assert.deepEqual([post.exitCode, post.log], [0, '']);
    const files = readdirSync(main.temp, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((file) => /\.(pem|pfx|jwe|age|journal)$/.test(file)),
      [],
    );
    assert.equal(existsSync(`${main.temp}/bounded-acme-state`), false);
    assert.doesNotMatch(`${JSON.stringify(main.outputs)}${main.log}`, /-----BEGIN|add-mask/);
    assert.deepEqual([service.cacheEntries, service.artifacts], [[], []]);
    assert.deepEqual(await challengeRecords(lab.dns, name), []);
  };

  let count = 0;
  for (const [title, { name = `dry-${(count += 1)}.${zone}`, inputs, meddle, code }] of Object.entries(
    cases,
  )) {
    it(`${title}: exits with ${code === undefined ? 0 : 1}, and leaves nothing`, async () => {
      const proxy = await startProxy(lab.pebble);
      meddle?.(proxy);
      const step = lab.step(name, { ca: proxy, event: 'pull_request', inputs: { ...lasting, ...inputs } });
      const result = await new Machine(service).run(step);
      await proxy.stop();
      if (code !== undefined) assert.equal(failureOf(result.main).code, code, result.main.log);
      else {
        assert.equal(result.main.exitCode, 0, result.main.log);
        assert.equal(onlyCertificate(result.main).outcome, 'dry-run');
      }
      assert.equal(result.main.outputs['renewed'], 'false');
      await checkNothingLeft(result, name);
    });
  }
});
