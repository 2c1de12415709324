import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../../src/base/errors.ts';
import { readFlags, usage } from '../../../src/platform/flags.ts';
import { inputNames } from '../../../src/settings/inputs.ts';

const faultsOf = (...args: string[]) => {
  try {
    readFlags(args);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.faults.map(({ input, problem, remedy }) => `${input}: ${problem}: ${remedy}`);
  }
};

describe('the command line', () => {
  it('gives inputs by name, in both ways of writing', () => {
    assert.deepEqual(
      { ...readFlags(['--domains', 'a.example b.example', '--timeout=5m']) },
      {
        domains: 'a.example b.example',
        timeout: '5m',
      },
    );
  });

  it('tells all faults at once', () => {
    const faults = faultsOf('--domain', 'a.example', '--timeout', '--retries', '--nonsense', 'x');
    assert.deepEqual(
      faults.map((fault) => fault.slice(0, fault.indexOf(':'))),
      ['--domain', '--timeout', '--nonsense'],
    );
    assert.match(faults[0] ?? '', /Did you mean --domains\?/);
  });

  for (const [title, args, wanted] of [
    ['a flag without its value', ['--retries'], /^--retries: no value: Give one: --retries VALUE/],
    ['names without a flag', ['www.example.com'], /Names go to `--domains/],
    ['a value that lost its quotes', ['--domains', 'a.example', 'b.example'], /needs quotes/],
    ['a short flag', ['-d', 'a.example'], /^-d: no such flag/],
    [
      'a secret, whose value it keeps to itself',
      ['--encryption-key', 'hunter2'],
      /BOUNDED_ACME_ENCRYPTION_KEY instead/,
    ],
  ] as const) {
    it(`refuses ${title}`, () => {
      const faults = faultsOf(...args).join('\n');
      assert.match(faults, wanted);
      assert.doesNotMatch(faults, /hunter2|a\.example\b(?! www)/);
    });
  }

  it('is explained with every input, no line wider than the page', () => {
    const text = usage(80);
    for (const name of inputNames) {
      const variable = `BOUNDED_ACME_${name.toUpperCase().replaceAll('-', '_')}`;
      assert.ok(text.includes(`--${name} VALUE`) || text.includes(variable) || !text.includes(name), name);
    }
    assert.match(text, /--domains VALUE\n {6}\S/);
    assert.match(text, /Default: 10m\./);
    const wide = text.split('\n').filter((line) => line.length > 80 && line.trim().includes(' '));
    assert.deepEqual(wide.slice(1), [], 'but for the line that says how it is called');
  });
});
