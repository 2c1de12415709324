import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { createTokenSource } from '../access-token.ts';
import { createJsonApi, notFound, type ApiRequest, type Explanation, type JsonApi } from '../api.ts';
import { readAzureIdentity, azureVariables } from '../azure/identity.ts';
import { getAzureToken, type AzureCloud } from '../azure/token.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { apiZone, type ApiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderPorts, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfSets, SetChanged, type StoredSet } from '../records.ts';

const permission = 'the role DNS Zone Contributor on the zone';

/** https://learn.microsoft.com/rest/api/dns/ and https://learn.microsoft.com/rest/api/azureresourcegraph/. */
const [dnsVersion, graphVersion] = ['2018-05-01', '2024-04-01'];

const clouds: Readonly<Record<string, AzureCloud & { manager: string }>> = {
  public: {
    manager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    audience: 'https://management.azure.com',
    exchange: 'api://AzureADTokenExchange',
  },
  usgovernment: {
    manager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    audience: 'https://management.core.usgovcloudapi.net',
    exchange: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    manager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    audience: 'https://management.core.chinacloudapi.cn',
    exchange: 'api://AzureADTokenExchangeChina',
  },
};

const variables: readonly ProviderVariable[] = [
  ...azureVariables,
  optionalVariable(
    'AZURE_SUBSCRIPTION_ID',
    'Subscription of the zone; all that the credentials see if empty',
  ),
  optionalVariable('AZURE_RESOURCE_GROUP', 'Resource group of the zone; all if empty'),
  optionalVariable('AZURE_ZONE_NAME', 'The zone to change; with the two above, it is not looked for'),
  optionalVariable('AZURE_ENVIRONMENT', `One of ${Object.keys(clouds).join(', ')}`, { default: 'public' }),
  optionalVariable('AZURE_PRIVATE_ZONE', 'Must be empty or false: a CA sees public zones only'),
  optionalVariable(
    'AZURE_SERVICEDISCOVERY_FILTER',
    'Further condition in the search for zones, in the words of Azure Resource Graph: `where tags.use == "web"`',
  ),
  ttlVariable('AZURE_TTL', 60),
];

/** Azure's public DNS zones, by Azure Resource Manager. */
export const azuredns: ProviderSpec = {
  name: 'azuredns',
  aliases: ['azure'],
  title: 'Azure DNS',
  documentation: 'https://go-acme.github.io/lego/dns/azuredns/',
  variables,
  example: ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_SUBSCRIPTION_ID'],
  permissions:
    'The role DNS Zone Contributor on the zone; or, on its `_acme-challenge` TXT record sets alone, with Reader on the zone. With an ID token of the job, as above: `permissions: { id-token: write }` in the job, and a federated credential for it in the application. After `azure/login`, no variable has to be set',
  verified: 'The SDKs arm-dns, arm-resourcegraph and identity; Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const identity = readAzureIdentity(read, context);
    const cloud = readCloud(read);
    const privateZone = 'AZURE_PRIVATE_ZONE';
    if (!/^(false)?$/i.test(read.text(privateZone)))
      read.refuse(
        privateZone,
        "isn't supported",
        'Leave it out: only what is in a public zone can be proven.',
      );
    const place = {
      subscription: read.text('AZURE_SUBSCRIPTION_ID'),
      group: read.text('AZURE_RESOURCE_GROUP'),
      zone: read.text('AZURE_ZONE_NAME'),
      filter: read.text('AZURE_SERVICEDISCOVERY_FILTER'),
    };
    const ttlS = read.ttl('AZURE_TTL');
    if (read.faults.length > 0 || !identity || !cloud) return { faults: read.faults };
    const tokens = createTokenSource(context.ports, (bound) =>
      getAzureToken(identity, { cloud, context }, bound),
    );
    const authorize = async (_: unknown, bound: Bound) => ({
      authorization: new Secret(`Bearer ${(await tokens(bound)).reveal()}`),
    });
    const baseUrl = new URL(cloud.manager);
    const api = createJsonApi({ title: azuredns.title, baseUrl, headers: {}, authorize, context, explain });
    return createAzure(api, { place, ttlS, ports: context.ports });
  },
};

function readCloud(read: CredentialReader): (AzureCloud & { manager: string }) | undefined {
  const cloud = clouds[read.text('AZURE_ENVIRONMENT').toLowerCase()];
  if (!cloud)
    read.refuse('AZURE_ENVIRONMENT', 'is no cloud', `Give one of ${Object.keys(clouds).join(', ')}.`);
  return cloud;
}

interface Options {
  place: { subscription: string; group: string; zone: string; filter: string };
  ttlS: number;
  ports: ProviderPorts;
}

interface Resource {
  id: string;
  name: string;
}

interface RecordSet {
  etag: string;
  properties: { TTL: number; TXTRecords?: { value: string[] }[] };
}

function createAzure(api: JsonApi, { place: wanted, ttlS, ports }: Options): DnsProvider {
  const setPath = ({ zone, label }: Place) => `${zone.id}/TXT/${encodeURIComponent(label || '@')}`;
  const query = { 'api-version': dnsVersion };
  /** The records of a set as they are stored: one may have several strings. */
  const originals = new WeakMap<StoredSet, ReadonlyMap<string, readonly string[]>>();

  return providerOfSets({
    title: azuredns.title,
    permission,
    ports,
    ttlS,
    format: (value) => value,
    zones: { list: (bound) => listZones(api, wanted, bound) },
    async read(place, bound) {
      demandOne(place.zone);
      const set = await api({ method: 'GET', path: setPath(place), query, absent: notFound }, bound);
      if (set === undefined) return undefined;
      const { etag, properties } = set as RecordSet;
      const records = new Map((properties.TXTRecords ?? []).map(({ value }) => [value.join(''), value]));
      const stored = { values: [...records.keys()], ttlS: properties.TTL, version: etag };
      originals.set(stored, records);
      return stored;
    },
    async write(place, { values, ttlS: ttl }, { before, bound }) {
      const records = before && originals.get(before);
      const body = {
        properties: {
          TTL: ttl,
          TXTRecords: values.map((value) => ({ value: records?.get(value) ?? [value] })),
        },
      };
      const method = values.length === 0 ? 'DELETE' : before ? 'PATCH' : 'PUT';
      const met = { another: false };
      const request: ApiRequest = {
        method,
        path: setPath(place),
        query,
        headers: before ? { 'if-match': before.version ?? '*' } : { 'if-none-match': '*' },
        ...(method === 'DELETE' ? {} : { body }),
        absent(status) {
          // 404: it was there a moment ago.
          met.another = status === 412 || (before !== undefined && status === 404);
          return met.another;
        },
      };
      await api(request, bound);
      if (met.another) throw new SetChanged();
    },
  });
}

/**
 * The public zones that the credentials may read and the variables don't leave out, by Azure Resource Graph, which
 * unlike the list of a subscription's zones is open to who has rights on one zone only.
 */
async function listZones(api: JsonApi, wanted: Options['place'], bound: Bound): Promise<readonly ApiZone[]> {
  const { subscription, group, zone } = wanted;
  if (subscription !== '' && group !== '' && zone !== '') {
    const path = [subscription, 'resourceGroups', group, 'providers/Microsoft.Network/dnsZones', zone];
    return [apiZone(`/subscriptions/${path.join('/')}`, zone)];
  }
  const zones: Resource[] = [];
  for (let skipToken: string | undefined = ''; skipToken !== undefined;) {
    const options = { resultFormat: 'objectArray', ...(skipToken === '' ? {} : { $skipToken: skipToken }) };
    const request: ApiRequest = {
      method: 'POST',
      path: 'providers/Microsoft.ResourceGraph/resources',
      query: { 'api-version': graphVersion },
      body: { query: graphQuery(wanted), options },
    };
    const page = (await api(request, bound)) as { data?: Resource[]; $skipToken?: string } | undefined;
    zones.push(...(page?.data ?? []));
    skipToken = page?.$skipToken;
  }
  return unambiguous(zones.map(({ id, name }) => apiZone(id, name)));
}

/** As lego asks. */
function graphQuery({ subscription, group, zone, filter }: Options['place']): string {
  const only = Object.entries({ subscriptionId: subscription, resourceGroup: group, name: zone });
  return [
    'resources',
    '| where type =~ "microsoft.network/dnszones"',
    ...only.flatMap(([column, value]) =>
      value === '' ? [] : [`| where ${column} =~ ${JSON.stringify(value)}`],
    ),
    ...(filter === '' ? [] : [`| ${filter}`]),
    '| project id, name',
    '| order by id asc',
  ].join('\n');
}

/** Several groups may have a zone of one name, and only one of them is what the registrar knows. */
function unambiguous(zones: readonly ApiZone[]): ApiZone[] {
  return [...Map.groupBy(zones, ({ name }) => name)].map(([name, same]) => ({
    name,
    id: same.map(({ id }) => id).join(' '),
  }));
}

function demandOne({ id, name }: ApiZone): void {
  const ids = id.split(' ');
  if (ids.length === 1) return;
  throw new AppError(
    'dns-provider',
    `Azure DNS has the zone ${name} ${ids.length} times: ${ids.join(', ')}`,
    {
      hint: 'Say by AZURE_SUBSCRIPTION_ID and AZURE_RESOURCE_GROUP which one the registrar delegates to.',
    },
  );
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 401) {
    return { problem: 'the token is refused', hint: 'Check AZURE_ENVIRONMENT and AZURE_TENANT_ID.' };
  }
  if (status === 403) {
    return {
      problem: 'the credentials may not do this',
      hint: `Give them ${permission}. A new assignment takes some minutes to work.`,
    };
  }
  if (status === 404) {
    return {
      problem: 'the zone is not there',
      hint: 'Check AZURE_ZONE_NAME, AZURE_RESOURCE_GROUP and AZURE_SUBSCRIPTION_ID.',
    };
  }
  if (status === 409)
    return { problem: 'the zone is being changed', hint: 'Run again in a minute.', retryable: true };
  if (/NoValidSubscriptions/.test(said)) {
    return {
      problem: 'the credentials see no subscription',
      hint: `Give them ${permission}, and check AZURE_SUBSCRIPTION_ID.`,
    };
  }
  if (status === 400 && /TooManyRecords|exceed/i.test(said)) {
    return { problem: 'the name has too many values', hint: 'Remove old values there: Azure DNS holds 20.' };
  }
  return undefined;
}
