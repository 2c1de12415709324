/** What is public knowledge about a CA and helps someone whose run it refused. */
export interface Authority {
  title: string;
  /** The value for CAA records, RFC 8659 4.2. */
  caaDomain: string;
  rateLimits?: string;
  status?: string;
  /** Where credentials for external account binding come from. */
  eab?: string;
}

const authorities: Readonly<Record<string, Authority>> = {
  'letsencrypt.org': {
    title: "Let's Encrypt",
    caaDomain: 'letsencrypt.org',
    rateLimits: 'https://letsencrypt.org/docs/rate-limits/',
    status: 'https://letsencrypt.status.io/',
  },
  'zerossl.com': {
    title: 'ZeroSSL',
    caaDomain: 'sectigo.com',
    eab: 'https://zerossl.com/documentation/acme/',
  },
  'pki.goog': {
    title: 'Google Trust Services',
    caaDomain: 'pki.goog',
    eab: 'https://cloud.google.com/certificate-manager/docs/public-ca-tutorial',
  },
  'ssl.com': { title: 'SSL.com', caaDomain: 'ssl.com' },
};

export const dnssecPage = 'https://dnsviz.net/';

/** The pages above, which a report may turn into links. */
export const knownPages: readonly string[] = [
  dnssecPage,
  ...Object.values(authorities).flatMap(({ rateLimits, status, eab }) =>
    [rateLimits, status, eab].filter((page) => page !== undefined),
  ),
];

/** The well-known CA whose server `url` names; undefined for any other, and for what is no URL. */
export function authorityAt(url: string | undefined): Authority | undefined {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  const domain = Object.keys(authorities).find((known) => host === known || host.endsWith(`.${known}`));
  return domain === undefined ? undefined : authorities[domain];
}

/** The host of a URL, without its port. */
export function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}
