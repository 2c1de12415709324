import type { ProviderSpec } from '../dns/provider.ts';
import type { SettingsContext } from './context.ts';
import type { Values } from './inputs.ts';
import { configureProvider } from './proof.ts';
import type { Reading } from './reading.ts';
import { isProposal } from './mode.ts';
import type { Mode } from './settings.ts';

/**
 * The mode of the run. GitHub gives no secrets to the pull requests of forks, and Dependabot only its own: a dry run
 * that could prove nothing for that reason is a preflight. Any other fault stays one.
 * @returns undefined when the input can't be read
 */
export function readMode(reading: Reading, context: SettingsContext): Mode | undefined {
  const mode = reading.peek('mode');
  const { name: event } = context.event;
  if (mode?.name !== 'dry-run' || !isProposal(context.event)) return mode;
  const needs = ['encryption-key', 'account-key', 'challenge', 'dns-provider', 'hook'] as const;
  const isSecretless = reading.derive([...needs], (given) => lacksSecrets(given, { reading, context }));
  if (!isSecretless) return mode;
  return {
    name: 'preflight',
    because: `event ${event} without secrets (a fork's or Dependabot's), so no dry-run`,
  };
}

type Given = Pick<Values, 'encryption-key' | 'account-key' | 'challenge' | 'dns-provider' | 'hook'>;

function lacksSecrets(
  given: Given,
  { reading, context }: { reading: Reading; context: SettingsContext },
): boolean {
  const { challenge, 'dns-provider': choices, hook } = given;
  if (given['encryption-key'] ?? given['account-key']) return false;
  // A record for dns-persist-01 names the account that follows from the secret.
  if (challenge.includes('dns-persist-01')) return true;
  if (!choices || !challenge.includes('dns-01')) return false;
  // Some providers can do without: what is a secret of theirs was left empty, and the dry run would be refused.
  if (context.event.isForeign && !choices.some(({ spec }) => hasSecretOf(spec, context))) return true;
  const faults = choices.flatMap(({ spec }) => {
    const provider = configureProvider(spec, { hook, reading, context });
    return 'faults' in provider ? provider.faults : [];
  });
  // What is wrong with a variable that is set would be wrong with secrets too.
  return faults.length > 0 && faults.every(({ input }) => !context.env[input]?.trim());
}

function hasSecretOf({ variables }: ProviderSpec, { env }: SettingsContext): boolean {
  const names = variables.flatMap(({ name, aliases = [], secret }) => (secret ? [name, ...aliases] : []));
  return names.flatMap((name) => [name, `${name}_FILE`]).some((name) => env[name]?.trim());
}
