import type { Bound } from '../../base/bound.ts';
import { AppError, messageOf } from '../../base/errors.ts';
import type { Log } from '../../base/ports.ts';
import { Secret } from '../../base/secret.ts';
import { createApi, parseJson, type Api, type Explanation } from '../api.ts';
import { CredentialReader } from '../credentials.ts';
import { lockByKey } from '../lock.ts';
import { canonicalName, closestZone } from '../names.ts';
import { readingAnswers } from '../odd-answer.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable, TxtRecord } from '../provider.ts';
import { shareByKey } from '../share.ts';

const variables: readonly ProviderVariable[] = [
  { name: 'PDNS_API_URL', description: 'URL of the API, without `/api/v1`', required: true, secret: false },
  { name: 'PDNS_API_KEY', description: 'API key', required: true, secret: true },
  {
    name: 'PDNS_SERVER_NAME',
    description: 'Name of the server in the URL',
    required: false,
    secret: false,
    default: 'localhost',
  },
  {
    name: 'PDNS_TTL',
    description: 'TTL of the TXT records, seconds',
    required: false,
    secret: false,
    default: '120',
  },
];

/** PowerDNS Authoritative Server 4.0 and later, by its REST API. */
export const pdns: ProviderSpec = {
  name: 'pdns',
  aliases: ['powerdns'],
  title: 'PowerDNS',
  documentation: 'https://go-acme.github.io/lego/dns/pdns/',
  variables,
  permissions:
    "The API key, and the runner's address in `webserver-allow-from`. PowerDNS has one key for all that the server holds, so better lead the names by CNAME to a server that holds nothing but challenges",
  verified: 'PowerDNS Authoritative Server',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const baseUrl = read.url('PDNS_API_URL', 'PDNS_API_KEY');
    const apiKey = read.secret('PDNS_API_KEY') ?? new Secret('');
    const server = read.text('PDNS_SERVER_NAME');
    const ttlS = read.integer('PDNS_TTL', { least: 1, most: 604_800 });
    if (read.faults.length > 0) return { faults: read.faults };
    baseUrl.pathname = baseUrl.pathname.replace(
      /(\/api(\/v1)?)?\/*$/,
      `/api/v1/servers/${encodeURIComponent(server)}`,
    );
    const api = createApi({ title: pdns.title, baseUrl, headers: { 'x-api-key': apiKey }, context, explain });
    return createPdns(api, { ttlS, log: context.ports.log });
  },
};

interface PdnsZone {
  id: string;
  name: string;
  kind: string;
}

interface PdnsRecord {
  content: string;
  disabled: boolean;
}

interface RecordSet {
  name: string;
  type: string;
  ttl: number;
  records: readonly PdnsRecord[];
}

/** What is to be done with one value: as a change of that alone, and as a change of the whole set. */
interface Edit {
  /** PowerDNS's word since 4.9.12 and 5.0.2. */
  single: 'EXTEND' | 'PRUNE';
  /** Gives the records as they should be; undefined when they are so already. */
  whole: (records: readonly PdnsRecord[], content: string) => readonly PdnsRecord[] | undefined;
}

const adding: Edit = {
  single: 'EXTEND',
  whole: (records, content) =>
    records.some((record) => record.content === content && !record.disabled)
      ? undefined
      : [...records.filter((record) => record.content !== content), { content, disabled: false }],
};

const taking: Edit = {
  single: 'PRUNE',
  whole: (records, content) =>
    records.some((record) => record.content === content)
      ? records.filter((record) => record.content !== content)
      : undefined,
};

/**
 * The server adds and removes single values, so nobody else's change is lost; only older ones replace a name's whole
 * set of TXT records. For those each change is alone on its name, and jobs that change one name at the same moment can
 * still undo each other's.
 */
function createPdns(api: Api, { ttlS, log }: { ttlS: number; log: Log }): DnsProvider {
  const zones = shareByKey<readonly PdnsZone[]>();
  const alone = lockByKey();
  const server = { isOld: false };

  const change = async ({ name, value }: TxtRecord, edit: Edit, bound: Bound) => {
    const zone = zoneOf(name, await zones('all', bound.signal, () => listZones(api, bound)));
    await alone(name, bound.signal, async () => {
      const [sets, content] = [await readSets(api, { zone, name }, bound), JSON.stringify(value)];
      if (edit === adding) demandNoCname(name, sets);
      const set = sets.find(({ type }) => type === 'TXT');
      const before = set?.records ?? [];
      const records = edit.whole(before, content);
      if (!records) return;
      const at = { zone, name, ttl: set?.ttl ?? ttlS };
      // The server reads a set without its disabled records, and so would drop them with such a change.
      const isSingle = !server.isOld && !before.some(({ disabled }) => disabled);
      if (!isSingle || !(await changeOne(api, { ...at, change: edit.single, content }, bound))) {
        server.isOld ||= isSingle;
        await writeSet(api, { ...at, records }, bound);
      }
      await notifySecondaries(api, { zone, log }, bound);
    });
  };
  return {
    present: (record, bound) => readingAnswers(pdns.title, () => change(record, adding, bound)),
    remove: (record, bound) => readingAnswers(pdns.title, () => change(record, taking, bound)),
  };
}

/** All zones at once: names of many hosts then cost one request. `dnssec=false` spares the server a look at each. */
async function listZones(api: Api, bound: Bound): Promise<readonly PdnsZone[]> {
  const body = await api({ method: 'GET', path: 'zones', query: { dnssec: 'false' } }, bound);
  const listed = parseJson(pdns.title, body);
  if (!Array.isArray(listed)) throw unexpected('the list of zones');
  return (listed as Partial<PdnsZone>[]).map(({ id = '', name = '', kind = '' }) => ({
    id,
    name: canonicalName(name),
    kind,
  }));
}

function zoneOf(name: string, zones: readonly PdnsZone[]): PdnsZone {
  const zone = closestZone(name, zones);
  if (zone) return zone;
  const names = zones.map((known) => known.name);
  throw new AppError(
    'dns-provider',
    `PowerDNS has no zone that holds ${name}; it has ${names.slice(0, 10).join(', ') || 'none'}${names.length > 10 ? ', ...' : ''}`,
    {
      hint:
        'Create the zone there, check PDNS_API_URL and PDNS_SERVER_NAME, or delegate the name by a CNAME record to ' +
        'a zone that this server has.',
    },
  );
}

/** The records at the name, of all types; servers before 4.6 ignore the filter and send the whole zone. */
async function readSets(
  api: Api,
  { zone, name }: { zone: PdnsZone; name: string },
  bound: Bound,
): Promise<readonly RecordSet[]> {
  const body = await api({ method: 'GET', path: zonePath(zone), query: { rrset_name: `${name}.` } }, bound);
  const { rrsets } = parseJson(pdns.title, body) as { rrsets?: RecordSet[] };
  if (!rrsets) throw unexpected(`the records of ${zone.name}`);
  return rrsets.filter((set) => canonicalName(set.name) === name);
}

/** EXTEND is done beside a CNAME too (REPLACE is refused), and secondaries then refuse the whole zone (RFC 1034 3.6.2). */
function demandNoCname(name: string, sets: readonly RecordSet[]): void {
  const isTaken = ({ type, records }: RecordSet) =>
    type === 'CNAME' && records.some(({ disabled }) => !disabled);
  if (!sets.some(isTaken)) return;
  throw new AppError(
    'dns-provider',
    `PowerDNS has a CNAME at ${name}, which no other record may stand beside`,
    {
      hint: cnameHint,
    },
  );
}

const cnameHint =
  'A CNAME stands at that name: remove it, or let it lead to the name that should hold the record.';

/** @returns false when the server knows no such change */
async function changeOne(
  api: Api,
  { zone, name, ttl, change, content }: At & { change: Edit['single']; content: string },
  bound: Bound,
): Promise<boolean> {
  const rrsets = [
    { name: `${name}.`, type: 'TXT', changetype: change, ttl, records: [{ content, disabled: false }] },
  ];
  const answer = { isUnknown: false };
  // What was done is answered by nothing too.
  const absent = (status: number, body: string) => {
    answer.isUnknown = status === 422 && /changetype/i.test(body);
    return answer.isUnknown;
  };
  await api({ method: 'PATCH', path: zonePath(zone), body: { rrsets }, absent }, bound);
  return !answer.isUnknown;
}

interface At {
  zone: PdnsZone;
  name: string;
  ttl: number;
}

async function writeSet(
  api: Api,
  { zone, name, ttl, records }: At & Pick<RecordSet, 'records'>,
  bound: Bound,
): Promise<void> {
  const all = records.map(({ content, disabled }) => ({ content, disabled }));
  const change =
    all.length > 0 ? { changetype: 'REPLACE', ttl, records: all } : { changetype: 'DELETE', records: all };
  const rrsets = [{ name: `${name}.`, type: 'TXT', ...change }];
  await api({ method: 'PATCH', path: zonePath(zone), body: { rrsets } }, bound);
}

/** Tells secondaries at once; without it they hear of the change up to a minute later, so a failure is only logged. */
async function notifySecondaries(
  api: Api,
  { zone, log }: { zone: PdnsZone; log: Log },
  bound: Bound,
): Promise<void> {
  if (!/^(master|primary)$/i.test(zone.kind)) return;
  try {
    await api({ method: 'PUT', path: `${zonePath(zone)}/notify` }, bound);
  } catch (error) {
    bound.signal.throwIfAborted();
    log.info(`The secondaries of ${zone.name} weren't notified: ${messageOf(error)}`);
  }
}

function zonePath({ id }: PdnsZone): string {
  // The id is escaped already (`=2F` for `/`), and its final dot belongs to it.
  return `zones/${encodeURIComponent(id)}`;
}

function unexpected(what: string): AppError {
  return new AppError('dns-provider', `PowerDNS sent something else than ${what}`, {
    hint: 'Check that PDNS_API_URL is the API of an Authoritative Server (4.0 or later), not of a Recursor.',
  });
}

function explain(status: number, said: string): Explanation | undefined {
  switch (status) {
    case 401:
      return {
        problem: 'the API key is wrong',
        hint: "Compare PDNS_API_KEY with the server's setting api-key.",
      };
    case 403:
      return {
        problem: 'the server does not let this client or key in',
        hint: "Add the runner's address to webserver-allow-from, or allow the key to change the zone.",
      };
    case 404:
      return {
        problem: 'there is no such API, server or zone',
        hint: 'Check PDNS_API_URL and PDNS_SERVER_NAME (mostly `localhost`), and that api=yes is set.',
      };
    case 422:
      return {
        problem: 'the server refuses the record',
        hint: /conflict|CNAME/i.test(said)
          ? cnameHint
          : 'What the server said names the reason; a zone of kind Slave can only be changed at its primary.',
      };
    default:
      return undefined;
  }
}
