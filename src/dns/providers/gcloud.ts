import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { createTokenSource } from '../access-token.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { googleVariables, readGoogleCredentials, type GoogleCredentials } from '../google/identity.ts';
import { askMetadata, getGoogleToken } from '../google/token.ts';
import { apiZone, type ApiZone, type Place, type Zones } from '../place.ts';
import type {
  DnsProvider,
  ProviderContext,
  ProviderPorts,
  ProviderSpec,
  ProviderVariable,
} from '../provider.ts';
import { providerOfSets, SetChanged, type StoredSet } from '../records.ts';
import { shareByKey } from '../share.ts';

const permission =
  'dns.changes.create, dns.resourceRecordSets.{list,create,update,delete} on the zone and dns.managedZones.list on the project';

const variables: readonly ProviderVariable[] = [
  ...googleVariables,
  optionalVariable('GCE_PROJECT', "ID of the zone's project; if empty, that of the credentials", {
    // What google-github-actions/auth exports.
    aliases: ['GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT', 'CLOUDSDK_CORE_PROJECT'],
  }),
  optionalVariable('GCE_ZONE_ID', 'Name or number of the zone to change, instead of looking for it'),
  optionalVariable('GCE_ALLOW_PRIVATE_ZONE', 'Must be empty or false: a CA sees public zones only'),
  ttlVariable('GCE_TTL', 120),
];

/** Google Cloud DNS, by its API v1. */
export const gcloud: ProviderSpec = {
  name: 'gcloud',
  aliases: ['googleclouddns'],
  title: 'Google Cloud DNS',
  documentation: 'https://go-acme.github.io/lego/dns/gcloud/',
  variables,
  example: ['GCE_PROJECT'],
  permissions:
    `A role with ${permission}; with GCE_ZONE_ID dns.managedZones.get on the zone takes the place of the last, and ` +
    'roles/dns.admin on the zone is enough',
  verified: 'The SDK @google-cloud/dns; Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const credentials = readGoogleCredentials(read, context);
    const project = read.text('GCE_PROJECT') || (credentials?.project ?? '');
    if (credentials && project === '' && credentials.identity.kind !== 'machine')
      read.refuse(
        'GCE_PROJECT',
        'is not set, and the credentials name none',
        'Set it to the ID of the project.',
      );
    if (!/^(false)?$/i.test(read.text('GCE_ALLOW_PRIVATE_ZONE')))
      read.refuse('GCE_ALLOW_PRIVATE_ZONE', "isn't supported", 'Leave it out: a CA looks at public zones.');
    const ttlS = read.ttl('GCE_TTL');
    if (read.faults.length > 0 || !credentials) return { faults: read.faults };
    const api = createGoogleApi(credentials, { project, context });
    return createGcloud(api, { zoneId: read.text('GCE_ZONE_ID'), ttlS, ports: context.ports });
  },
};

/** All paths are below the project's. */
function createGoogleApi(
  { identity, impersonate }: GoogleCredentials,
  { project, context }: { project: string; context: ProviderContext },
): JsonApi {
  const request = { scope: 'https://www.googleapis.com/auth/ndev.clouddns.readwrite', impersonate };
  const tokens = createTokenSource(context.ports, (bound) =>
    getGoogleToken(identity, { request, context }, bound),
  );
  const projects = shareByKey<string>();
  const projectId = (bound: Bound) =>
    project !== '' || identity.kind !== 'machine'
      ? project
      : projects('own', bound.signal, () =>
          askMetadata(identity.host, { request: { path: 'project/project-id' }, context }, bound),
        );
  const api = createJsonApi({
    title: gcloud.title,
    baseUrl: new URL('https://dns.googleapis.com/dns/v1/projects'),
    headers: {},
    authorize: async (_, bound) => ({
      authorization: new Secret(`Bearer ${(await tokens(bound)).reveal()}`),
    }),
    context,
    explain,
  });
  return async (asked, bound) => {
    const path = `${encodeURIComponent(await projectId(bound))}/${asked.path}`;
    return api({ ...asked, path }, bound);
  };
}

interface ManagedZone {
  id: string | number;
  dnsName: string;
  visibility?: string;
}

interface RecordSet {
  name: string;
  type: string;
  ttl: number;
  rrdatas: readonly string[];
}

interface Options {
  zoneId: string;
  ttlS: number;
  ports: ProviderPorts;
}

function createGcloud(api: JsonApi, { zoneId, ttlS, ports }: Options): DnsProvider {
  const zonePath = ({ zone }: Place) => `managedZones/${encodeURIComponent(zone.id)}`;
  const setOf = ({ name }: Place, { values, ttlS: ttl }: StoredSet): RecordSet[] =>
    values.length === 0 ? [] : [{ name: `${name}.`, type: 'TXT', ttl, rrdatas: values }];
  return providerOfSets({
    title: gcloud.title,
    permission,
    ports,
    ttlS,
    format: (value) => JSON.stringify(value),
    zones: zonesOf(api, zoneId),
    async read(place, bound) {
      const query = { name: `${place.name}.`, type: 'TXT' };
      const path = `${zonePath(place)}/rrsets`;
      const { rrsets = [] } = (await api({ method: 'GET', path, query }, bound)) as { rrsets?: RecordSet[] };
      const [set] = rrsets;
      return set && { values: set.rrdatas, ttlS: set.ttl };
    },
    async write(place, set, { before, bound }) {
      // One change is made whole or not at all, and refused when what it takes away isn't there any more.
      const body = { additions: setOf(place, set), deletions: before ? setOf(place, before) : [] };
      const met = { another: false };
      const absent = (status: number, text: string) => {
        met.another = [404, 409, 412].includes(status) && text.includes('entity.change.');
        return met.another;
      };
      await api({ method: 'POST', path: `${zonePath(place)}/changes`, body, absent }, bound);
      if (met.another) throw new SetChanged();
    },
  });
}

/** The list of zones is the project's, and who may change one zone only may not see it. */
function zonesOf(api: JsonApi, zoneId: string): Zones {
  if (zoneId === '') return { find: (name, bound) => findZone(api, name, bound) };
  return {
    async list(bound) {
      const path = `managedZones/${encodeURIComponent(zoneId)}`;
      const zone = (await api({ method: 'GET', path }, bound)) as ManagedZone;
      return [apiZone(zone.id, zone.dnsName)];
    },
  };
}

async function findZone(api: JsonApi, name: string, bound: Bound): Promise<ApiZone | undefined> {
  const found: ManagedZone[] = [];
  for (let pageToken: string | undefined = ''; pageToken !== undefined;) {
    const query = { dnsName: `${name}.`, ...(pageToken === '' ? {} : { pageToken }) };
    const page = (await api({ method: 'GET', path: 'managedZones', query }, bound)) as {
      managedZones?: ManagedZone[];
      nextPageToken?: string;
    };
    found.push(...(page.managedZones ?? []));
    pageToken = page.nextPageToken;
  }
  const [zone, ...others] = found.filter(({ visibility }) => visibility !== 'private');
  if (others.length === 0) return zone && apiZone(zone.id, zone.dnsName);
  throw new AppError(
    'dns-provider',
    `Google Cloud DNS has the public zone ${name} ${others.length + 1} times`,
    {
      hint: 'Say by GCE_ZONE_ID which one the registrar delegates to.',
    },
  );
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    return { problem: 'the token is refused', hint: 'Run again; if it stays so, make new credentials.' };
  }
  if (status === 403 && /rate ?limit|quota/i.test(said)) {
    return { problem: 'too many requests', hint: 'Run again in a minute.', retryable: true };
  }
  if (status === 403 && /has not been used|disabled/i.test(said)) {
    return { problem: 'the Cloud DNS API is off', hint: "Enable dns.googleapis.com in the zone's project." };
  }
  if (status === 403) {
    return {
      problem: 'the credentials may not do this',
      hint: `They need ${permission}; roles/dns.admin has all.`,
    };
  }
  if (notFound(status)) {
    return { problem: 'there is no such project or zone', hint: 'Check GCE_PROJECT and GCE_ZONE_ID.' };
  }
  return undefined;
}
