import { createHash } from 'node:crypto';
import { readFields, route, type FakeApi, type FakeRequest, type Reply } from './fake-api.ts';
import { fullName, Records } from './store.ts';

export interface AzureKeys {
  tenant: string;
  client: string;
  secret: string;
  subscription: string;
  group: string;
}

const accessToken = 'a-token-of-azure-resource-manager-for-an-hour';
/** Another subscription, which the credentials see too. */
const other = '00000000-0000-0000-0000-00000000cafe';
const pageSize = 20;

/** https://learn.microsoft.com/rest/api/dns/ (2018-05-01), with the tokens of Microsoft Entra ID. */
export function fakeAzure(keys: AzureKeys): FakeApi {
  const records = new Records();
  const zoneId = (zone: string) =>
    `/subscriptions/${keys.subscription}/resourceGroups/${keys.group}/providers/Microsoft.Network/dnszones/${zone}`;
  const zoneOf = (zone: string) => ({
    id: zoneId(zone),
    name: zone,
    type: 'Microsoft.Network/dnszones',
    location: 'global',
    properties: { zoneType: 'Public', numberOfRecordSets: records.at(zone).length + 2 },
  });
  const setOf = (zone: string, label: string) => {
    const stored = records.at(zone, { label, type: 'TXT' });
    const [first] = stored;
    return (
      first && {
        id: `${zoneId(zone)}/TXT/${label || '@'}`,
        name: label || '@',
        type: 'Microsoft.Network/dnszones/TXT',
        etag: createHash('sha256')
          .update(stored.map(({ id }) => id).join())
          .digest('hex')
          .slice(0, 32),
        properties: {
          fqdn: `${fullName(first)}.`,
          provisioningState: 'Succeeded',
          TTL: first.ttl,
          TXTRecords: stored.map(({ value }) => ({ value: [value] })),
        },
      }
    );
  };

  return {
    hosts: ['management.azure.com', 'login.microsoftonline.com'],
    records,
    answer(request) {
      if (request.url.hostname === 'login.microsoftonline.com')
        return tokenFor(request, keys) ?? { status: 501 };
      const { url, headers } = request;
      if (headers['authorization'] !== `Bearer ${accessToken}`)
        return failure(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
      if (url.searchParams.get('api-version') === null)
        return failure(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
      return route(ofOneCase(request), handlers(request)) ?? { status: 501 };
    },
  };

  function handlers(request: FakeRequest) {
    const { subscription, group } = keys;
    const at = '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.Network/dnsZones';
    const all = records.zones.map(zoneOf);
    const inZone =
      (work: (zone: string, label: string) => Reply) =>
      (at: Readonly<Record<string, string>>): Reply => {
        const { zone = '', label = '@' } = at;
        if (at['subscription'] !== subscription || at['group'] !== group || !records.zones.includes(zone))
          return failure(404, 'ParentResourceNotFound', `Failed to perform 'write' on '${zone}': not found`);
        return work(zone, label === '@' ? '' : label);
      };
    return {
      'POST /providers/Microsoft.ResourceGraph/resources': () => query(request.body, all),
      [`GET ${at}`]: (given: { group?: string }) =>
        given.group === group
          ? page(request, all)
          : failure(404, 'ResourceGroupNotFound', 'Resource group could not be found.'),
      [`GET ${at}/:zone`]: inZone((zone) => ({ status: 200, body: zoneOf(zone) })),
      [`GET ${at}/:zone/TXT`]: inZone((zone) => {
        const labels = [...new Set(records.at(zone, { type: 'TXT' }).map(({ label }) => label))];
        return page(
          request,
          labels.map((label) => setOf(zone, label)),
        );
      }),
      [`GET ${at}/:zone/TXT/:label`]: inZone((zone, label) => {
        const set = setOf(zone, label);
        return set ? { status: 200, body: set } : failure(404, 'NotFound', `${label} does not exist`);
      }),
      [`PUT ${at}/:zone/TXT/:label`]: inZone((zone, label) => write(request, { zone, label })),
      [`PATCH ${at}/:zone/TXT/:label`]: inZone((zone, label) =>
        setOf(zone, label)
          ? write(request, { zone, label })
          : failure(404, 'NotFound', `${label} does not exist`),
      ),
      [`DELETE ${at}/:zone/TXT/:label`]: inZone((zone, label) => {
        const set = setOf(zone, label);
        if (!set) return { status: 204 };
        if (!fits(request, set)) return preconditionFailed();
        records.replace({ zone, label, type: 'TXT', ttl: 0 }, []);
        return { status: 200 };
      }),
    };
  }

  function write(request: FakeRequest, { zone, label }: { zone: string; label: string }): Reply {
    const before = setOf(zone, label);
    if (!fits(request, before)) return preconditionFailed();
    const body = readFields(request.body, { properties: 'object', etag: 'string?', id: 'string?' });
    if (body.problem !== undefined) return failure(400, 'BadRequest', body.problem);
    const properties = readFields(JSON.stringify(body.fields['properties']), {
      TTL: 'number?',
      TXTRecords: 'array',
      metadata: 'object?',
      fqdn: 'string?',
      provisioningState: 'string?',
      targetResource: 'object?',
      trafficManagementProfile: 'object?',
    });
    if (properties.problem !== undefined) return failure(400, 'BadRequest', properties.problem);
    const { TTL = before?.properties.TTL, TXTRecords } = properties.fields as unknown as {
      TTL?: number;
      TXTRecords: { value: string[] }[];
    };
    const values = TXTRecords.map(({ value }) => value);
    const isText = values.every((value) => value.length > 0 && value.every((text) => text.length <= 255));
    if (TTL === undefined || !isText || values.length === 0 || values.length > 20)
      return failure(400, 'BadRequest', 'A record set needs a TTL and 1 to 20 records of strings');
    if (new Set(values.map((value) => value.join('\0'))).size < values.length)
      return failure(400, 'BadRequest', 'The record set has duplicate records');
    records.replace(
      { zone, label, type: 'TXT', ttl: TTL },
      values.map((value) => value.join('')),
    );
    return { status: before ? 200 : 201, body: setOf(zone, label) };
  }
}

/**
 * https://learn.microsoft.com/azure/governance/resource-graph/: as much of its language as conditions on one column.
 * The zones of another subscription, and private ones, are there too.
 */
function query(body: string, zones: readonly { id: string; name: string }[]): Reply {
  const read = readFields(body, { query: 'string', options: 'object?', subscriptions: 'array?' });
  if (read.problem !== undefined) return failure(400, 'BadRequest', read.problem);
  const { query: text, options } = read.fields as unknown as {
    query: string;
    options?: { $skipToken?: string };
  };
  const elsewhere = zones
    .slice(0, 3)
    .map(({ id, name }) => ({ id: id.replace(/\/[\w-]+cc\//, `/${other}/`), name }));
  const inside = zones.map(({ id, name }) => ({ id: id.replace('/dnszones/', '/privateDnsZones/'), name }));
  let rows = [...inside, ...zones, ...elsewhere].map(({ id, name }) => {
    const [, , subscriptionId = '', , resourceGroup = '', , namespace = '', kind = ''] = id.split('/');
    return { id, name, subscriptionId, resourceGroup, type: `${namespace}/${kind}`.toLowerCase() };
  });
  const [table = '', ...steps] = text.trim().split(/\s*\n\s*\|\s*/);
  if (!/^resources$/i.test(table)) return failure(400, 'InvalidQuery', 'Query is invalid: table');
  for (const step of steps) {
    const [, column = '', value = ''] = /^where (\w+) =~ "((?:[^"\\]|\\.)*)"$/.exec(step) ?? [];
    const isKnown = (name: string): name is keyof (typeof rows)[number] => name in (rows[0] ?? {});
    if (isKnown(column)) rows = rows.filter((row) => row[column].toLowerCase() === value.toLowerCase());
    else if (!/^(project id, name|order by \w+ asc)$/.test(step))
      return failure(400, 'InvalidQuery', `Query is invalid: ${step}`);
  }
  const start = Number(options?.$skipToken ?? 0);
  const data = rows.slice(start, start + pageSize).map(({ id, name }) => ({ id, name }));
  const more = start + pageSize < rows.length ? { $skipToken: String(start + pageSize) } : {};
  const counts = { totalRecords: rows.length, count: data.length, resultTruncated: 'false', facets: [] };
  return { status: 200, body: { ...counts, data, ...more } };
}

function fits({ headers }: FakeRequest, set: { etag: string } | undefined): boolean {
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (none === '*' && set) return false;
  return match === undefined || (match === '*' ? set !== undefined : match === set?.etag);
}

function preconditionFailed(): Reply {
  return failure(412, 'PreconditionFailed', 'The condition was not met.');
}

/** Azure Resource Manager doesn't look at the case of these. */
function ofOneCase(request: FakeRequest): FakeRequest {
  const url = new URL(request.url);
  url.pathname = url.pathname
    .replace(/\/dnszones(?=\/|$)/i, '/dnsZones')
    .replace(/\/resourcegroups(?=\/|$)/i, '/resourceGroups');
  return { ...request, url };
}

function page({ url }: FakeRequest, items: readonly unknown[]): Reply {
  const start = Number(url.searchParams.get('$skipToken') ?? 0);
  const next = new URL(url);
  next.searchParams.set('$skipToken', String(start + pageSize));
  const more = start + pageSize < items.length ? { nextLink: next.href } : {};
  return { status: 200, body: { value: items.slice(start, start + pageSize), ...more } };
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, and its version 1. */
function tokenFor(request: FakeRequest, { tenant, client, secret }: AzureKeys): Reply | undefined {
  const grant = (version: 1 | 2) => (): Reply => {
    const form = new URLSearchParams(request.body);
    const refused = (description: string): Reply => ({
      status: 401,
      body: { error: 'invalid_client', error_description: `${description}. Trace ID: 1`, error_codes: [1] },
    });
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true)
      return refused('AADSTS900144: The request body must contain the following parameter');
    const isFor =
      version === 1
        ? /^https:\/\/management\.(azure\.com|core\.windows\.net)\/?$/.test(form.get('resource') ?? '')
        : /^https:\/\/management\.(azure\.com|core\.windows\.net)\/?\/\.default( |$)/.test(
            form.get('scope') ?? '',
          );
    if (form.get('grant_type') !== 'client_credentials' || !isFor)
      return refused('AADSTS70011: The provided value for scope is not valid');
    if (form.get('client_id') !== client) return refused('AADSTS700016: Application was not found');
    if (form.get('client_secret') !== secret)
      return refused(
        'AADSTS7000215: Invalid client secret provided. Ensure the secret is the value, not the ID',
      );
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: accessToken },
    };
  };
  const issuer = `https://login.microsoftonline.com/${tenant}`;
  return route(request, {
    [`POST /${tenant}/oauth2/v2.0/token`]: grant(2),
    [`POST /${tenant}/oauth2/token`]: grant(1),
    [`GET /${tenant}/v2.0/.well-known/openid-configuration`]: () => ({
      status: 200,
      body: {
        issuer: `${issuer}/v2.0`,
        token_endpoint: `${issuer}/oauth2/v2.0/token`,
        authorization_endpoint: `${issuer}/oauth2/v2.0/authorize`,
        jwks_uri: `${issuer}/discovery/v2.0/keys`,
      },
    }),
  });
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}
