import { createHash, createHmac } from 'node:crypto';
import { route, type FakeApi, type FakeRequest, type Reply } from './fake-api.ts';
import { fullName, Records } from './store.ts';

/** https://docs.aws.amazon.com/Route53/latest/APIReference/; signatures are checked, as boto3 makes them. */
export function fakeRoute53(keys: { keyId: string; secret: string }): FakeApi {
  const records = new Records();
  const idOf = (zone: string) => `Z${Buffer.from(zone).toString('hex').toUpperCase()}`;
  const zoneOf = (id = '') => records.zones.find((zone) => idOf(zone) === id);
  const shown = (zone: string) =>
    `<HostedZone><Id>/hostedzone/${idOf(zone)}</Id><Name>${zone}.</Name><CallerReference>x</CallerReference>` +
    '<Config><PrivateZone>false</PrivateZone></Config></HostedZone>';
  /** Zones and names are in the order of their labels from the right. */
  const order = (name: string) => name.replace(/\.$/, '').split('.').reverse().join('.');
  return {
    hosts: ['route53.amazonaws.com'],
    records,
    answer(request) {
      const refused = refusal(request, keys);
      if (refused !== undefined) return refused;
      const { searchParams: query } = request.url;
      const at = '/2013-04-01';
      const most = Number(query.get('maxitems') ?? 100);
      const missing = failure(404, 'NoSuchHostedZone', 'No hosted zone found');
      const listed = (from: string, name: string, sorted: string[]) => {
        const rest = sorted.filter((zone) => order(zone) >= order(from));
        const more = rest.length > most;
        return xml(
          name,
          `<HostedZones>${rest.slice(0, most).map(shown).join('')}</HostedZones><Marker></Marker>` +
            `<IsTruncated>${more}</IsTruncated><MaxItems>${most}</MaxItems>`,
        );
      };
      const zones = [...records.zones].sort((a, b) => (order(a) < order(b) ? -1 : 1));
      const reply = route(request, {
        [`GET ${at}/hostedzonesbyname`]: () =>
          listed(query.get('dnsname') ?? '', 'ListHostedZonesByNameResponse', zones),
        [`GET ${at}/hostedzone`]: () => listed('', 'ListHostedZonesResponse', zones),
        [`GET ${at}/hostedzone/:id`]: ({ id }) => {
          const zone = zoneOf(id);
          return zone === undefined ? missing : xml('GetHostedZoneResponse', shown(zone));
        },
        [`GET ${at}/hostedzone/:id/rrset`]: ({ id }) => {
          const zone = zoneOf(id);
          if (zone === undefined) return missing;
          const start = `${order(query.get('name') ?? '')} ${query.get('type') ?? ''}`;
          const keyOf = (record: { label: string; type: string }) =>
            `${order(fullName({ zone, ...record }))} ${record.type}`;
          const sets = [...Map.groupBy(records.at(zone), keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
          const rest = sets.filter(([key]) => query.get('name') === null || key >= start);
          const body = rest.slice(0, most).map(([, set]) => {
            const [first] = set;
            const values = set.map(
              ({ value }) =>
                `<ResourceRecord><Value>${value.replaceAll('"', '&quot;')}</Value></ResourceRecord>`,
            );
            return first === undefined
              ? ''
              : `<ResourceRecordSet><Name>${fullName(first)}.</Name><Type>${first.type}</Type><TTL>${first.ttl}</TTL><ResourceRecords>${values.join('')}</ResourceRecords></ResourceRecordSet>`;
          });
          return xml(
            'ListResourceRecordSetsResponse',
            `<ResourceRecordSets>${body.join('')}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>${most}</MaxItems>`,
          );
        },
        [`POST ${at}/hostedzone/:id/rrset/`]: ({ id }) => change(zoneOf(id), request.body),
      });
      return reply ?? { status: 501 };
    },
  };

  /** All changes of a batch are made, or none. */
  function change(zone: string | undefined, body: string): Reply {
    if (zone === undefined) return failure(404, 'NoSuchHostedZone', 'No hosted zone found');
    const [, batch] =
      /^(?:<\?xml[^>]*\?>)?\s*<ChangeResourceRecordSetsRequest xmlns="https:\/\/route53\.amazonaws\.com\/doc\/2013-04-01\/"><ChangeBatch>(?:<Comment>.*?<\/Comment>)?<Changes>((?:<Change>.*?<\/Change>)+)<\/Changes><\/ChangeBatch><\/ChangeResourceRecordSetsRequest>$/s.exec(
        body,
      ) ?? [];
    const before = records.all;
    for (const [one = ''] of (batch ?? '<Change></Change>').matchAll(/<Change>.*?<\/Change>/gs)) {
      const refused = changeSet(zone, one);
      if (!refused) continue;
      records.all = before;
      return refused;
    }
    return xml(
      'ChangeResourceRecordSetsResponse',
      '<ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo>',
    );
  }

  function changeSet(zone: string, body: string): Reply | undefined {
    const [, action, name = '', type = '', ttl = '', values = ''] =
      /^<Change><Action>(UPSERT|DELETE|CREATE)<\/Action><ResourceRecordSet><Name>([^<]+?)\.?<\/Name><Type>(\w+)<\/Type><TTL>(\d+)<\/TTL><ResourceRecords>(.*?)<\/ResourceRecords><\/ResourceRecordSet><\/Change>$/s.exec(
        body,
      ) ?? [];
    if (action === undefined) return failure(400, 'MalformedXML', 'The XML you provided was not well-formed');
    const label = name.slice(0, -zone.length - 1);
    const given = [...values.matchAll(/<Value>(.*?)<\/Value>/gs)].map((match) =>
      (match[1] ?? '').replaceAll('&quot;', '"'),
    );
    if (given.some((value) => !/^".*"$/.test(value)))
      return failure(400, 'InvalidChangeBatch', 'Value should be enclosed in quotation marks');
    const there = records.at(zone, { label, type });
    const set = `resource record set [name='${name}.', type='${type}']`;
    if (action === 'DELETE') {
      const same =
        there.length === given.length &&
        there.every((record) => given.includes(record.value) && record.ttl === Number(ttl));
      const why =
        there.length === 0 ? 'it was not found' : 'the values provided do not match the current values';
      if (!same) return failure(400, 'InvalidChangeBatch', `[Tried to delete ${set} but ${why}]`);
    }
    if (action === 'CREATE' && there.length > 0)
      return failure(400, 'InvalidChangeBatch', `[Tried to create ${set} but it already exists]`);
    records.replace({ zone, label, type, ttl: Number(ttl) }, action === 'DELETE' ? [] : given);
    return undefined;
  }
}

/** Signature Version 4, as AWS documents it. */
function refusal(
  { method, url, headers, body }: FakeRequest,
  { keyId, secret }: { keyId: string; secret: string },
): Reply | undefined {
  const [, id, date = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/us-east-1\/route53\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w{64})$/.exec(
      headers['authorization'] ?? '',
    ) ?? [];
  if (id !== keyId)
    return failure(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
  if (!['host', 'x-amz-date'].every((name) => names.split(';').includes(name)))
    return failure(403, 'SignatureDoesNotMatch', 'host and date must be signed: signature refused');
  const signed = names.split(';').map((name) => `${name}:${headers[name] ?? ''}\n`);
  const query = [...url.searchParams]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&');
  const canonical = [method, url.pathname, query, signed.join(''), names, sha256(body)].join('\n');
  const scope = `${date}/us-east-1/route53/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [date, 'us-east-1', 'route53', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  if (hmac(key, text).toString('hex') === signature) return undefined;
  return failure(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  );
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function xml(name: string, content: string, status = 200): Reply {
  return {
    status,
    body: `<?xml version="1.0"?>\n<${name} xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${content}</${name}>`,
  };
}

function failure(status: number, code: string, message: string): Reply {
  return xml(
    'ErrorResponse',
    `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId>`,
    status,
  );
}
