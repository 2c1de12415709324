// Runs tests: `node scripts/test.ts [unit] [contract] [e2e]`, all of these without arguments; `workflows` needs act.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const usual = ['unit', 'contract', 'e2e'];
const kinds = [...usual, 'workflows'];
const root = join(import.meta.dirname, '..');
const oneTestMs = 120_000;
const wholeRunMs = 13 * 60_000;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((kind) => !kinds.includes(kind));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${kinds.join(', ')}.`);

const files = (chosen.length > 0 ? chosen : usual).flatMap((kind) => {
  const found = globSync(`__tests__/${kind}/**/*.test.ts`, { cwd: root }).sort();
  if (found.length === 0) throw new Error(`__tests__/${kind} holds no test: nothing would be checked.`);
  return found;
});

const runner = spawn(
  process.execPath,
  // Two at a time: the servers that contract and e2e tests start need processor time as well.
  ['--test', '--test-reporter=spec', '--test-concurrency=2', `--test-timeout=${oneTestMs}`, ...files],
  { cwd: root, stdio: 'inherit', detached: true },
);
const endGroup = (name: NodeJS.Signals) => {
  if (runner.pid !== undefined && runner.exitCode === null) process.kill(-runner.pid, name);
};
const bound = setTimeout(() => {
  console.error(`The tests did not end within ${wholeRunMs / 60_000} minutes.`);
  // Servers that tests started are theirs to stop; what doesn't end by itself is killed.
  endGroup('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), 5_000).unref();
}, wholeRunMs);
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => endGroup(name));
runner.on('exit', (exitCode) => {
  clearTimeout(bound);
  process.exitCode = exitCode ?? 1;
});
