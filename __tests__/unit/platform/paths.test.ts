import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { lookAt } from '../../../src/platform/paths.ts';

const root = mkdtempSync(join(tmpdir(), 'bounded-acme-paths-'));
after(() => rmSync(root, { recursive: true }));

it('lookAt tells programs, files, directories and what is not there', () => {
  writeFileSync(join(root, 'program'), '', { mode: 0o755 });
  writeFileSync(join(root, 'file'), '', { mode: 0o644 });
  mkdirSync(join(root, 'directory'), 0o755);
  symlinkSync('program', join(root, 'link'));
  symlinkSync('gone', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  const names = ['program', 'file', 'directory', 'link', 'dangling', 'gone', 'file/below', 'loop'];
  assert.deepEqual(
    names.map((name) => lookAt(join(root, name))),
    ['program', 'file', 'directory', 'program', 'nothing', 'nothing', 'nothing', 'unknown'],
  );
});
