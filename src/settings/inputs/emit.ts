import { parsePath } from '../grammar/paths.ts';
import { soFar } from '../grammar/words.ts';
import type { Inputs } from '../input.ts';

export const emit = {
  'output-directory': {
    group: 'emit',
    description:
      "Directory for the files: `<name>/cert.pem`, `chain.pem`, `fullchain.pem` and `privkey.pem` (readable by its owner only). Empty means a new directory in the runner's temp, which the next steps of the job can read and which ends with the job.",
    parse: parsePath,
  },
  artifact: {
    group: 'emit',
    default: 'certificates',
    description:
      'Name of the artifact to upload, or `none`. For now no artifact is uploaded, and no other name is accepted.',
    parse: soFar('certificates', 'none'),
  },
  'artifact-retention-days': {
    group: 'emit',
    description: 'How long the artifact is kept.',
    availability: 'later',
  },
  'age-recipients': {
    group: 'emit',
    description: 'age public keys, one a line, to encrypt exported private keys to.',
    availability: 'later',
  },
  'pfx-password': {
    group: 'emit',
    description: 'Password of a `certificate.pfx` to write besides the PEM files.',
    secret: true,
    availability: 'later',
  },
  state: {
    group: 'emit',
    default: 'cache',
    description:
      'Where to keep what the next run can use, or `none`. For now nothing is kept from run to run, and no directory is accepted.',
    parse: soFar('cache', 'none'),
  },
} as const satisfies Inputs;
