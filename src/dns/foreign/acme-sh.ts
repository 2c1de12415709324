import { readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { nearestOf } from '../../base/nearest.ts';
import { Slots } from '../../base/parallel.ts';
import type { DnsProvider, ProviderContext, TxtRecord } from '../provider.ts';
import { placesOf, runProgram, withHome } from './program.ts';

/**
 * Calls one function of acme.sh's `dnsapi` as acme.sh itself does. `$0` is acme.sh, which looks for its scripts beside
 * itself, and would take arguments of ours for its own.
 */
const script = `
hook=$1 function=$2 name=$3 value=$4
set --
. "$0" > /dev/null
_initpath
. "$hook"
"$function" "$name" "$value"
`;

const install =
  'Install it in a step before this one: sudo apt-get install -y acme.sh, or git clone https://github.com/acmesh-official/acme.sh into ~/.acme.sh.';

const hint =
  'What it says stands in the log above; https://github.com/acmesh-official/acme.sh/wiki/dnsapi names the variables that each script wants.';

/** acme.sh's scripts, each by its name: `dns_cf`, or `cf` for short. */
export function createAcmeSh(word: string, context: ProviderContext): DnsProvider {
  const api = word.startsWith('dns_') ? word : `dns_${word}`;
  // One at a time: the scripts read a zone's records and write them back.
  const turn = new Slots(1);
  const act =
    (verb: 'add' | 'rm') =>
    ({ name, value }: TxtRecord, bound: Bound) =>
      turn.hold(bound.signal, async () => {
        const { acmeSh, hook } = await findScript(api, context, bound);
        const args = ['-c', script, acmeSh, hook, `${api}_${verb}`, name, value];
        const told = `acme.sh's ${api}_${verb} ${name}`;
        await withHome(context, (home, own) => {
          // It saves the credentials that it was given in its configuration.
          const env = { ...own, LE_WORKING_DIR: home, LE_CONFIG_HOME: home };
          return runProgram({ label: 'acme.sh', file: 'sh', args, env, told, hint }, context, bound);
        });
      });
  return {
    async prepare(bound) {
      await findScript(api, context, bound);
    },
    present: act('add'),
    remove: act('rm'),
  };
}

/** Distributions put a starter on PATH, and acme.sh with its scripts there. */
const packaged = '/usr/share/acme.sh/acme.sh';

/** @throws AppError `hook` with how to install acme.sh, or with the script that was meant */
async function findScript(
  api: string,
  { env }: ProviderContext,
  { signal }: Bound,
): Promise<{ acmeSh: string; hook: string }> {
  const elsewhere = [packaged, ...(env['HOME'] ? [join(env['HOME'], '.acme.sh', 'acme.sh')] : [])];
  for (const place of placesOf('acme.sh', { env, elsewhere })) {
    signal.throwIfAborted();
    const acmeSh = await realpath(place).catch(absent);
    if (acmeSh === undefined) continue;
    const directory = join(dirname(acmeSh), 'dnsapi');
    const scripts = await readdir(directory).catch(absent);
    if (scripts === undefined) continue;
    if (scripts.includes(`${api}.sh`)) return { acmeSh, hook: join(directory, `${api}.sh`) };
    throw unknownScript(api, { directory, scripts });
  }
  throw new AppError('hook', 'acme.sh with its dnsapi is not on this machine', {
    hint: install,
    program: { name: 'acme.sh', ran: false },
  });
}

/** What isn't there isn't here; anything else is a fault. */
function absent(error: unknown): undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) throw error;
}

function unknownScript(
  api: string,
  { directory, scripts }: { directory: string; scripts: readonly string[] },
): AppError {
  const names = scripts.map((file) => file.replace(/\.sh$/, ''));
  const nearest = nearestOf(api, names);
  const meant = nearest === undefined ? '' : `Did you mean acme.sh:${nearest}? `;
  return new AppError('hook', `acme.sh has no script ${api}.sh in ${directory}`, {
    hint: `${meant}https://github.com/acmesh-official/acme.sh/wiki/dnsapi lists them; a newer acme.sh has more.`,
    program: { name: 'acme.sh', ran: false },
  });
}
