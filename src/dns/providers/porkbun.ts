import type { Bound } from '../../base/bound.ts';
import { Secret } from '../../base/secret.ts';
import { createJsonApi, type ApiRequest, type Explanation } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { apiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords, type StoredRecord } from '../records.ts';

const permission = 'API access switched on for the domain';

const variables: readonly ProviderVariable[] = [
  secretVariable('PORKBUN_API_KEY', 'API key'),
  secretVariable('PORKBUN_SECRET_API_KEY', 'Secret API key'),
  ttlVariable('PORKBUN_TTL', 600),
];

/** Porkbun, by its API v3, which takes its keys in the body. */
export const porkbun: ProviderSpec = {
  name: 'porkbun',
  title: 'Porkbun',
  documentation: 'https://go-acme.github.io/lego/dns/porkbun/',
  variables,
  permissions: `API key, with ${permission}`,
  verified: 'Lexicon',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const key = read.secret('PORKBUN_API_KEY') ?? new Secret('');
    const secret = read.secret('PORKBUN_SECRET_API_KEY') ?? new Secret('');
    const ttlS = read.ttl('PORKBUN_TTL', 300);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://api.porkbun.com/api/json/v3');
    const secrets = [key, secret];
    const api = createJsonApi({ title: porkbun.title, baseUrl, headers: {}, secrets, context, explain });
    const keys = () => ({ apikey: key.reveal(), secretapikey: secret.reveal() });
    return createPorkbun(
      (path, { body, absent }, bound) =>
        api({ method: 'POST', path, body: { ...body, ...keys() }, ...(absent ? { absent } : {}) }, bound),
      ttlS,
    );
  },
};

type Ask = (
  path: string,
  more: { body?: object; absent?: ApiRequest['absent'] },
  bound: Bound,
) => Promise<unknown>;

interface Listed {
  records?: { id: string; name: string; type: string; content: string }[];
}

function createPorkbun(ask: Ask, ttlS: number): DnsProvider {
  const list = async ({ zone, name }: Place, bound: Bound): Promise<readonly StoredRecord[]> => {
    const { records = [] } = (await ask(`dns/retrieve/${zone.id}`, {}, bound)) as Listed;
    return records
      .filter((record) => record.type === 'TXT' && record.name === name)
      .map(({ id, content }) => ({ id, value: content }));
  };
  return providerOfRecords({
    title: porkbun.title,
    permission,
    zones: {
      async find(name, bound) {
        const zone = await ask(`dns/retrieve/${name}`, { absent: isNoDomain }, bound);
        return zone === undefined ? undefined : apiZone(name, name);
      },
    },
    list,
    async create({ zone, label }, value, bound) {
      const body = { name: label, type: 'TXT', content: value, ttl: String(ttlS) };
      await ask(`dns/create/${zone.id}`, { body }, bound);
    },
    async remove(place, id, bound) {
      const absent = (status: number, body: string) => status === 400 && /invalid record id/i.test(body);
      await ask(`dns/delete/${place.zone.id}/${id}`, { absent }, bound);
    },
  });
}

function isNoDomain(status: number, body: string): boolean {
  return status === 400 && /invalid domain/i.test(body);
}

function explain(status: number, said: string): Explanation | undefined {
  if (/opted in/i.test(said)) {
    return {
      problem: 'API access is switched off for the domain',
      hint: "Switch on API Access in the domain's settings at Porkbun.",
    };
  }
  if (/api key/i.test(said) || status === 401 || status === 403) {
    return {
      problem: 'the keys are wrong',
      hint: 'Check PORKBUN_API_KEY and PORKBUN_SECRET_API_KEY, and that no address filter excludes the runner.',
    };
  }
  return undefined;
}
