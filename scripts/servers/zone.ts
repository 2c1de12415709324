export interface ZoneOptions {
  /** Without a dot at the end. */
  name: string;
  /** Addresses of its name servers, which get the names ns1, ns2, ... below the zone. */
  nameServers: readonly string[];
  /** More records, in a zone file's words, names relative to the zone. */
  records?: string;
}

/** How soon a missing name may be asked for again: tests add records and look at once. */
export const negativeTtlSeconds = 1;

/** A zone file (RFC 1035 5.1) whose answers, negative ones included (RFC 2308 5), live for a second. */
export function zoneFile({ name, nameServers, records = '' }: ZoneOptions): string {
  const servers = nameServers.flatMap((address, i) => [`@ IN NS ns${i + 1}`, `ns${i + 1} IN A ${address}`]);
  return [
    `$ORIGIN ${name}.`,
    '$TTL 1',
    `@ IN SOA ns1 hostmaster 1 3600 600 86400 ${negativeTtlSeconds}`,
    ...servers,
    records,
    '',
  ].join('\n');
}
