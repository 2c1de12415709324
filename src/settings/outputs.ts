/** One output of the action. */
export interface Output {
  /** Markdown, one paragraph. */
  description: string;
  /** Its feature isn't there yet: it is never set. */
  availability?: 'later';
}

/** The table of outputs: action.yml and README's table follow it. */
export const outputs = {
  outcome: {
    description:
      "The gravest of the certificates' outcomes: `failed`, `deferred` (the CA said when to come back), `renewed`, `issued`, `unchanged`, `dry-run`, `checked`, `planned` or `revoked`.",
  },
  renewed: { description: '`true` when a new certificate was obtained, `false` otherwise.' },
  certificates: {
    description:
      'JSON array with an object for each certificate: name, domains, outcome, reason, error, findings, dates, serial, fingerprint, issuer, paths, renewal window (`ari`: start, end, and the moment selected in it) and times. Holds no secret, so that it passes as an output of the job.',
  },
  due: {
    description:
      'In the mode `plan`: JSON array with the names of the certificates that are due, except those that wait because the CA has no room for them now; `[]` when there is nothing to do.',
  },
  matrix: {
    description:
      'In the mode `plan`: JSON for `strategy.matrix`, a job for each certificate that is due. With more than 256 a job gets several; `name` then holds their names, separated by spaces, as `only` takes them.',
  },
  expires: { description: 'When the first of the certificates ends, RFC 3339.' },
  'days-left': { description: 'Whole days until then.' },
  certificate: { description: 'The certificate as PEM, when one is worked on.' },
  chain: { description: "The issuers' certificates as PEM, when one certificate is worked on." },
  fullchain: { description: 'Certificate and chain as PEM, when one certificate is worked on.' },
  'private-key': {
    description:
      'The private key as PEM, masked in the log, when one certificate is worked on. For steps of the same job: the runner drops it as an output of the job.',
  },
  directory: { description: "The directory that holds each certificate's files." },
  'artifact-id': { description: "The uploaded artifact's id." },
  'artifact-url': { description: "The uploaded artifact's URL." },
  'retry-at': {
    description:
      'Earliest moment at which another run makes sense, RFC 3339: the CA named it, or a schedule holds back after failures.',
  },
  'suggested-cron': {
    description:
      'A cron line for this repository, spread by its name, never at the top of the hour, and often enough for the certificates that are known: every 12 hours, more often for those that live less than 24 days.',
  },
} as const satisfies Readonly<Record<string, Output>>;

export type OutputName = keyof typeof outputs;

export const outputNames = Object.keys(outputs) as readonly OutputName[];
