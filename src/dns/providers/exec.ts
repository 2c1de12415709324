import { seconds, within, type Bound } from '../../base/bound.ts';
import { AppError, messageOf } from '../../base/errors.ts';
import { Slots } from '../../base/parallel.ts';
import { CredentialReader } from '../credentials.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable, TxtRecord } from '../provider.ts';

const variables: readonly ProviderVariable[] = [
  {
    name: 'EXEC_PATH',
    description: 'The program to run; the input `hook` comes first',
    required: false,
    secret: false,
  },
  {
    name: 'EXEC_MODE',
    description: 'Must be empty: the mode `RAW` is not supported',
    required: false,
    secret: false,
  },
];

/** A program of the user's own, by lego's protocol: `<program> present|cleanup <fqdn.> <value>`, exit code 0. */
export const exec: ProviderSpec = {
  name: 'exec',
  title: 'External program',
  documentation: 'https://go-acme.github.io/lego/dns/exec/',
  variables,
  permissions: 'What the program needs',
  verified: 'A program of the tests',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const file = context.hook ?? read.text('EXEC_PATH');
    if (file === '') {
      read.refuse('EXEC_PATH', 'is not set', 'Give the program in the input hook, or in EXEC_PATH.');
    }
    if (read.text('EXEC_MODE') !== '') {
      const remedy = 'Leave it empty: the program gets `present|cleanup <fqdn.> <value>`.';
      read.refuse(
        'EXEC_MODE',
        'the program would need domain, token and key authorization, which are not given',
        remedy,
      );
    }
    return read.faults.length > 0 ? { faults: read.faults } : createExec(file, context);
  },
};

function createExec(file: string, context: ProviderContext): DnsProvider {
  // One at a time, as lego runs it: programs that edit a zone file don't expect company.
  const turn = new Slots(1);
  const run =
    (verb: Call['verb']): DnsProvider['present'] =>
    (record, bound) =>
      turn.hold(bound.signal, () => runProgram({ file, verb, record, context }, bound));
  return { present: run('present'), remove: run('cleanup') };
}

interface Call {
  file: string;
  verb: 'present' | 'cleanup';
  record: TxtRecord;
  context: ProviderContext;
}

/** A program that hangs must not use up the time of all certificates; some wait for DNS themselves. */
const programMs = 300_000;

async function runProgram({ file, verb, record, context }: Call, bound: Bound): Promise<void> {
  const { processes, log, clock } = context.ports;
  const told = `${file} ${verb} ${record.name}.`;
  const lastLines: string[] = [];
  const onLine = (line: string) => {
    log.info(`[exec] ${line}`);
    lastLines.push(line);
    if (lastLines.length > 3) lastLines.shift();
  };
  const failure = (ending: string) => {
    const words = `${told} ${ending}${lastLines.length > 0 ? `: ${lastLines.join(' | ')}` : ''}`;
    const hint = 'Run the program by hand with these arguments; its output stands in the log above.';
    return new AppError('hook', words, { hint });
  };
  const request = { file, args: [verb, `${record.name}.`, record.value], env: passedOn(context.env), onLine };
  const expired = (spentMs: number) => failure(`did not end in ${seconds(spentMs)}`);
  const { exitCode } = await within(clock, { timeoutMs: programMs, parent: bound, expired }, ({ signal }) =>
    processes.run(request, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      const hint = startHint(error);
      throw new AppError('hook', `${told} can't be started: ${messageOf(error)}`, { hint }, error);
    }),
  );
  if (exitCode === 0) return;
  throw failure(exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`);
}

function startHint(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return "Check the path (a relative one starts at the step's working directory) and the program's #! line.";
  }
  return code === 'EACCES'
    ? 'Make it executable: git update-index --chmod=+x <file>, or chmod +x in an earlier step.'
    : 'Check that the path is a program that the runner can execute.';
}

/** The step's environment without what is the action's own: its inputs (secrets among them) and the runner's tokens. */
function passedOn(env: ProviderContext['env']): Record<string, string> {
  // BOUNDED_ACME_: how the CLI takes the inputs that are secret.
  const withheld = /^(INPUT_.*|BOUNDED_ACME_.*|ACTIONS_.*_TOKEN|GITHUB_TOKEN)$/i;
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !withheld.test(entry[0]),
    ),
  );
}
