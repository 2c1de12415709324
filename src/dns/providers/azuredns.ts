import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { createTokenSource } from '../access-token.ts';
import { createJsonApi, notFound, type ApiRequest, type Explanation, type JsonApi } from '../api.ts';
import { readAzureIdentity, azureVariables } from '../azure-identity.ts';
import { getAzureToken, type AzureCloud } from '../azure-token.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { apiZone, type ApiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfSets, SetChanged, type StoredSet } from '../records.ts';

const permission = 'the role DNS Zone Contributor on the zone';

/** https://learn.microsoft.com/rest/api/dns/, and the same of Azure Resource Manager itself. */
const [dnsVersion, subscriptionsVersion] = ['2018-05-01', '2022-12-01'];

const clouds: Readonly<Record<string, AzureCloud & { manager: string }>> = {
  public: {
    manager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    audience: 'https://management.azure.com',
  },
  usgovernment: {
    manager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    audience: 'https://management.core.usgovcloudapi.net',
  },
  china: {
    manager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    audience: 'https://management.core.chinacloudapi.cn',
  },
};

const variables: readonly ProviderVariable[] = [
  ...azureVariables,
  optionalVariable(
    'AZURE_SUBSCRIPTION_ID',
    'Subscription of the zone; all that the credentials see if empty',
  ),
  optionalVariable('AZURE_RESOURCE_GROUP', 'Resource group of the zone; all if empty'),
  optionalVariable(
    'AZURE_ZONE_NAME',
    'The zone to change, instead of looking for it; with the two above, no right to list zones is needed',
  ),
  optionalVariable('AZURE_ENVIRONMENT', `One of ${Object.keys(clouds).join(', ')}`, { default: 'public' }),
  optionalVariable('AZURE_PRIVATE_ZONE', 'Must be empty or false: a CA sees public zones only'),
  optionalVariable(
    'AZURE_SERVICEDISCOVERY_FILTER',
    'Must be empty: name subscription and resource group instead',
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
  permissions:
    'The role DNS Zone Contributor on the zone; or, on its `_acme-challenge` TXT record sets alone, with Reader on the zone',
  verified: '@azure/arm-dns, @azure/identity, Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const identity = readAzureIdentity(read, context);
    const cloud = readCloud(read);
    const [privateZone, filter] = ['AZURE_PRIVATE_ZONE', 'AZURE_SERVICEDISCOVERY_FILTER'];
    if (!/^(false)?$/i.test(read.text(privateZone)))
      read.refuse(
        privateZone,
        "isn't supported",
        'Leave it out: only what is in a public zone can be proven.',
      );
    if (read.text(filter) !== '')
      read.refuse(filter, "isn't supported", 'Name AZURE_SUBSCRIPTION_ID and AZURE_RESOURCE_GROUP instead.');
    const place = {
      subscription: read.text('AZURE_SUBSCRIPTION_ID'),
      group: read.text('AZURE_RESOURCE_GROUP'),
      zone: read.text('AZURE_ZONE_NAME'),
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
    return createAzure(api, { place, ttlS, baseUrl });
  },
};

function readCloud(read: CredentialReader): (AzureCloud & { manager: string }) | undefined {
  const cloud = clouds[read.text('AZURE_ENVIRONMENT').toLowerCase()];
  if (!cloud)
    read.refuse('AZURE_ENVIRONMENT', 'is no cloud', `Give one of ${Object.keys(clouds).join(', ')}.`);
  return cloud;
}

interface Options {
  place: { subscription: string; group: string; zone: string };
  ttlS: number;
  baseUrl: URL;
}

interface Resource {
  id: string;
  name: string;
  properties?: { zoneType?: string };
}

interface RecordSet {
  etag: string;
  properties: { TTL: number; TXTRecords?: { value: string[] }[] };
}

function createAzure(api: JsonApi, { place: wanted, ttlS, baseUrl }: Options): DnsProvider {
  const setPath = ({ zone, label }: Place) => `${zone.id}/TXT/${encodeURIComponent(label || '@')}`;
  const query = { 'api-version': dnsVersion };
  /** The records of a set as they are stored: one may have several strings. */
  const originals = new WeakMap<StoredSet, ReadonlyMap<string, readonly string[]>>();

  return providerOfSets({
    title: azuredns.title,
    permission,
    ttlS,
    format: (value) => value,
    zones: { list: (bound) => listZones(api, { wanted, baseUrl }, bound) },
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

/** The public zones that the credentials see, and that the variables don't leave out. */
async function listZones(
  api: JsonApi,
  { wanted, baseUrl }: { wanted: Options['place']; baseUrl: URL },
  bound: Bound,
): Promise<readonly ApiZone[]> {
  const { subscription, group, zone } = wanted;
  const groupPath = (id: string) => `/subscriptions/${id}/resourceGroups/${encodeURIComponent(group)}`;
  const provider = 'providers/Microsoft.Network/dnsZones';
  if (subscription !== '' && group !== '' && zone !== '')
    return [apiZone(`${groupPath(encodeURIComponent(subscription))}/${provider}/${zone}`, zone)];
  const list = (path: string, version: string) => allPages(api, { path, version, baseUrl }, bound);
  const subscriptions =
    subscription === ''
      ? (await list('subscriptions', subscriptionsVersion)).map(({ id }) => id.replace(/^.*\//, ''))
      : [encodeURIComponent(subscription)];
  const zones: ApiZone[] = [];
  for (const id of subscriptions) {
    const path = group === '' ? `/subscriptions/${id}/${provider}` : `${groupPath(id)}/${provider}`;
    for (const found of await list(path, dnsVersion)) {
      if (found.properties?.zoneType !== 'Private') zones.push(apiZone(found.id, found.name));
    }
  }
  return unambiguous(zones.filter(({ name }) => zone === '' || name === apiZone('', zone).name));
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

/** A group or subscription that isn't there has nothing. */
async function allPages(
  api: JsonApi,
  { path, version, baseUrl }: { path: string; version: string; baseUrl: URL },
  bound: Bound,
): Promise<Resource[]> {
  const all: Resource[] = [];
  let next: Pick<ApiRequest, 'path' | 'query'> | undefined = { path, query: { 'api-version': version } };
  while (next) {
    const page = (await api({ method: 'GET', ...next, absent: notFound }, bound)) as
      { value?: Resource[]; nextLink?: string } | undefined;
    all.push(...(page?.value ?? []));
    next = page?.nextLink ? requestOf(page.nextLink, baseUrl) : undefined;
  }
  return all;
}

/** The token goes nowhere else, whatever a link says. */
function requestOf(link: string, { origin }: URL): Pick<ApiRequest, 'path' | 'query'> {
  const url = URL.parse(link);
  if (url?.origin !== origin) {
    throw new AppError('dns-provider', 'Azure DNS: the next page of a list is on another host', {
      hint: `Check what is between the runner and ${origin}: the link should lead there.`,
    });
  }
  return { path: url.pathname, query: Object.fromEntries(url.searchParams) };
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
  if (status === 400 && /TooManyRecords|exceed/i.test(said)) {
    return { problem: 'the name has too many values', hint: 'Remove old values there: Azure DNS holds 20.' };
  }
  return undefined;
}
