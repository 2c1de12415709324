import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../../src/base/secret.ts';

const value = 'correct horse battery staple';
const secret = new Secret(value);

describe('Secret', () => {
  it('is given by reveal alone', () => assert.equal(secret.reveal(), value));

  const written: Record<string, string> = {
    template: `key ${String(secret)}`,
    concatenation: ''.concat(secret as unknown as string),
    join: [secret].join(),
    JSON: JSON.stringify({ nested: [secret] }),
    inspect: inspect({ nested: { secret } }, { depth: null, showHidden: true }),
    'inspect without custom': inspect(secret, { customInspect: false, showHidden: true }),
    '%s': format('%s', secret),
    '%o': format('%o', secret),
    '%O': format('%O', { secret }),
    '%j': format('%j', { secret }),
    error: inspect(new Error('failed', { cause: secret })),
    keys: JSON.stringify(Object.entries(secret)),
    clone: inspect(structuredClone(secret)),
  };
  for (const [way, text] of Object.entries(written)) {
    it(`stays hidden in ${way}`, () => assert.ok(!text.includes('horse'), text));
  }

  it('prints as stars where it is printed at all', () => {
    assert.equal(String(secret), '***');
    assert.equal(JSON.stringify(secret), '"***"');
    assert.equal(inspect(secret), '***');
  });

  it('stays hidden in every method of the console', () => {
    let text = '';
    const stdout = new Writable({
      write(chunk: Buffer, _, done) {
        text += chunk.toString();
        done();
      },
    });
    const printer = new Console(stdout);
    printer.log(secret, { secret });
    printer.dir({ secret }, { showHidden: true });
    printer.table([{ secret }]);
    printer.error('%s %o', secret, secret);
    assert.ok(text.includes('***'));
    assert.ok(!text.includes('horse'), text);
  });
});
