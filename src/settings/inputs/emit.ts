import { parseAgeRecipients } from '../grammar/age.ts';
import { parseArtifactName, parsePfxPassword } from '../grammar/exports.ts';
import { parsePath, parseState } from '../grammar/paths.ts';
import { integer } from '../grammar/words.ts';
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
      'Name of the artifact to upload, or `none`: certificates, chains and `metadata.json`, and private keys only encrypted, with `encryption-key` (PKCS #8, opened by `openssl pkey`) or to `age-recipients`. Names are unique in a run: give the jobs of a matrix one each.',
    parse: parseArtifactName,
  },
  'artifact-retention-days': {
    group: 'emit',
    description: "How long the artifact is kept, 1 to 400 days. Empty means the repository's setting.",
    parse: integer(1, 400),
  },
  'age-recipients': {
    group: 'emit',
    description:
      'age public keys (`age1...`), one a line: private keys in the artifact are encrypted to them, as `privkey.pem.age`, instead of with `encryption-key`.',
    parse: parseAgeRecipients,
  },
  'pfx-password': {
    group: 'emit',
    description:
      'Password of a `certificate.pfx` with key and chain to write besides the PEM files and into the artifact: at least 12 characters of ASCII. Opens in Windows 10 and later, Java and OpenSSL 3.',
    secret: true,
    parse: parsePfxPassword,
  },
  state: {
    group: 'emit',
    default: 'cache',
    description:
      "Where certificates, keys and pending orders are kept for the next run, sealed with `encryption-key`: `cache` (the repository's), a directory, or `none`. Never read or written on pull requests.",
    parse: parseState,
  },
} as const satisfies Inputs;
