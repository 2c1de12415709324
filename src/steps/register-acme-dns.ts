import { parseArgs } from 'node:util';
import { startBudget, type Bound } from '../base/bound.ts';
import { AppError, ConfigError, type Fault } from '../base/errors.ts';
import { nearestOf } from '../base/nearest.ts';
import type { World } from '../base/ports.ts';
import { challengeName } from '../challenge/delegation.ts';
import { readAccount } from '../dns/acme-dns-accounts.ts';
import { createJsonApi } from '../dns/api.ts';
import { zoneLine } from '../report/zone-line.ts';
import { parseIdentifier } from '../settings/grammar/identifiers.ts';
import { Misfit } from '../settings/misfit.ts';
import { withAccountsFile } from './accounts-file.ts';

/** What registering works with: a terminal's part of the world. */
export interface RegisterWorld extends Pick<
  World,
  'clock' | 'random' | 'log' | 'createHttp' | 'env' | 'readText'
> {
  cancelled: AbortSignal;
}

/** The whole command, and one request. */
const [totalMs, requestMs] = [60_000, 15_000];

const registerUsage = `Usage: npx node dist/cli/index.js acme-dns register NAME [NAME ...] --server URL [--storage FILE]
         [--allow-from CIDR,...]

Makes an account at an acme-dns server for each NAME that has none in FILE, adds it there, and tells the CNAME records
to create. FILE is what lego stores, too; only you can read it. --server, --storage and --allow-from may be given as
ACME_DNS_API_BASE, ACME_DNS_STORAGE_PATH (else acme-dns-accounts.json) and ACME_DNS_ALLOWLIST.`;

/**
 * The command `acme-dns register`: makes accounts at an acme-dns server, and tells what to do with them; no password
 * is ever shown.
 * @param args what follows `acme-dns`
 * @throws ConfigError, AppError `dns-provider` or `delivery`
 */
export async function registerAcmeDns(args: readonly string[], world: RegisterWorld): Promise<void> {
  const { clock, log, cancelled } = world;
  if (args.includes('--help') || args.includes('-h')) return log.info(registerUsage);
  const order = readOrder(args, world.env);
  const budget = startBudget(clock, totalMs);
  const cancel = () => budget.cancel(new AppError('cancelled', 'Ended before all names were registered'));
  cancelled.addEventListener('abort', cancel, { once: true });
  try {
    await withAccountsFile(order.storage, { world, bound: budget.work }, async (file) => {
      for (const name of order.names) {
        const known = readAccount(file.accounts[name]);
        const entry = known ? undefined : await register(order, world, budget.work);
        const account = known ?? readAccount(entry);
        if (!account) throw noAccountIn(order.server);
        if (!known) file.add(name, entry);
        log.info(known ? `${name} has an account in ${order.storage}.` : `${name} has got an account.`);
        log.info(`  ${zoneLine({ name: challengeName(name), type: 'CNAME', value: account.home })}`);
      }
    });
  } finally {
    cancelled.removeEventListener('abort', cancel);
    budget.close();
  }
  log.info(nextSteps(order));
}

interface Order {
  names: readonly string[];
  server: URL;
  storage: string;
  allowFrom: readonly string[];
}

function readOrder(args: readonly string[], env: RegisterWorld['env']): Order {
  const { values, positionals } = parse(args);
  const [verb, ...given] = positionals;
  const faults: Fault[] = [];
  const refuse = (input: string, problem: string, remedy: string) => faults.push({ input, problem, remedy });
  if (verb !== 'register') refuse('acme-dns', 'only `register` can be asked of it', registerUsage);
  const names = given.flatMap((name) => nameOf(name, faults));
  if (verb === 'register' && given.length === 0) refuse('acme-dns register', 'no name', registerUsage);
  const server = values.server ?? env['ACME_DNS_API_BASE'] ?? '';
  if (!URL.canParse(server) || !/^https?:/i.test(server))
    refuse('--server', 'no http or https URL', remedyFor(server));
  else if (new URL(server).username !== '' || new URL(server).password !== '')
    refuse('--server', 'holds credentials, which would be stored and shown', 'Give the URL without them.');
  if (faults.length > 0) throw new ConfigError(faults);
  const allowed = values['allow-from'] ?? env['ACME_DNS_ALLOWLIST'] ?? '';
  return {
    names: [...new Set(names)],
    server: new URL(server),
    storage: values.storage ?? (env['ACME_DNS_STORAGE_PATH'] || 'acme-dns-accounts.json'),
    allowFrom: allowed.split(',').flatMap((network) => network.trim() || []),
  };
}

/** A server is often given by its name alone. */
function remedyFor(server: string): string {
  const isHost = /^[\w.-]+\.[\w-]+(:\d+)?(\/[\w./-]*)?$/.test(server);
  return isHost ? `Give it as https://${server}` : 'Give the URL of an acme-dns server.';
}

const text = { type: 'string' } as const;
const options = { server: text, storage: text, 'allow-from': text };

function parse(args: readonly string[]) {
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const names = Object.keys(options);
  const faults = tokens.flatMap((token): Fault[] => {
    if (token.kind !== 'option') return [];
    const { name, rawName, value, inlineValue } = token;
    if (!names.includes(name)) {
      const meant = nearestOf(name, names);
      const question = meant === undefined ? '' : `Did you mean --${meant}? `;
      return [{ input: rawName, problem: 'no such flag', remedy: `${question}${registerUsage}` }];
    }
    const isLeftOut = value === undefined || (!inlineValue && value.startsWith('-'));
    return isLeftOut ? [{ input: rawName, problem: 'no value', remedy: `Give one: ${rawName} VALUE.` }] : [];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  // No flag is without its value here.
  return { positionals, values: values as Partial<Record<keyof typeof options, string>> };
}

/** The name that is proven: a wildcard's record stands at its parent (RFC 8555 8.4). */
function nameOf(text: string, faults: Fault[]): string[] {
  try {
    const { type, value } = parseIdentifier(text.replace(/^_acme-challenge\./i, ''));
    if (type === 'dns') return [value.replace(/^\*\./, '')];
    faults.push({ input: text, problem: 'is an IP address', remedy: 'Only names can be proven by DNS.' });
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    faults.push(
      ...error.complaints.map(({ problem, remedy }) => ({ input: JSON.stringify(text), problem, remedy })),
    );
  }
  return [];
}

async function register({ server, allowFrom }: Order, world: RegisterWorld, bound: Bound): Promise<unknown> {
  const { clock, random, log } = world;
  const ports = { clock, random, log, http: world.createHttp() };
  const api = createJsonApi({
    title: 'acme-dns',
    baseUrl: server,
    headers: {},
    context: { requestTimeoutMs: requestMs, retry: { retries: 2, intervalMs: 1_000 }, ports },
    explain: (status) =>
      status === 404
        ? {
            problem: 'it registers nobody',
            hint: "Check --server; the server's registration may be turned off.",
          }
        : undefined,
  });
  const networks = allowFrom.length > 0 ? { body: { allowfrom: allowFrom } } : {};
  const entry = (await api({ method: 'POST', path: 'register', ...networks }, bound)) as object;
  return { ...entry, server_url: server.href };
}

function noAccountIn({ origin }: URL): AppError {
  return new AppError('dns-provider', `${origin} answered with something that is no account`, {
    hint: 'Check that --server is the URL of an acme-dns server.',
  });
}

function nextSteps({ names, server, storage }: Order): string {
  const records = names.length === 1 ? 'Create the CNAME record above' : 'Create the CNAME records above';
  return `
${records}, once, in place of whatever stands there. Whoever has ${storage} can prove these names:
keep it as a secret of the repository,

  gh secret set ACME_DNS_STORAGE < ${storage}

and give the step

  with:
    dns-provider: acme-dns
  env:
    ACME_DNS_API_BASE: ${server.href}
    ACME_DNS_STORAGE: \${{ secrets.ACME_DNS_STORAGE }}`;
}
