import type { Bound } from '../../base/bound.ts';
import type { Secret } from '../../base/secret.ts';
import { createApi, type Api, type Explanation } from '../api.ts';
import { identityVariables, readIdentity, type AwsIdentity } from '../aws/identity.ts';
import { explainSkew, signAws } from '../aws/keys.ts';
import { elements, escaped, firstElement, unescaped } from '../aws/xml.ts';
import { CredentialReader, optionalVariable, ttlVariable } from '../credentials.ts';
import { canonicalName } from '../names.ts';
import { apiZone, type ApiZone } from '../place.ts';
import type {
  DnsProvider,
  ProviderContext,
  ProviderPorts,
  ProviderSpec,
  ProviderVariable,
} from '../provider.ts';
import { providerOfSets, SetChanged, type StoredSet } from '../records.ts';

const permission =
  'route53:ListHostedZonesByName (or route53:GetHostedZone for AWS_HOSTED_ZONE_ID), and on the zone route53:ListResourceRecordSets and route53:ChangeResourceRecordSets';

const variables: readonly ProviderVariable[] = [
  ...identityVariables,
  optionalVariable('AWS_HOSTED_ZONE_ID', 'The zone to change, instead of looking for it'),
  ttlVariable('AWS_TTL', 10),
];

/** Amazon Route 53, by its REST API of 2013-04-01. */
export const route53: ProviderSpec = {
  name: 'route53',
  title: 'Amazon Route 53',
  documentation: 'https://go-acme.github.io/lego/dns/route53/',
  variables,
  example: ['AWS_ROLE_ARN'],
  permissions: `${permission}; of another role, sts:AssumeRole`,
  verified: 'moto, with these rights alone; Lexicon with boto3',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const identity = readIdentity(read, context);
    const zoneId = read.text('AWS_HOSTED_ZONE_ID');
    const ttlS = read.ttl('AWS_TTL');
    if (read.faults.length > 0 || !identity) return { faults: read.faults };
    return createRoute53(signedApi(identity, context), { zoneId, ttlS, ports: context.ports });
  },
};

function signedApi({ keys, partition }: AwsIdentity, context: ProviderContext): Api {
  const scope = { service: 'route53', region: partition.region };
  const secrets = new Set<Secret>();
  return createApi({
    title: route53.title,
    baseUrl: new URL(`https://${partition.route53}/2013-04-01`),
    headers: { accept: 'application/xml' },
    secrets,
    context,
    explain,
    authorize: async (outgoing, bound) => {
      const signers = await keys(bound);
      for (const secret of [signers.keyId, signers.secret]) secrets.add(secret);
      return signAws(signers, outgoing, { ...scope, nowMs: context.ports.clock.now(), signal: bound.signal });
    },
  });
}

interface Options {
  zoneId: string;
  ttlS: number;
  ports: ProviderPorts;
}

function createRoute53(api: Api, { zoneId, ttlS, ports }: Options): DnsProvider {
  const setPath = (zone: ApiZone) => `hostedzone/${zone.id}/rrset`;
  return providerOfSets({
    title: route53.title,
    permission,
    ports,
    ttlS,
    format: (value) => JSON.stringify(value),
    zones:
      zoneId === ''
        ? { find: (name, bound) => findZone(api, name, bound) }
        : { list: async (bound) => [await readZone(api, zoneId, bound)] },
    async read({ zone, name }, bound) {
      const query = { name: `${name}.`, type: 'TXT', maxitems: '1' };
      const xml = await api({ method: 'GET', path: setPath(zone), query }, bound);
      const set = elements(xml, 'ResourceRecordSet').find(
        (found) => nameIn(found) === name && firstElement(found, 'Type') === 'TXT',
      );
      if (set === undefined) return undefined;
      return { values: elements(set, 'Value').map(unescaped), ttlS: Number(firstElement(set, 'TTL')) };
    },
    // What was read goes out as it was, in the same step: the batch is refused when somebody changed it meanwhile.
    async write({ zone, name }, set, { before, bound }) {
      const changes = [
        ...(before ? [changeOf('DELETE', name, before)] : []),
        ...(set.values.length > 0 ? [changeOf('CREATE', name, set)] : []),
      ];
      const text = { type: 'application/xml', content: batchOf(changes) };
      const met = { another: false };
      const absent = (status: number, body: string) => (met.another = isStale(status, body));
      await api({ method: 'POST', path: `${setPath(zone)}/`, text, absent }, bound);
      if (met.another) throw new SetChanged();
    },
  });
}

/** Whether a batch was refused because the set isn't what it was. */
function isStale(status: number, body: string): boolean {
  // That too ends in "already exists": another type has the name, and it will stay so.
  if (/conflicting RRSet/i.test(body)) return false;
  return status === 400 && /do not match the current values|already exists|was not found/i.test(body);
}

/** The list begins at the name that is asked for, whether it is there or not. */
async function findZone(api: Api, name: string, bound: Bound): Promise<ApiZone | undefined> {
  const query = { dnsname: `${name}.`, maxitems: '10' };
  const xml = await api({ method: 'GET', path: 'hostedzonesbyname', query }, bound);
  const zone = elements(xml, 'HostedZone').find(
    (found) => nameIn(found) === name && firstElement(found, 'PrivateZone') !== 'true',
  );
  return zone === undefined ? undefined : zoneIn(zone);
}

async function readZone(api: Api, id: string, bound: Bound): Promise<ApiZone> {
  return zoneIn(await api({ method: 'GET', path: `hostedzone/${encodeURIComponent(id)}` }, bound));
}

function zoneIn(xml: string): ApiZone {
  return apiZone(firstElement(xml, 'Id').replace('/hostedzone/', ''), nameIn(xml));
}

function changeOf(action: 'CREATE' | 'DELETE', name: string, { values, ttlS }: StoredSet): string {
  const records = values.map((value) => `<ResourceRecord><Value>${escaped(value)}</Value></ResourceRecord>`);
  const set =
    `<Name>${escaped(name)}.</Name><Type>TXT</Type><TTL>${ttlS}</TTL>` +
    `<ResourceRecords>${records.join('')}</ResourceRecords>`;
  return `<Change><Action>${action}</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
}

function batchOf(changes: readonly string[]): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
    `<ChangeBatch><Changes>${changes.join('')}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`
  );
}

/** Names come with what is no letter, digit, `-`, `_` or `.` as `\ooo`. */
function nameIn(xml: string): string {
  const name = firstElement(xml, 'Name').replace(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
  return canonicalName(unescaped(name));
}

function explain(status: number, said: string): Explanation | undefined {
  if (/not authorized/i.test(said)) {
    return { problem: 'the credentials may not do this', hint: `Their policy has to allow ${permission}.` };
  }
  const skew = explainSkew(said);
  if (skew) return skew;
  if (/token included in the request is (invalid|expired)|signature|security token/i.test(said)) {
    return {
      problem: 'the credentials are wrong or have expired',
      hint: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile.',
    };
  }
  if (/conflicting RRSet/i.test(said)) {
    return {
      problem: 'a CNAME stands at that name',
      hint: 'Remove it, or let it lead to the name that should hold the record.',
    };
  }
  if (status === 400 && /rate exceeded|prior request/i.test(said)) {
    return { problem: 'too many requests', hint: 'Run again in a minute.', retryable: true };
  }
  return undefined;
}
