import { createHash, createHmac } from 'node:crypto';
import type { FakeApi, FakeRequest, Parameters, Reply } from './fake-api.ts';
import { pageOf, Records, type Stored } from './store.ts';

interface Keys {
  keyId: string;
  secret: string;
}

/** https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-overview; its two ways to sign, 3.0 and 1.0. */
export function fakeAlidns(keys: Keys): FakeApi {
  const records = new Records();
  const shown = ({ id, zone, label, type, value, ttl }: Stored) => ({
    RecordId: String(id),
    DomainName: zone,
    RR: label || '@',
    Type: type,
    Value: value,
    TTL: ttl,
    Line: 'default',
    Status: 'ENABLE',
  });
  const listed = (found: Stored[], query: URLSearchParams, standard: number): Reply => {
    const size = { size: 'PageSize', standard, most: 500 };
    const paged = new URLSearchParams({ ...Object.fromEntries(query), page: query.get('PageNumber') ?? '1' });
    const { items, page, total, perPage } = pageOf(found, paged, size);
    const body = { PageNumber: page, PageSize: perPage, TotalCount: total };
    return { status: 200, body: { ...body, DomainRecords: { Record: items.map(shown) } } };
  };
  const actions: Readonly<Record<string, (query: URLSearchParams, given: Parameters) => Reply>> = {
    DescribeDomains(query) {
      const paged = new URLSearchParams({
        ...Object.fromEntries(query),
        page: query.get('PageNumber') ?? '1',
      });
      const { items, total } = pageOf(records.zones, paged, { size: 'PageSize', standard: 20, most: 100 });
      const Domain = items.map((name) => ({ DomainId: name, DomainName: name, PunyCode: name }));
      return { status: 200, body: { TotalCount: total, Domains: { Domain } } };
    },
    DescribeDomainInfo: (_, { DomainName: name = '' }) =>
      records.zones.includes(name) ? { status: 200, body: { DomainId: name, DomainName: name } } : foreign,
    DescribeSubDomainRecords(query, { SubDomain: name = '', DomainName: zone = '', Type: type = '' }) {
      if (!records.zones.includes(zone)) return foreign;
      if (!name.endsWith(`.${zone}`)) return failure(400, 'InvalidSubDomain', 'The subdomain is not valid.');
      const label = name.slice(0, -zone.length - 1).replace(/^@$/, '');
      return listed(records.at(zone, { label, type }), query, 20);
    },
    // The words are searched for anywhere, letters of either case.
    DescribeDomainRecords(
      query,
      { DomainName: zone = '', RRKeyWord = '', TypeKeyWord = '', ValueKeyWord = '' },
    ) {
      if (!records.zones.includes(zone)) return foreign;
      const fits = (text: string, word: string) => text.toLowerCase().includes(word.toLowerCase());
      const found = records
        .at(zone)
        .filter(
          ({ label, type, value }) =>
            fits(label, RRKeyWord) && fits(type, TypeKeyWord) && fits(value, ValueKeyWord),
        );
      return listed(found, query, 20);
    },
    AddDomainRecord(
      _,
      { DomainName: zone = '', RR: rr = '', Type: type = '', Value: value = '', TTL: ttl = '600' },
    ) {
      if (!records.zones.includes(zone)) return foreign;
      if (rr === '') return failure(400, 'MissingRR', 'RR is mandatory for this action.');
      const label = rr === '@' ? '' : rr;
      if (Number(ttl) < 600) return failure(400, 'InvalidTTL', 'The TTL of the domain record is not valid.');
      if (records.at(zone, { label, type }).some((record) => record.value === value)) {
        return failure(400, 'DomainRecordDuplicate', 'The DNS record already exists.');
      }
      const { id } = records.add({ zone, label, type, value, ttl: Number(ttl) });
      return { status: 200, body: { RequestId: '1', RecordId: String(id) } };
    },
    DeleteDomainRecord: (_, { RecordId: id = '' }) =>
      records.remove(id)
        ? { status: 200, body: { RequestId: '1', RecordId: id } }
        : failure(400, 'DomainRecordNotBelongToUser', 'The domain record does not belong to this user.'),
  };
  return {
    hosts: ['alidns.aliyuncs.com'],
    records,
    answer(request) {
      const { searchParams: query } = request.url;
      const refused = query.has('Signature') ? refusalV1(request, keys) : refusalV3(request, keys);
      if (refused) return refused;
      const action = query.get('Action') ?? request.headers['x-acs-action'] ?? '';
      const version = query.get('Version') ?? request.headers['x-acs-version'];
      if (request.url.pathname !== '/' || version !== '2015-01-09') return { status: 501 };
      return actions[action]?.(query, Object.fromEntries(query)) ?? { status: 501 };
    },
  };
}

/** https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature */
function refusalV3({ method, url, headers, body }: FakeRequest, { keyId, secret }: Keys): Reply | undefined {
  const [, id, names = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w{64})$/.exec(
      headers['authorization'] ?? '',
    ) ?? [];
  const unsigned = Object.keys(headers).find(
    (name) => (name.startsWith('x-acs-') || name === 'host') && !names.split(';').includes(name),
  );
  if (id !== keyId) return failure(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  if (unsigned !== undefined) return failure(400, 'IncompleteSignature', `${unsigned} has to be signed.`);
  const hash = createHash('sha256').update(body).digest('hex');
  const query = url.search.slice(1).split('&').filter(Boolean).map(strictly).sort().join('&');
  const signed = names.split(';').map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  const canonical = [method, url.pathname, query, signed.join(''), names, hash].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const right =
    headers['x-acs-content-sha256'] === hash &&
    createHmac('sha256', secret).update(text).digest('hex') === signature;
  return right ? undefined : mismatch;
}

/** https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism */
function refusalV1({ method, url }: FakeRequest, { keyId, secret }: Keys): Reply | undefined {
  const { searchParams: query } = url;
  if (query.get('AccessKeyId') !== keyId) {
    return failure(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  const pairs = url.search
    .slice(1)
    .split('&')
    .filter((pair) => !pair.startsWith('Signature='));
  const text = [method, '%2F', encodeURIComponent(pairs.map(strictly).sort().join('&'))].join('&');
  const expected = createHmac('sha1', `${secret}&`).update(text).digest('base64');
  return query.get('Signature') === expected ? undefined : mismatch;
}

/** `name=value` as it was sent, in the one encoding that is signed. */
function strictly(pair: string): string {
  const encode = (text: string) =>
    encodeURIComponent(decodeURIComponent(text.replaceAll('+', ' '))).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const [name = '', value = ''] = pair.split('=');
  return `${encode(name)}=${encode(value)}`;
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { RequestId: '1', HostId: 'alidns.aliyuncs.com', Code: code, Message: message } };
}

const mismatch = failure(
  400,
  'SignatureDoesNotMatch',
  'Specified signature is not matched with our calculation.',
);
const foreign = failure(400, 'IncorrectDomainUser', 'The domain name does not belong to this user.');
