// Runs record operations by a cloud's own SDK: a JSON job on standard input, the values listed on standard output.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface SdkJob {
  sdk: 'azuredns' | 'gcloud';
  /** A file in whose directory the packages are. */
  from: string;
  options: Readonly<Record<string, string>>;
  zone: string;
  /** Absolute, without the final dot. */
  name: string;
  changes: readonly (readonly ['create' | 'delete', string])[];
}

/** What the tests use of @azure/arm-dns. */
interface AzureSet {
  etag: string;
  ttl: number;
  txtRecords: { value: string[] }[];
}
type AzureCall<More extends unknown[], T> = (
  group: string,
  zone: string,
  label: string,
  type: 'TXT',
  ...more: More
) => T;
interface AzureDns {
  DnsManagementClient: new (
    credential: unknown,
    subscription: string,
  ) => {
    recordSets: {
      get: AzureCall<[], Promise<AzureSet>>;
      createOrUpdate: AzureCall<
        [Omit<AzureSet, 'etag'>, { ifMatch?: string; ifNoneMatch?: string }],
        Promise<unknown>
      >;
      delete: AzureCall<[{ ifMatch: string }], Promise<unknown>>;
    };
  };
}
interface AzureGraph {
  ResourceGraphClient: new (credential: unknown) => {
    resources(request: { query: string }): Promise<{ data: { id: string }[] }>;
  };
}
interface AzureIdentity {
  ClientSecretCredential: new (tenant: string, client: string, secret: string, options: object) => unknown;
}

async function azure({ from, options, zone, name, changes }: SdkJob): Promise<string[]> {
  const require = createRequire(from);
  const { DnsManagementClient } = require('@azure/arm-dns') as AzureDns;
  const { ClientSecretCredential } = require('@azure/identity') as AzureIdentity;
  const { tenant = '', client = '', secret = '', subscription = '' } = options;
  // The list of authorities is another host's.
  const credential = new ClientSecretCredential(tenant, client, secret, { disableInstanceDiscovery: true });
  const { recordSets } = new DnsManagementClient(credential, subscription);
  const { ResourceGraphClient } = require('@azure/arm-resourcegraph') as AzureGraph;
  const conditions = { type: 'microsoft.network/dnszones', subscriptionId: subscription, name: zone };
  const where = Object.entries(conditions).map(([column, value]) => `| where ${column} =~ "${value}"`);
  const query = ['resources', ...where, '| project id, name'].join('\n');
  const { data } = await new ResourceGraphClient(credential).resources({ query });
  const id = data[0]?.id ?? '';
  const group = /resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
  const label = name.slice(0, -zone.length - 1);
  const read = () =>
    recordSets.get(group, zone, label, 'TXT').catch((error: unknown) => {
      if ((error as { statusCode?: number }).statusCode === 404) return undefined;
      throw error;
    });
  for (const [verb, value] of changes) {
    const before = await read();
    const others = (before?.txtRecords ?? []).filter((record) => record.value.join('') !== value);
    const txtRecords = verb === 'create' ? [...others, { value: [value] }] : others;
    const condition = before ? { ifMatch: before.etag } : { ifNoneMatch: '*' };
    if (txtRecords.length > 0)
      await recordSets.createOrUpdate(
        group,
        zone,
        label,
        'TXT',
        { ttl: before?.ttl ?? 60, txtRecords },
        condition,
      );
    else if (before) await recordSets.delete(group, zone, label, 'TXT', { ifMatch: before.etag });
  }
  return (await read())?.txtRecords.map(({ value }) => value.join('')) ?? [];
}

/** What the tests use of @google-cloud/dns. */
interface GoogleRecord {
  type: string;
  metadata: { name: string; ttl: number; rrdatas?: string[] };
  data: string | string[];
}
interface GoogleZone {
  metadata: { dnsName: string; visibility: string };
  getRecords(query: object): Promise<[GoogleRecord[]]>;
  record(type: string, metadata: object): unknown;
  createChange(change: { add?: unknown; delete?: unknown }): Promise<unknown>;
}
interface GoogleDns {
  DNS: new (options: object) => { getZones(query: object): Promise<[GoogleZone[]]> };
}

async function google({ from, options, zone: zoneName, name, changes }: SdkJob): Promise<string[]> {
  const { DNS } = createRequire(from)('@google-cloud/dns') as GoogleDns;
  const file = join(process.env['HOME'] ?? '', 'credentials.json');
  writeFileSync(file, options['credentials'] ?? '', { mode: 0o600 });
  const [zones] = await new DNS({ projectId: options['project'], keyFilename: file }).getZones({
    dnsName: `${zoneName}.`,
  });
  const zone = zones.find(({ metadata }) => metadata.visibility === 'public');
  if (!zone) throw new Error(`there is no zone ${zoneName}`);
  const read = async () => (await zone.getRecords({ name: `${name}.`, type: 'TXT' }))[0][0];
  const dataOf = (record: GoogleRecord | undefined) => [record?.data ?? []].flat();
  for (const [verb, value] of changes) {
    const before = await read();
    const others = dataOf(before).filter((data) => data !== `"${value}"`);
    const data = verb === 'create' ? [...others, `"${value}"`] : others;
    const add = zone.record('txt', { name: `${name}.`, ttl: before?.metadata.ttl ?? 60, data });
    await zone.createChange({ ...(data.length > 0 ? { add } : {}), ...(before ? { delete: before } : {}) });
  }
  return dataOf(await read()).map((data) => data.slice(1, -1));
}

const job = JSON.parse(await text(process.stdin)) as SdkJob;
const run = { azuredns: azure, gcloud: google }[job.sdk];
console.log(JSON.stringify((await run(job)).sort()));
