import type { Values } from './inputs.ts';
import { Misfit } from './misfit.ts';
import type { ExportSettings } from './settings.ts';

type Given = Pick<Values, 'artifact' | 'artifact-retention-days' | 'age-recipients' | 'pfx-password' | 'csr'>;

/** What leaves the runner, and how. @throws Misfit for a PFX of a key that we don't have */
export function exportsOf(given: Given): ExportSettings {
  const pfxPassword = given['pfx-password'];
  if (pfxPassword !== undefined && given.csr !== undefined) {
    throw new Misfit({
      problem: 'set together with `csr`',
      remedy: 'A PFX holds the private key, and with a CSR only you have it: leave one of both empty.',
    });
  }
  return {
    artifact: given.artifact,
    retentionDays: given['artifact-retention-days'],
    ageRecipients: given['age-recipients'] ?? [],
    pfxPassword,
  };
}
