import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDomains } from '../../../../src/settings/grammar/domains.ts';
import { parseIdentifier } from '../../../../src/settings/grammar/identifiers.ts';
import { problemsOf, readFrom } from '../setting.ts';

describe('one name', () => {
  const good: [string, string][] = [
    ['example.com', 'example.com'],
    ['EXAMPLE.com.', 'example.com'],
    ['*.Example.com', '*.example.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['*.MÜNCHEN.de', '*.xn--mnchen-3ya.de'],
    ['straße.ελ', 'xn--strae-oqa.xn--qxam'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
    ['localhost', 'localhost'],
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    [`${'a'.repeat(63)}.de`, `${'a'.repeat(63)}.de`],
  ];
  for (const [text, value] of good) {
    it(`reads ${text}`, () => assert.equal(parseIdentifier(text).value, value));
  }
  it('tells addresses from DNS names', () => {
    const types = ['192.0.2.1', '::1', 'a.example'].map((text) => parseIdentifier(text).type);
    assert.deepEqual(types, ['ip', 'ip', 'dns']);
  });

  const bad = [
    '-bad-.example',
    'a_b.example',
    'a..example',
    '.',
    '*',
    '*.',
    'a.*.example',
    'x*.example',
    '*.*.example',
    '**.example',
    '*.192.0.2.1',
    'example.com:443',
    'https://example.com/',
    'ü/b.de',
    'ü%2e.de',
    'ü@b.de',
    'a/b',
    '192.0.2',
    '192.0.2.256',
    '0300.0.0.1',
    '0x7f.1',
    'fe80::1%eth0',
    '2001:db8::/32',
    `${'a'.repeat(64)}.de`,
    `${'ü'.repeat(60)}.de`,
    `${'a.'.repeat(126)}ab`,
    'a\0b.example',
  ];
  for (const text of bad) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.equal(problemsOf(() => parseIdentifier(text)).length, 1));
  }
});

describe('domains', () => {
  const parse = (text: string, files: Record<string, string> = {}) => parseDomains(text, readFrom(files));
  const names = (text: string, files?: Record<string, string>) =>
    parse(text, files).map(({ name, identifiers }) => [name, ...identifiers.map(({ value }) => value)]);

  it('reads a certificate a line, with names and comments', () => {
    const text =
      '\n# all of ours\r\na.example, b.example  c.example # three\n*.d.example d.example > wild\n2001:db8::1\n';
    assert.deepEqual(names(text), [
      ['a.example', 'a.example', 'b.example', 'c.example'],
      ['wild', '*.d.example', 'd.example'],
      ['2001_db8__1', '2001:db8::1'],
    ]);
  });
  it('names a wildcard for a directory', () => {
    assert.deepEqual(names('*.a.example'), [['_wildcard.a.example', '*.a.example']]);
  });
  it('counts a name once', () => assert.deepEqual(names('a.de A.de. a.de'), [['a.de', 'a.de']]));
  it('takes lines from files, beside its own', () => {
    const files = { 'my domains.txt': '# ours\nb.example c.example > bc\n' };
    assert.deepEqual(names('a.example\n@my domains.txt', files), [
      ['a.example', 'a.example'],
      ['bc', 'b.example', 'c.example'],
    ]);
  });
  it('takes 100 names and refuses 101', () => {
    const line = (count: number) =>
      Array.from({ length: count }, (_, index) => `n${index}.example`).join(' ');
    assert.equal(parse(line(100))[0]?.identifiers.length, 100);
    assert.deepEqual(
      problemsOf(() => parse(line(101))),
      ['101 names in the certificate n0.example (line 1)'],
    );
  });

  const bad: [string, string[]][] = [
    ['# nothing', ['no name in it']],
    ['a.de > x > y', ['a `>` out of place (line 1)']],
    ['a.de >', ['a `>` out of place (line 1)']],
    ['> x', ['a `>` out of place (line 1)']],
    ['a.de > ../x', ["a certificate's name that can't be a directory's (line 1)"]],
    ['a.de > x y', ["a certificate's name that can't be a directory's (line 1)"]],
    ['a.de > ..', ["a certificate's name that can't be a directory's (line 1)"]],
    ['a.de > x\nb.de > X', ['two certificates of this name']],
    ['a.de b.de\na.de c.de', ['two certificates of this name']],
    ['@gone.txt', ['there is no such file']],
    [
      'a_.de\nb.de -c.de',
      ['has a part that is no DNS label (line 1)', 'has a part that is no DNS label (line 2)'],
    ],
  ];
  for (const [text, problems] of bad) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        problemsOf(() => parse(text)),
        problems,
      ));
  }
  it('says in which file a fault stands, and takes no file within a file', () => {
    assert.deepEqual(
      problemsOf(() => parse('@f', { f: 'a.de\n_.de' })),
      ['has a part that is no DNS label (f line 2)'],
    );
    assert.deepEqual(
      problemsOf(() => parse('@f', { f: '\n@f' })),
      ['a file within a file (f line 2)'],
    );
  });
});
