// Writes dist/: one bundle an entry, not minified, so that what runs in a workflow can be read and compared.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { resolve } = createRequire(import.meta.url);
const entries = ['main', 'post', 'cli'];

/** Runs a JavaScript program on this Node; when it fails, it has said why, and the build ends. */
async function runNode(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [resolve(program), ...args], { cwd: root, stdio: 'inherit' });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  if (exitCode !== 0) process.exit(exitCode ?? 1);
}

function bundle(entry: string): Promise<void> {
  const output = ['--out', join('dist', entry), '--license', 'licenses.txt'];
  return runNode('@vercel/ncc/dist/ncc/cli.js', [
    'build',
    join('build', `${entry}.js`),
    ...output,
    '--no-cache',
    '--quiet',
  ]);
}

// What an earlier build left behind would be committed with the rest.
for (const directory of ['build', 'dist']) rmSync(join(root, directory), { recursive: true, force: true });
await runNode('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
await Promise.all(entries.map(bundle));

for (const file of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).sort()) {
  const { size } = statSync(join(root, 'dist', file));
  if (file.endsWith('.js')) console.log(`${String(Math.ceil(size / 1024)).padStart(6)} KB  dist/${file}`);
}
