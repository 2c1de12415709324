import { Slots } from '../../base/parallel.ts';
import { CredentialReader } from '../credentials.ts';
import { runProgram } from '../foreign/program.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';

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
  usesHook: true,
  permissions:
    'What the program needs. It is run as `<program> present|cleanup <name.> <value>` (`scripts/demo/dns-hook.ts` is a whole one)',
  verified: 'A program of the tests',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const file = read.hook('EXEC_PATH');
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
    (verb: 'present' | 'cleanup'): DnsProvider['present'] =>
    async ({ name, value }, bound) => {
      const call = {
        label: 'exec',
        name: context.hook === undefined ? 'EXEC_PATH' : 'hook',
        file,
        args: [verb, `${name}.`, value],
        told: `${file} ${verb} ${name}.`,
        hint: 'Run the program by hand with these arguments; its output stands in the log above.',
      };
      await turn.hold(bound.signal, () => runProgram(call, context, bound));
    };
  return { present: run('present'), remove: run('cleanup') };
}
