import { AppError } from './base/errors.ts';
import { version } from './base/user-agent.ts';
import { createConsole } from './platform/console.ts';
import { consoleWorld } from './platform/console-world.ts';
import { usage } from './platform/flags.ts';
import { endProcess } from './platform/system.ts';
import { systemWorld } from './platform/world.ts';
import { renderTable } from './report/lines.ts';
import { succeeded } from './report/result.ts';
import { run } from './run.ts';
import { undoLeftovers } from './steps/undo-leftovers.ts';

/** The same run from a terminal: flags for inputs, the environment for secrets, the post step's work at the end. */
const args = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `bounded-acme needs Node 24, and this is Node ${process.versions.node}: start it with \`npx node dist/cli/index.js ...\`, after \`npm ci\`.\n`,
  );
  endProcess(1);
}
if (args[0] === '--version') {
  process.stdout.write(`bounded-acme ${version}\n`);
  endProcess(0);
}
const asksHelp = args.includes('--help') || args.includes('-h');
if (args.length === 0 || (asksHelp && args[0] !== 'acme-dns')) {
  process.stdout.write(`${usage()}\n`);
  endProcess(args.length === 0 ? 1 : 0);
}
try {
  if (args[0] === 'acme-dns') {
    const { registerAcmeDns } = await import('./steps/register-acme-dns.ts');
    await registerAcmeDns(args.slice(1), { ...systemWorld(process.env), log: createConsole().log });
    endProcess(0);
  }
  const world = consoleWorld(args, process.env);
  const result = await run(world);
  await undoLeftovers(world);
  if (result.certificates.length > 0) world.log.info(renderTable(result));
  endProcess(succeeded(result) ? 0 : 1);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { hint } = error.details;
  process.stderr.write(`${error.message}\n${hint === undefined ? '' : `${hint}\n`}`);
  endProcess(1);
}
