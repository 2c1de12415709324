import { AppError, ConfigError, type ErrorCode, type ErrorDetails } from '../../../src/base/errors.ts';
import type { CertificateResult, RunResult } from '../../../src/report/outcome.ts';

/** Runs as reports see them, for tests and for looking at. */
export const now = Date.UTC(2026, 7, 5, 3, 17);
const dayMs = 86_400_000;
const orderUrl = 'https://acme-v02.api.letsencrypt.org/acme/order/1234567/890123456';

/** A certificate that went well. */
export function certificateResult(changes: Partial<CertificateResult> = {}): CertificateResult {
  const { name = 'example.com' } = changes;
  return {
    name,
    domains: [name, `www.${name}`],
    outcome: 'renewed',
    reason: 'The CA suggests renewing since 2026-08-04 20:10 UTC',
    certificate: {
      leafPem: '',
      chainPem: '',
      notBeforeMs: now - 3_600_000,
      notAfterMs: now + 90 * dayMs - 3_600_000,
      serial: '03A1B2C3D4E5F60718293A4B5C6D7E8F9012',
      fingerprint: Array.from({ length: 32 }, (_, index) => (index * 7 + 16).toString(16).toUpperCase()).join(
        ':',
      ),
      issuer: 'E7',
    },
    keyType: 'ec256',
    paths: Object.fromEntries(
      ['cert.pem', 'chain.pem', 'fullchain.pem', 'privkey.pem'].map((file) => [
        file,
        `/home/runner/work/_temp/bounded-acme/${name}/${file}`,
      ]),
    ),
    attempts: 1,
    elapsedMs: 17_420,
    phasesMs: {
      directory: 180,
      account: 240,
      order: 510,
      present: 1_900,
      propagation: 9_300,
      validation: 2_750,
      finalize: 1_610,
      download: 190,
      cleanup: 700,
      deliver: 40,
    },
    warnings: [],
    ...changes,
  };
}

/** A certificate whose run ended with `error`. */
export function failedResult(error: AppError, changes: Partial<CertificateResult> = {}): CertificateResult {
  const whole = certificateResult({
    outcome: 'failed',
    reason: 'The CA did not issue in time',
    error,
    ...changes,
  });
  delete whole.certificate;
  delete whole.paths;
  return whole;
}

/** A run. */
export function runResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    mode: { name: 'renew', because: 'event schedule' },
    ca: {
      name: 'letsencrypt',
      directoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
      staging: false,
    },
    certificates: [certificateResult()],
    startedAtMs: now - 42_000,
    elapsedMs: 42_000,
    budgetMs: 600_000,
    directory: '/home/runner/work/_temp/bounded-acme',
    warnings: [],
    notices: [],
    ...changes,
  };
}

export const orderTimeout = new AppError('order-timeout', 'The order is still processing', {
  phase: 'finalize',
  url: orderUrl,
  lastStatus: 'processing',
  attempts: 4,
  spentMs: 95_300,
});

export const validationFailed = new AppError('validation-failed', 'The CA found 3 of 5 names not proved', {
  phase: 'validation',
  url: orderUrl,
  lastStatus: 'invalid',
  attempts: 1,
  spentMs: 8_200,
  identifiers: [
    {
      identifier: 'shop.example.org',
      reason:
        'dns: DNS problem: NXDOMAIN looking up TXT for _acme-challenge.shop.example.org - check that a DNS record exists for this domain',
    },
    {
      identifier: 'example.org',
      reason:
        'unauthorized: Incorrect TXT record "gfj9Xq...Rg85nM" (and 1 more) found at _acme-challenge.example.org',
    },
    {
      identifier: '*.api.example.org',
      reason: 'dns: DNS problem: SERVFAIL looking up TXT for _acme-challenge.api.example.org - DNSSEC: bogus',
    },
  ],
  also: ['The record _acme-challenge.example.org TXT "gfj9XqRg85nM" could not be removed: remove it by hand'],
});

/** Two names at two servers, of which the second is behind. */
export const propagationTimeout = new AppError(
  'dns-propagation-timeout',
  "The TXT records can't be seen on every name server after 2 min: they are missing at 2 names",
  {
    phase: 'propagation',
    spentMs: 120_000,
    servers: ['example.org', 'shop.example.org'].flatMap((name, index) =>
      [
        { server: 'ns1.dns.example', address: '192.0.2.1', answer: 'has it', isThere: true },
        { server: 'ns1.dns.example', address: '2001:db8::1', answer: 'has it', isThere: true },
        {
          server: 'ns2.dns.example',
          address: '198.51.100.2:5353',
          answer: index === 0 ? '1 of 2 values' : 'NXDOMAIN',
          isThere: false,
        },
        { server: 'ns3.dns.example', address: undefined, answer: 'its name has no address', isThere: false },
      ].map((answer) => ({ name: `_acme-challenge.${name}`, of: 'zone example.org', ...answer })),
    ),
    hint: 'If the values show up later, raise propagation-timeout',
  },
);

export const rateLimited = new AppError(
  'rate-limited',
  'The CA answered rateLimited: too many certificates (5) already issued for this exact set of identifiers in the last ' +
    '168h0m0s, retry after 2026-08-06 11:02:44 UTC: see https://letsencrypt.org/docs/rate-limits/#new-certificates-per-exact-set-of-identifiers',
  {
    phase: 'order',
    url: 'https://acme-v02.api.letsencrypt.org/acme/new-order',
    lastStatus: '429',
    attempts: 1,
    spentMs: 340,
    retryAtMs: Date.UTC(2026, 7, 6, 11, 2, 44),
    link: 'https://letsencrypt.org/docs/rate-limits/#new-certificates-per-exact-set-of-identifiers',
  },
);

export const fourFaults = new ConfigError([
  {
    input: 'domains',
    value: '-bad-.example',
    problem: 'A label may not begin or end with a hyphen',
    remedy: 'Write the name as it stands in DNS, like `bad.example`.',
  },
  {
    input: 'ca',
    value: 'letsencript',
    problem: 'No CA has this name',
    remedy: 'Use `letsencrypt`, `letsencrypt-staging`, `zerossl`, `google`, `sslcom` or an https URL.',
  },
  {
    input: 'timeout',
    value: '10 minutes',
    problem: 'This is no duration',
    remedy: 'Write it like `30s`, `5m` or `1h30m`.',
  },
  {
    input: 'PDNS_API_KEY',
    problem: 'The provider powerdns needs it and it is empty',
    remedy: "Set it in the step's `env` from a secret.",
  },
]);

export const threeWell = runResult({
  certificates: [
    certificateResult(),
    certificateResult({
      name: '_wildcard.example.net',
      domains: ['*.example.net', 'example.net'],
      outcome: 'issued',
      reason: 'There was no certificate yet',
      warnings: ['The CA has no chain by "ISRG Root X2"; its default chain was kept'],
    }),
    certificateResult({
      name: 'portal.example.org',
      domains: Array.from({ length: 12 }, (_, index) => `node-${index + 1}.portal.example.org`),
      outcome: 'unchanged',
      reason: 'The CA suggests renewing from 2026-09-14 on',
      elapsedMs: 420,
      phasesMs: { directory: 180, deliver: 30 },
    }),
  ],
  notices: ['Next renewal is due on 2026-09-14; the schedule runs twice a day, often enough.'],
});

export const troubled = runResult({
  certificates: [
    certificateResult(),
    failedResult(orderTimeout, { name: 'slow.example.com', attempts: 4, elapsedMs: 118_000 }),
    failedResult(validationFailed, {
      name: 'example.org',
      domains: ['example.org', 'www.example.org', 'shop.example.org', '*.api.example.org', 'api.example.org'],
      reason: 'The CA did not find the proof of 3 names',
    }),
    failedResult(rateLimited, {
      name: 'often.example.com',
      outcome: 'deferred',
      reason: 'The CA said when to come back; the certificate in use has 24 days left',
      elapsedMs: 900,
      phasesMs: { directory: 180, account: 220, order: 340 },
    }),
  ],
  elapsedMs: 141_000,
});

export const misconfigured = runResult({ certificates: [], error: fourFaults, elapsedMs: 90 });

/** A thousand certificates: 3 in 100 fail, in two ways; 2 in 100 are renewed. */
export const thousand = runResult({
  certificates: Array.from({ length: 1_000 }, (_, index) => {
    const name = `tenant-${String(index).padStart(4, '0')}.example.com`;
    if (index % 50 === 7) return failedResult(orderTimeout, { name });
    if (index % 100 === 9)
      return failedResult(validationFailed, { name, reason: 'The CA did not find the proof' });
    return certificateResult({ name, outcome: index % 50 === 3 ? 'renewed' : 'unchanged' });
  }),
  elapsedMs: 512_000,
});

/** An error of any code, with everything known about it or nothing. */
export function anyError(code: ErrorCode, details: ErrorDetails = {}): AppError {
  return code === 'config' ? fourFaults : new AppError(code, 'What the thrower knew', details);
}
