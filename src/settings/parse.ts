import { readAccount } from './account.ts';
import { readBounds } from './bounds.ts';
import { caFor, isPublic } from './ca.ts';
import { checkKeyType, checkNames, choose, requestsOf, requireOnly } from './certificates.ts';
import type { SettingsContext } from './context.ts';
import { exportsOf } from './exports.ts';
import { csrText } from './grammar/pem.ts';
import { Misfit } from './misfit.ts';
import { readChallenge } from './proof.ts';
import { Reading, type RawInputs } from './reading.ts';
import { readMode } from './secretless.ts';
import type { Settings } from './settings.ts';

/**
 * Reads what the user asked. Contacts nothing and waits for nothing; files are read through the context.
 * @param raw the inputs as given, by name; one that is missing or empty means its default
 * @throws ConfigError with every fault at once
 */
export function parseSettings(raw: RawInputs, context: SettingsContext): Settings {
  const reading = new Reading(raw, context);
  const parts = readParts(reading, context);
  const values = reading.values();
  return {
    ...reading.complete(parts),
    keyType: values['key-type'],
    profile: values.profile,
    preferredChain: values['preferred-chain'],
    caCertificates: values['ca-certificates'],
    force: values.force,
    renewBefore: values['renew-before'],
    failBefore: values['fail-before'],
    revokeReason: values['revoke-reason'],
    checkTargets: values['check-targets'] ?? [],
    state: values.state,
    concurrency: values.concurrency,
    outputDirectory: values['output-directory'],
  };
}

/**
 * The PEM of the input `csr`, for whoever reads what it asks for before the settings are parsed.
 * @returns undefined when there is none, or it can't be read: `parseSettings` says why
 */
export function csrPem(raw: RawInputs, { readText }: Pick<SettingsContext, 'readText'>): string | undefined {
  const text = raw['csr']?.trim() ?? '';
  if (text === '') return undefined;
  try {
    return csrText(text, readText);
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

/** What follows from several inputs together. Each part needs as few as it can, so that no fault hides another. */
function readParts(reading: Reading, context: SettingsContext) {
  const requests = reading.derive(['domains', 'csr'], requestsOf);
  const mode = readMode(reading, context);
  const csr = reading.peek('csr');
  const chosenCa = reading.peek('ca');
  reading.derive(['domains', 'challenge'], ({ challenge: types }) => {
    // What is there already was had somehow.
    if (mode?.name === 'check' || mode?.name === 'revoke') return;
    checkNames(requests ?? [], {
      input: csr ? 'csr' : 'domains',
      types,
      publicCa: chosenCa !== undefined && isPublic(chosenCa),
    });
  });
  reading.derive(['key-type', 'csr'], checkKeyType);
  return {
    mode,
    certificates: reading.derive(['only'], ({ only }) => {
      if (mode?.name === 'revoke') requireOnly(only);
      return requests && choose(requests, only);
    }),
    ca: reading.derive(
      ['ca', 'mode', 'key-type'],
      ({ ca, 'key-type': keyType }) => mode && caFor(ca, { mode, keyType: csr?.keyType ?? keyType }),
    ),
    account: readAccount(reading),
    challenge: readChallenge(reading, context, mode),
    bounds: readBounds(reading),
    exports: reading.derive(
      ['pfx-password', 'csr', 'artifact', 'artifact-retention-days', 'age-recipients'],
      exportsOf,
    ),
  };
}
