import { createHash, createHmac } from 'node:crypto';
import { readFields, type FakeApi, type FakeRequest, type FieldType, type Reply } from './fake-api.ts';
import { Records, type Stored } from './store.ts';

interface Keys {
  id: string;
  key: string;
}

interface Fields {
  Domain: string;
  SubDomain?: string;
  Subdomain?: string;
  RecordType?: string;
  RecordLine?: string;
  Value: string;
  TTL?: number;
  RecordId: number;
  RecordIdList: number[];
  Offset?: number;
  Limit?: number;
  Keyword?: string;
}

/** https://www.tencentcloud.com/document/api/1157: JSON to HTTP 200, with an error's code in it. */
export function fakeTencentCloud(keys: Keys): FakeApi {
  const records = new Records();
  const shown = ({ id, label, type, value, ttl }: Stored) => ({
    RecordId: id,
    Name: label || '@',
    Type: type,
    Value: value,
    TTL: ttl,
    Line: '默认',
    LineId: '0',
    Status: 'ENABLE',
  });
  /** 20 is less than what the real one gives at once. */
  const part = <T>(items: readonly T[], { Offset = 0, Limit = 100 }: Fields) =>
    items.slice(Offset, Offset + Math.min(Limit, 20));
  type Action = { takes: Record<string, FieldType | `${FieldType}?`>; act: (fields: Fields) => Reply };
  const page = { Offset: 'number?', Limit: 'number?' } as const;
  const actions: Readonly<Record<string, Action>> = {
    DescribeDomainList: {
      takes: { ...page, Keyword: 'string?' },
      act(fields) {
        const found = records.zones.filter((zone) => zone.includes(fields.Keyword ?? ''));
        const DomainList = part(found, fields).map((Name) => ({ DomainId: 1, Name, Punycode: Name }));
        return ok({ DomainCountInfo: { AllTotal: found.length }, DomainList });
      },
    },
    DescribeRecordList: {
      takes: { ...page, Domain: 'string', Subdomain: 'string?', RecordType: 'string?' },
      act(fields) {
        const { Domain, Subdomain, RecordType } = fields;
        if (!records.zones.includes(Domain)) return noDomain;
        const found = records.at(Domain, {
          ...(Subdomain === undefined ? {} : { label: Subdomain.replace(/^@$/, '') }),
          ...(RecordType === undefined ? {} : { type: RecordType }),
        });
        if (found.length === 0)
          return failure('ResourceNotFound.NoDataOfRecord', 'The record list is empty.');
        return ok({
          RecordCountInfo: { SubdomainCount: 1, TotalCount: found.length, ListCount: 1 },
          RecordList: part(found, fields).map(shown),
        });
      },
    },
    CreateRecord: {
      takes: {
        Domain: 'string',
        SubDomain: 'string?',
        RecordType: 'string',
        RecordLine: 'string',
        Value: 'string',
        TTL: 'number?',
      },
      act({ Domain, SubDomain = '@', RecordType: type = '', RecordLine, Value: value, TTL: ttl = 600 }) {
        if (!records.zones.includes(Domain)) return noDomain;
        if (RecordLine !== '默认')
          return failure('InvalidParameter.RecordLineInvalid', 'The split zone is incorrect.');
        if (ttl < 600)
          return failure('LimitExceededError.RecordTtlLimit', 'The TTL value exceeds the limit.');
        const label = SubDomain === '@' ? '' : SubDomain;
        if (records.at(Domain, { label, type }).some((record) => record.value === value)) {
          return failure('InvalidParameter.DomainRecordExist', 'The record already exists.');
        }
        return ok({ RecordId: records.add({ zone: Domain, label, type, value, ttl }).id });
      },
    },
    DeleteRecord: {
      takes: { Domain: 'string', RecordId: 'number' },
      act: ({ Domain, RecordId }) =>
        !records.zones.includes(Domain) ? noDomain : records.remove(RecordId) ? ok({}) : noRecord,
    },
    DeleteRecordBatch: {
      takes: { RecordIdList: 'array' },
      act: ({ RecordIdList: ids }) =>
        ids.every((id) => records.remove(id)) ? ok({ JobId: 1, DetailList: [] }) : noRecord,
    },
  };
  return {
    hosts: ['dnspod.tencentcloudapi.com'],
    records,
    answer(request) {
      const refused = refusal(request, keys);
      if (refused) return refused;
      const action = actions[request.headers['x-tc-action'] ?? ''];
      const plain = request.method === 'POST' && request.url.pathname === '/';
      if (!action || !plain || request.headers['x-tc-version'] !== '2021-03-23') return { status: 501 };
      const read = readFields(request.body, action.takes);
      return read.problem === undefined
        ? action.act(read.fields as unknown as Fields)
        : failure('UnknownParameter', read.problem);
    },
  };
}

/** https://www.tencentcloud.com/document/product/1157/50052 ("Signature Algorithm v3") */
function refusal({ method, url, headers, body }: FakeRequest, { id, key }: Keys): Reply | undefined {
  const [, given, date = '', names = '', signature] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]{10})\/dnspod\/tc3_request, SignedHeaders=([^,]+), Signature=(\w{64})$/.exec(
      headers['authorization'] ?? '',
    ) ?? [];
  if (given !== id) return failure('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
  const timestamp = headers['x-tc-timestamp'] ?? '';
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date) {
    return failure('AuthFailure.SignatureExpire', 'The date differs from X-TC-Timestamp.');
  }
  const signed = names.split(';').map((name) => `${name}:${(headers[name] ?? '').toLowerCase()}\n`);
  const canonical = [method, url.pathname, '', signed.join(''), names, sha256(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', timestamp, `${date}/dnspod/tc3_request`, sha256(canonical)].join('\n');
  const signingKey = [date, 'dnspod', 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${key}`);
  return hmac(signingKey, text).toString('hex') === signature
    ? undefined
    : failure('AuthFailure.SignatureFailure', 'The provided credentials could not be validated.');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function ok(body: object): Reply {
  return { status: 200, body: { Response: { ...body, RequestId: '1' } } };
}

function failure(code: string, message: string): Reply {
  return ok({ Error: { Code: code, Message: message } });
}

const noDomain = failure('InvalidParameterValue.DomainNotExists', 'The domain does not exist.');
const noRecord = failure('InvalidParameter.RecordIdInvalid', 'The record ID is incorrect.');
