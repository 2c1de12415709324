import { join } from 'node:path';
import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { Slots } from '../../base/parallel.ts';
import type { DnsProvider, ProviderContext, TxtRecord } from '../provider.ts';
import { findProgram, runProgram, withHome } from './program.ts';

const install =
  'Install it in a step before this one: pipx install "dns-lexicon[full]", or pip install dns-lexicon.';

const hint =
  'What it says stands in the log above; https://dns-lexicon.github.io/dns-lexicon/configuration_reference.html names the variables that each provider wants (LEXICON_<PROVIDER>_...).';

/** Lexicon's providers, each by its name: `cloudflare`. */
export function createLexicon(provider: string, context: ProviderContext): DnsProvider {
  // One at a time: some of them read a zone's records and write them back.
  const turn = new Slots(1);
  const run = async (call: { args: readonly string[]; told: string; quiet?: boolean }, bound: Bound) => {
    const { env } = context;
    const file = await findProgram('lexicon', { env, install }, bound);
    return withHome(context, (home, own) =>
      runProgram(
        {
          ...call,
          label: 'lexicon',
          file,
          // Not the working directory: a checked out repository may hold a lexicon.yml.
          args: ['--config-dir', home, ...call.args],
          env: { ...own, ...whereInstalled(env) },
          hint,
        },
        context,
        bound,
      ),
    );
  };
  const act = (verb: 'create' | 'delete') => (record: TxtRecord, bound: Bound) =>
    turn.hold(bound.signal, async () => {
      const told = `lexicon ${provider} ${verb} ${record.name}`;
      const output = await run({ args: argumentsOf(provider, verb, record), told }, bound);
      // Some providers tell a failure by their result alone.
      if (!/^False\s*$/m.test(output)) return;
      throw new AppError('hook', `${told} did nothing`, { hint, program: { name: 'lexicon', ran: true } });
    });
  return {
    async prepare(bound) {
      await run({ args: [provider, '--help'], told: `lexicon ${provider}`, quiet: true }, bound);
    },
    present: act('create'),
    remove: act('delete'),
  };
}

/** Lexicon finds the zone of a name itself, by the list of public suffixes; where we know it, it needn't guess. */
function argumentsOf(provider: string, verb: string, { name, value, zone }: TxtRecord): string[] {
  const delegated = zone === undefined ? [] : ['--delegated', zone];
  return [...delegated, provider, verb, zone ?? name, 'TXT', `--name=${name}`, `--content=${value}`];
}

/** What `pip install --user` installed is looked for below the home directory. */
function whereInstalled({ HOME, PYTHONUSERBASE }: ProviderContext['env']): Record<string, string> {
  if (PYTHONUSERBASE !== undefined || HOME === undefined) return {};
  return { PYTHONUSERBASE: join(HOME, '.local') };
}
