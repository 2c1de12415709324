import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chunksWith, fingerprint, readBundle } from './architecture/bundles.ts';
import { effectChecks } from './architecture/effects.ts';
import { functionChecks } from './architecture/functions.ts';
import { importChecks } from './architecture/imports.ts';
import { sizeChecks } from './architecture/sizes.ts';
import { parseTree, readSources, type Check, type Files } from './architecture/tree.ts';

const checks = [...importChecks, ...effectChecks, ...functionChecks, ...sizeChecks];
const tree = parseTree(readSources());

describe('architecture of src/', () => {
  it('reads the tree', () => assert.ok(tree.modules.length > 20));

  for (const check of checks) {
    describe(check.rule, () => {
      it('holds', () => assert.deepEqual(tellAll(check, tree), []));
      for (const [index, files] of check.breaches.entries()) {
        it(`finds breach ${index + 1}: ${titleOf(files)}`, () => {
          assert.notDeepEqual(tellAll(check, parseTree(files)), []);
        });
      }
      for (const [index, files] of (check.allowed ?? []).entries()) {
        it(`allows ${index + 1}: ${titleOf(files)}`, () => {
          assert.deepEqual(tellAll(check, parseTree(files)), []);
        });
      }
    });
  }
});

function tellAll(check: Check, where: typeof tree): readonly string[] {
  return check.find(where).map(({ path, line, what }) => `src/${path}:${line} ${what}`);
}

function titleOf(files: Files): string {
  const [path, text] = Object.entries(files).at(-1) ?? ['', ''];
  return `${path}: ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 70)}`;
}

describe('architecture of dist/', () => {
  const main = readBundle('main');
  const cli = readBundle('cli');
  const actions = fingerprint('@actions/core/lib/*.js');

  it('has the three bundles', () => {
    for (const entry of ['main', 'post', 'cli'])
      assert.ok('index.js' in readBundle(entry), `dist/${entry} is not built`);
  });

  it('talks to the runner from main, and holds nothing of @actions in cli', () => {
    assert.notDeepEqual(chunksWith(main, actions), [], 'the fingerprint recognises nothing');
    assert.deepEqual(chunksWith(cli, actions), []);
  });

  for (const [name, pattern] of [
    ['acme-client', 'acme-client/src/http.js'],
    ['axios', 'axios/dist/node/axios.cjs'],
    ['aws4fetch', 'aws4fetch/dist/aws4fetch.esm.mjs'],
  ] as const) {
    it(`loads ${name} only when it is needed`, () => {
      for (const bundle of [main, cli]) {
        const chunks = chunksWith(bundle, fingerprint(pattern));
        assert.notDeepEqual(chunks, [], 'the fingerprint recognises nothing');
        assert.ok(!chunks.includes('index.js'), `${name} is in the chunk that is loaded at the start`);
      }
    });
  }

  it('loads the DNS providers, and what only they need, after the start', () => {
    for (const bundle of [main, cli, readBundle('post')]) {
      const chunks = chunksWith(bundle, ['createCloudflare(', 'providerOfRecords(']);
      assert.equal(chunks.length, 1, 'the providers are not recognised in the bundle');
      assert.ok(!chunks.includes('index.js'), 'the providers are in the chunk that is loaded at the start');
    }
  });

  it('would find a package that is loaded at the start', () => {
    const everything = { 'index.js': Object.values(main).join('\n') };
    assert.deepEqual(chunksWith(everything, fingerprint('axios/dist/node/axios.cjs')), ['index.js']);
  });
});
