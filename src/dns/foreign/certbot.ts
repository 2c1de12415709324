import type { Bound } from '../../base/bound.ts';
import { Slots } from '../../base/parallel.ts';
import { CredentialReader } from '../credentials.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable, TxtRecord } from '../provider.ts';
import { domainOf } from './domain.ts';
import { runProgram } from './program.ts';

const variables: readonly ProviderVariable[] = [
  {
    name: 'CERTBOT_AUTH_HOOK',
    description: 'The program that sets a record; the input `hook` comes first',
    required: false,
    secret: false,
  },
  {
    name: 'CERTBOT_CLEANUP_HOOK',
    description: 'The program that removes it, which may be the same one',
    required: true,
    secret: false,
  },
];

/** Programs written for certbot's `--manual-auth-hook` and `--manual-cleanup-hook`, which are told all by environment. */
export const certbot: ProviderSpec = {
  name: 'certbot',
  title: "Hooks of certbot's manual plugin",
  documentation: 'https://eff-certbot.readthedocs.io/en/stable/using.html#pre-and-post-validation-hooks',
  variables,
  usesHook: true,
  permissions: 'What the hooks need',
  verified: 'The same hook called by certbot itself, on BIND',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const auth = read.hook('CERTBOT_AUTH_HOOK');
    const cleanup = read.program('CERTBOT_CLEANUP_HOOK');
    return read.faults.length > 0 ? { faults: read.faults } : createCertbot({ auth, cleanup }, context);
  },
};

type Variables = Readonly<Record<string, string>>;

function createCertbot(files: { auth: string; cleanup: string }, context: ProviderContext): DnsProvider {
  const turn = new Slots(1);
  /** What the auth hook was told and said: the cleanup hook of the record is told it again. */
  const told = new Map<string, Variables>();
  const counts = new Map<readonly string[], number>();
  const run = (file: string, env: Variables, bound: Bound) => {
    const hint =
      'Run the program by hand with the same CERTBOT_ variables; its output stands in the log above.';
    const auth = context.hook === undefined ? 'CERTBOT_AUTH_HOOK' : 'hook';
    const name = file === files.auth ? auth : 'CERTBOT_CLEANUP_HOOK';
    const call = { label: 'certbot hook', name, file, args: [], env, hint };
    return runProgram({ ...call, told: `${file} for ${env['CERTBOT_DOMAIN'] ?? ''}` }, context, bound);
  };
  return {
    present: (record, bound) =>
      turn.hold(bound.signal, async () => {
        const env = { ...variablesOf(record, counts), CERTBOT_AUTH_OUTPUT: '' };
        told.set(keyOf(record), env);
        const output = await run(files.auth, env, bound);
        told.set(keyOf(record), { ...env, CERTBOT_AUTH_OUTPUT: output.trim() });
      }),
    remove: (record, bound) =>
      turn.hold(bound.signal, async () => {
        await run(files.cleanup, told.get(keyOf(record)) ?? variablesOf(record, counts), bound);
        told.delete(keyOf(record));
      }),
  };
}

/** As certbot's manual plugin sets them. */
function variablesOf(record: TxtRecord, counts: Map<readonly string[], number>): Variables {
  const domain = domainOf(record);
  const together = record.proof?.together ?? [domain];
  const count = (counts.get(together) ?? 0) + 1;
  if (record.proof) counts.set(together, count);
  return {
    CERTBOT_DOMAIN: domain,
    CERTBOT_VALIDATION: record.value,
    CERTBOT_ALL_DOMAINS: together.join(','),
    CERTBOT_REMAINING_CHALLENGES: String(Math.max(0, together.length - count)),
  };
}

function keyOf({ name, value }: TxtRecord): string {
  return `${name} ${value}`;
}
