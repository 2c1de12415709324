import { parseDomains } from '../grammar/domains.ts';
import { parseCsr } from '../grammar/pem.ts';
import { parseCommonName, token } from '../grammar/texts.ts';
import { oneOf, words } from '../grammar/words.ts';
import type { Inputs } from '../input.ts';
import { keyTypes } from '../settings.ts';

export const what = {
  domains: {
    group: 'what',
    description:
      'The certificates, one a line: its names, separated by spaces or commas. DNS names (also in their own script), wildcards like `*.example.com`, and IP addresses. `> name` at the end of a line names the certificate; without it the first name does, `*` written `_wildcard`. `#` starts a comment. `@path` on a line of its own reads such lines from a file. Required, unless `csr` is given.',
    parse: (text, { readText }) => parseDomains(text, readText),
  },
  only: {
    group: 'what',
    description:
      'Names of certificates of `domains`, separated by spaces, commas or lines: the run works on these and leaves the others alone. For the jobs of a matrix.',
    parse: words,
  },
  csr: {
    group: 'what',
    description:
      'A certificate signing request, as PEM or the path of a file. The names come from it, and no private key is made or written. Instead of `domains`.',
    parse: parseCsr,
  },
  'key-type': {
    group: 'what',
    default: 'ec256',
    description: "The certificate's private key: `ec256`, `ec384`, `rsa2048`, `rsa3072` or `rsa4096`.",
    parse: oneOf(keyTypes),
  },
  profile: {
    group: 'what',
    description:
      "One of the CA's certificate profiles, such as `shortlived`; the CA's directory lists them. Empty leaves the choice to the CA.",
    parse: token('the name of a profile'),
  },
  'preferred-chain': {
    group: 'what',
    description:
      'Common name of an issuer in the chain you want, when the CA offers several. If none has it, the run warns and keeps the default chain.',
    parse: parseCommonName,
  },
} as const satisfies Inputs;
