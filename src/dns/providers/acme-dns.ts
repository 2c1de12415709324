import { sleep, type Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { parseAccounts, type AcmeDnsAccount, type AcmeDnsAccounts } from '../acme-dns-accounts.ts';
import { createApi, createJsonApi, type Explanation } from '../api.ts';
import { CredentialReader, optionalVariable } from '../credentials.ts';
import { lockByKey } from '../lock.ts';
import { canonicalName } from '../names.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable, TxtRecord } from '../provider.ts';

const variables: readonly ProviderVariable[] = [
  { name: 'ACME_DNS_API_BASE', description: "The server's URL", required: true, secret: false },
  optionalVariable(
    'ACME_DNS_STORAGE',
    'The accounts, as `npx node dist/cli/index.js acme-dns register` and lego write them (JSON); required unless one of the next two is set',
    { secret: true },
  ),
  optionalVariable('ACME_DNS_STORAGE_PATH', 'A file of them'),
  optionalVariable('ACME_DNS_STORAGE_BASE_URL', 'A server of them'),
];

/** joohoi/acme-dns, a DNS server for nothing but challenges, by its API. */
export const acmeDns: ProviderSpec = {
  name: 'acme-dns',
  aliases: ['acmedns'],
  title: 'acme-dns',
  documentation: 'https://github.com/joohoi/acme-dns',
  variables,
  example: ['ACME_DNS_API_BASE', 'ACME_DNS_STORAGE'],
  permissions: 'An account for each name, which can change the TXT values of its own subdomain only',
  verified: 'acme-dns 1.1',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const baseUrl = read.url('ACME_DNS_API_BASE', 'ACME_DNS_STORAGE');
    const storage = readStorage(read, { context, server: baseUrl });
    if (read.faults.length > 0) return { faults: read.faults };
    return createAcmeDns(storage, { baseUrl, context });
  },
};

/** The accounts, or the URL where they are. */
type Storage = AcmeDnsAccounts | URL;

const sources = ['ACME_DNS_STORAGE', 'ACME_DNS_STORAGE_PATH', 'ACME_DNS_STORAGE_BASE_URL'] as const;

function readStorage(
  read: CredentialReader,
  { context: { ports }, server }: { context: ProviderContext; server: URL },
): Storage {
  const given = sources.filter((name) => read.text(name) !== '');
  const [source, ...others] = given;
  const none: AcmeDnsAccounts = new Map();
  if (source === undefined) {
    const remedy = `Set it to the accounts. ${howToRegister('NAME', server)}`;
    read.refuse('ACME_DNS_STORAGE', 'is not set', remedy);
    return none;
  }
  for (const other of others) read.refuse(other, `is set, and ${source} too`, 'Leave one of them out.');
  if (source === 'ACME_DNS_STORAGE_BASE_URL') return read.url(source, 'nothing: lego sends none');
  const text = source === 'ACME_DNS_STORAGE' ? read.text(source) : textOfFile(read, source, ports);
  const accounts = text === undefined ? none : parseAccounts(text);
  if (!('problem' in accounts)) return masked(accounts, ports);
  read.refuse(source, accounts.problem, `Give what lego or this stored. ${howToRegister('NAME', server)}`);
  return none;
}

function textOfFile(
  read: CredentialReader,
  name: string,
  ports: ProviderContext['ports'],
): string | undefined {
  try {
    return ports.readText(read.text(name));
  } catch (error) {
    const { code = 'no reason' } = error as NodeJS.ErrnoException;
    read.refuse(name, `can't be read (${code})`, 'Give the path of a file that the step can read.');
    return undefined;
  }
}

/** The runner hides the storage as a whole only. */
function masked(accounts: AcmeDnsAccounts, ports: ProviderContext['ports']): AcmeDnsAccounts {
  for (const { password } of accounts.values()) ports.mask(password.reveal());
  return accounts;
}

interface Server {
  baseUrl: URL;
  context: ProviderContext;
}

/** It keeps the two newest values of an account, takes none away, and tells none. */
const valuesAtOnce = 2;

/** It finds the older value by the second in which it came: what comes in the same one may replace the newer. */
const tickMs = 1_000;

function createAcmeDns(storage: Storage, server: Server): DnsProvider {
  const { context } = server;
  let accounts = storage instanceof URL ? undefined : storage;
  const alone = lockByKey();
  /** The values at each home that somebody still needs, the newest last. */
  const standing = new Map<string, readonly string[]>();
  const set = createSet(server);
  const standingAt = (home: string, besides: string) =>
    (standing.get(home) ?? []).filter((value) => value !== besides);

  return {
    valuesAtOnce,

    async prepare(bound) {
      if (storage instanceof URL)
        accounts = masked(await fetchAccounts(storage, context, bound), context.ports);
    },

    homeOf(domain) {
      // A preflight goes on without them and has told why: what isn't known, nothing is said about.
      if (!accounts) return undefined;
      const account = accounts.get(canonicalName(domain));
      if (account) return account.home;
      throw noAccount(domain, { accounts, server });
    },

    async present({ name, value }: TxtRecord, bound) {
      const known = accounts ?? new Map<string, AcmeDnsAccount>();
      const account = [...known.values()].find(({ home }) => home === name);
      if (!account) throw noAccount(name.replace(/^_acme-challenge\./, ''), { accounts: known, server });
      await alone(name, bound.signal, async () => {
        if (standing.get(name)?.includes(value)) return;
        await set(account, { value, others: standingAt(name, value) }, bound);
        standing.set(name, [...standingAt(name, value), value]);
      });
    },

    remove({ name, value }) {
      standing.set(name, standingAt(name, value));
      return Promise.resolve();
    },
  };
}

/** Makes the function that sets a value beside those that stand at its account, so that none is lost; alone there. */
function createSet(server: Server) {
  const { clock } = server.context.ports;
  const lastAt = new Map<string, number>();

  return async (
    account: AcmeDnsAccount,
    { value, others }: { value: string; others: readonly string[] },
    bound: Bound,
  ) => {
    const { home } = account;
    const sinceMs = clock.monotonic() - (lastAt.get(home) ?? -Infinity);
    if (others.length === 0 && sinceMs < tickMs) await sleep(clock, tickMs - sinceMs, bound.signal);
    try {
      let [next, other] = [value, others.at(-1)];
      // An answer that was lost may have replaced the other value as well, and then what is set again replaces a copy.
      while ((await sendUpdate(account, { value: next, server }, bound)) > 1 && other !== undefined)
        [next, other] = [other, next];
    } finally {
      // What failed may have been set all the same.
      lastAt.set(home, clock.monotonic());
    }
  };
}

/** @returns how many attempts it took */
async function sendUpdate(
  { subdomain, username, password }: AcmeDnsAccount,
  { value, server: { baseUrl, context } }: { value: string; server: Server },
  bound: Bound,
): Promise<number> {
  let attempts = 0;
  const { retry } = context;
  // Another attempt must fall into another second, even with a fifth off the pause.
  const patient = { ...retry, intervalMs: Math.max(retry.intervalMs, tickMs * 1.3) };
  const api = createApi({
    title: acmeDns.title,
    baseUrl,
    headers: { 'x-api-user': username, 'x-api-key': password },
    context: { ...context, retry: patient },
    explain,
    authorize: () => {
      attempts += 1;
      return Promise.resolve({});
    },
  });
  await api({ method: 'POST', path: 'update', body: { subdomain, txt: value } }, bound);
  return attempts;
}

async function fetchAccounts(url: URL, context: ProviderContext, bound: Bound): Promise<AcmeDnsAccounts> {
  const title = "acme-dns's storage";
  const api = createJsonApi({ title, baseUrl: url, headers: {}, context, explain: () => undefined });
  const accounts = parseAccounts(JSON.stringify(await api({ method: 'GET', path: '' }, bound)));
  if (!('problem' in accounts)) return accounts;
  throw new AppError('dns-provider', `The storage at ACME_DNS_STORAGE_BASE_URL ${accounts.problem}`, {
    hint: 'Give the URL of a server that speaks the HTTP storage protocol of lego.',
  });
}

function noAccount(
  domain: string,
  { accounts, server: { baseUrl } }: { accounts: AcmeDnsAccounts; server: Server },
): AppError {
  const known =
    accounts.size > 0 ? `; there is one for ${[...accounts.keys()].join(', ')}` : ', nor for any other name';
  return new AppError('dns-provider', `There is no acme-dns account for ${domain}${known}`, {
    identifiers: [{ identifier: domain, reason: 'no acme-dns account' }],
    liesAt: 'settings',
    hint: howToRegister(domain, baseUrl),
  });
}

function howToRegister(domain: string, { origin, pathname }: URL): string {
  const server = origin === 'null' || origin.endsWith('//invalid.') ? 'URL' : `${origin}${pathname}`;
  return (
    `Accounts are made once, from a terminal: \`npx node dist/cli/index.js acme-dns register ${domain} --server ` +
    `${server}\` tells the CNAME record to create at _acme-challenge.${domain}, and what to store.`
  );
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    return {
      problem: 'the account is refused',
      hint:
        'Check that ACME_DNS_API_BASE is where the account was made, and whether the account takes updates from some ' +
        'networks only (allowfrom); else register the name again.',
    };
  }
  if (status === 404) {
    return {
      problem: 'there is no acme-dns',
      hint: "Check ACME_DNS_API_BASE: it is the server's URL alone.",
    };
  }
  if (status === 400 && said === 'bad_txt') {
    return {
      problem: 'the value is refused',
      hint: 'acme-dns takes values of challenges only: 43 characters.',
    };
  }
  return undefined;
}
