import { createJsonApi, type ApiRequest, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { allPages, apiZone } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { notFound } from '../api.ts';
import { providerOfRecords } from '../records.ts';

const permission = 'Zone / Zone / Read and Zone / DNS / Edit on the zone';

const variables: readonly ProviderVariable[] = [
  optionalVariable('CF_DNS_API_TOKEN', 'API token that may change the zone', {
    secret: true,
    aliases: ['CLOUDFLARE_DNS_API_TOKEN'],
  }),
  optionalVariable('CF_ZONE_API_TOKEN', 'API token that may read zones, when the other may not', {
    secret: true,
    aliases: ['CLOUDFLARE_ZONE_API_TOKEN'],
  }),
  optionalVariable('CF_API_EMAIL', "The account's address, with CF_API_KEY instead of a token", {
    aliases: ['CLOUDFLARE_EMAIL'],
  }),
  optionalVariable('CF_API_KEY', 'Global API key: may do everything, so prefer a token', {
    secret: true,
    aliases: ['CLOUDFLARE_API_KEY'],
  }),
  ttlVariable('CLOUDFLARE_TTL', 120),
  optionalVariable('CLOUDFLARE_BASE_URL', 'URL of the API', {
    default: 'https://api.cloudflare.com/client/v4',
  }),
];

/** Cloudflare, by its API v4. */
export const cloudflare: ProviderSpec = {
  name: 'cloudflare',
  title: 'Cloudflare',
  documentation: 'https://go-acme.github.io/lego/dns/cloudflare/',
  variables,
  permissions: `API token with ${permission}`,
  verified: "Cloudflare's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const baseUrl = read.url('CLOUDFLARE_BASE_URL', 'CF_DNS_API_TOKEN');
    const ttlS = read.ttl('CLOUDFLARE_TTL', 60);
    const headers = readHeaders(read);
    if (read.faults.length > 0) return { faults: read.faults };
    const [edit, readZones] = [headers.edit, headers.zone].map((sent) =>
      createJsonApi({ title: cloudflare.title, baseUrl, headers: sent, context, explain }),
    );
    return edit && readZones ? createCloudflare({ edit, readZones }, ttlS) : { faults: [] };
  },
};

function readHeaders(read: CredentialReader) {
  const email = read.text('CF_API_EMAIL');
  const key = read.secret('CF_API_KEY');
  if (read.secret('CF_DNS_API_TOKEN')) {
    const edit = { authorization: read.authorization('CF_DNS_API_TOKEN') };
    const zone = read.secret('CF_ZONE_API_TOKEN')
      ? { authorization: read.authorization('CF_ZONE_API_TOKEN') }
      : edit;
    return { edit, zone };
  }
  if ((email === '') !== !key) {
    const [missing, set] = key ? ['CF_API_EMAIL', 'CF_API_KEY'] : ['CF_API_KEY', 'CF_API_EMAIL'];
    read.refuse(
      missing,
      'is not set',
      `Set it too: ${set} works only with it; or better, set CF_DNS_API_TOKEN.`,
    );
    return { edit: {}, zone: {} };
  }
  if (email === '' || !key) {
    read.refuse('CF_DNS_API_TOKEN', 'is not set', `Set it to an API token with ${permission}.`);
    return { edit: {}, zone: {} };
  }
  const both = { 'x-auth-email': email, 'x-auth-key': key };
  return { edit: both, zone: both };
}

interface Listed {
  result?: { id: string; name: string; content: string }[];
  result_info?: { total_pages?: number };
}

function createCloudflare(
  { edit, readZones }: Readonly<Record<'edit' | 'readZones', JsonApi>>,
  ttlS: number,
): DnsProvider {
  const records = (zone: { id: string }) => `zones/${zone.id}/dns_records`;
  return providerOfRecords({
    title: cloudflare.title,
    permission,
    zones: {
      async find(name, bound) {
        const query = { name, per_page: '50' };
        const { result = [] } = (await readZones({ method: 'GET', path: 'zones', query }, bound)) as Listed;
        const zone = result.find((listed) => listed.name === name);
        return zone && apiZone(zone.id, zone.name);
      },
    },
    list: ({ zone, name }, bound) =>
      allPages(async (page) => {
        const query = { type: 'TXT', name, per_page: '100', page: String(page) };
        const listed = (await edit({ method: 'GET', path: records(zone), query }, bound)) as Listed;
        const items = (listed.result ?? []).map(({ id, content }) => ({ id, value: content }));
        return { items, more: page < (listed.result_info?.total_pages ?? 1) };
      }),
    async create({ zone, name }, value, bound) {
      const body = { type: 'TXT', name, content: JSON.stringify(value), ttl: ttlS };
      const request: ApiRequest = { method: 'POST', path: records(zone), body, absent: isThereAlready };
      await edit(request, bound);
    },
    async remove({ zone }, id, bound) {
      await edit({ method: 'DELETE', path: `${records(zone)}/${id}`, absent: notFound }, bound);
    },
  });
}

/** A list that was read a moment ago may lack what the next request meets. */
function isThereAlready(status: number, body: string): boolean {
  return status === 400 && /"code"\s*:\s*8105[78]\b/.test(body);
}

function explain(status: number, said: string): Explanation | undefined {
  if (status === 400 && /request headers/i.test(said)) {
    return { problem: 'the credentials are malformed', hint: 'Check CF_DNS_API_TOKEN for missing letters.' };
  }
  if (status !== 401 && status !== 403) return undefined;
  return {
    problem: 'the token is wrong or may not do this',
    hint: `Check CF_DNS_API_TOKEN, its expiry and its address filter; it needs ${permission}.`,
  };
}
