import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { duration } from '../../../../src/settings/grammar/durations.ts';
import { anyOf, integer, oneOf, parseBoolean, words } from '../../../../src/settings/grammar/words.ts';
import { Misfit } from '../../../../src/settings/misfit.ts';
import { parsePropagation, parseProviders } from '../../../../src/settings/grammar/challenges.ts';
import { providers } from '../../../../src/dns/registry.ts';
import { problemsOf } from '../setting.ts';

describe('durations', () => {
  const parse = duration('2s', '6h');
  const good: [string, number][] = [
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1h5s', 3_605_000],
    ['90', 90_000],
    ['2s', 2000],
    ['6h', 21_600_000],
    ['120m', 7_200_000],
  ];
  for (const [text, ms] of good) it(`reads ${text}`, () => assert.equal(parse(text), ms));

  for (const text of ['s', '5 m', '30m1h', '1.5s', '-5s', '5S', '5ms', '1h30', 'PT5M', '1e3', '٣s']) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        ['not a duration'],
      ));
  }
  for (const [text, problem] of [
    ['1s', 'shorter than 2s'],
    ['0', 'shorter than 2s'],
    ['6h1s', 'longer than 6h'],
    ['999999h', 'longer than 6h'],
  ] as const) {
    it(`calls ${text} ${problem}`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        [problem],
      ));
  }
  it('reads days where they are allowed', () => assert.equal(duration('1s', '30d')('2d'), 172_800_000));
});

describe('booleans', () => {
  for (const text of ['true', 'True', 'TRUE']) it(text, () => assert.equal(parseBoolean(text), true));
  for (const text of ['false', 'False', 'FALSE']) it(text, () => assert.equal(parseBoolean(text), false));
  for (const text of ['yes', '1', 'on', 'tRUE', 'no', 'null']) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parseBoolean(text)),
        ['neither true nor false'],
      ));
  }
});

describe('whole numbers', () => {
  const parse = integer(1, 20);
  it('reads the ends of the range', () => assert.deepEqual(['1', '20'].map(parse), [1, 20]));
  for (const text of ['0', '21']) {
    it(`calls ${text} out of range`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        ['out of range'],
      ));
  }
  for (const text of ['3.5', '-1', '0x3', 'three', '1e1']) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        ['not a whole number'],
      ));
  }
});

describe('words', () => {
  it('tells a word that comes later from a typing error', () => {
    const parse = oneOf(['a', 'b'], ['c']);
    assert.equal(parse('b'), 'b');
    assert.deepEqual(
      problemsOf(() => parse('c')),
      ['not available yet'],
    );
    assert.deepEqual(
      problemsOf(() => parse('toString')),
      ['unknown value'],
    );
  });
  it('splits at spaces, commas and lines', () =>
    assert.deepEqual(words(' a,b\n c ,,d '), ['a', 'b', 'c', 'd']));
  it('enumerates', () => assert.deepEqual([['a'], ['a', 'b', 'c']].map(anyOf), ['a', 'a, b or c']));
});

describe('words that are nearly known', () => {
  const remedyOf = (parse: () => unknown) => {
    try {
      parse();
    } catch (error) {
      if (error instanceof Misfit) return error.complaints[0]?.remedy;
      throw error;
    }
    return assert.fail('expected a misfit');
  };

  it('are told by what was most likely meant', () => {
    const mode = oneOf(['renew', 'dry-run'] as const);
    assert.equal(
      remedyOf(() => mode('dryrun')),
      'Did you mean dry-run? Use renew or dry-run.',
    );
    assert.equal(
      remedyOf(() => mode('goat')),
      'Use renew or dry-run.',
    );
    assert.match(
      remedyOf(() => parsePropagation('qourum')) ?? '',
      /^Did you mean quorum\? Use authoritative, /,
    );
  });

  it('of a client with many providers are told how to name one', () => {
    for (const name of ['lego', 'LEGO', 'acme.sh', 'lexicon']) {
      const remedy = remedyOf(() => parseProviders(name, providers)) ?? '';
      assert.ok(remedy.includes(`${name.toLowerCase()}:inwx.`), remedy);
    }
  });
});
