import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PathKind } from '../../../src/base/ports.ts';
import { programAt } from '../../../src/base/program-path.ts';

const files: Readonly<Record<string, PathKind>> = {
  './up.sh': 'program',
  './plain': 'file',
  './www': 'directory',
  '/usr/bin/up.sh': 'program',
  '/usr/bin/tool': 'program',
  '/usr/bin/plain': 'program',
  '/closed/up.sh': 'unknown',
};
const looked: string[] = [];
const at = (text: string, env: Record<string, string> = { PATH: 'bin:/usr/local/bin:/usr/bin' }) =>
  programAt(text, { env, lookAt: (path) => (looked.push(path), files[path] ?? 'nothing') });

describe('programAt', () => {
  it('takes a bare name from the working directory before PATH, and starts it from there', () => {
    assert.deepEqual(at('up.sh'), { path: './up.sh' });
    assert.deepEqual(at('tool'), { path: '/usr/bin/tool' });
    // Not another one of the same name.
    assert.ok('problem' in at('plain') && 'problem' in at('www'));
  });

  it('takes a path as it is, and looks nowhere else', () => {
    looked.length = 0;
    assert.deepEqual([at('./up.sh'), at('/usr/bin/tool')], [{ path: './up.sh' }, { path: '/usr/bin/tool' }]);
    assert.ok('problem' in at('./tool'));
    assert.deepEqual(looked, ['./up.sh', '/usr/bin/tool', './tool']);
  });

  const faults: [string, RegExp, RegExp][] = [
    ['/nope', /no such file/, /actions\/checkout/],
    ['nope', /neither a file here nor a program on PATH/, /actions\/checkout/],
    ['plain', /not executable/, /chmod \+x/],
    ['./www', /a directory/, /the program itself/],
    ['/closed/up.sh', /closed to this step/, /Open/],
  ];
  for (const [text, problem, remedy] of faults) {
    it(`says what is wrong with ${text}`, () => {
      const found = at(text);
      assert.ok('problem' in found);
      assert.match(found.problem, problem);
      assert.match(found.remedy, remedy);
    });
  }

  it('is content without a PATH', () => assert.ok('problem' in at('tool', {})));
});
