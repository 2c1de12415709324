import type { CertificateRequest, HostPort, Settings } from '../settings/settings.ts';

/** Where a certificate should be served, and what a client asks for there. */
export interface Target extends HostPort {
  /** The name (or address) that the certificate must be good for. */
  name: string;
  /** For SNI; addresses are not asked for (RFC 6066 3). */
  serverName: string | undefined;
  /** `example.com:443`, with the name where the host is another. */
  where: string;
}

type Wanted = Pick<CertificateRequest, 'identifiers'>;

/**
 * Where a certificate is looked for: port 443 of its names, and those of `check-targets` that are its business. A host
 * that is a name of one of the certificates is that one's; any other (an address, a balancer) is everyone's.
 */
export function targetsOf(
  request: Wanted,
  { certificates, checkTargets }: { certificates: readonly Wanted[] } & Pick<Settings, 'checkTargets'>,
): Target[] {
  const own = request.identifiers
    .filter(({ value }) => !value.startsWith('*.'))
    .map(({ value }) => targetOf({ host: value, port: 443 }, request));
  const extra = checkTargets
    .filter(({ host }) => covers(request, host) || !certificates.some((one) => covers(one, host)))
    .map((target) => targetOf(target, request));
  return [...new Map([...own, ...extra].map((target) => [target.where, target])).values()];
}

/** What a client of this certificate would ask for: the host if it is one of its names, else the first name. */
export function serverNameOf(host: string, request: Wanted): string | undefined {
  const names = request.identifiers.flatMap(({ type, value }) => (type === 'dns' ? [value] : []));
  if (names.some((name) => isCovered(host, name))) return host.toLowerCase();
  return names[0]?.replace('*.', 'any.');
}

function targetOf({ host, port }: HostPort, request: Wanted): Target {
  const isAddress = request.identifiers.some(({ type, value }) => type === 'ip' && value === host);
  const serverName = isAddress ? undefined : serverNameOf(host, request);
  const name = serverName ?? host;
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { host, port, name, serverName, where: name === host ? place : `${place} (${name})` };
}

function covers({ identifiers }: Wanted, host: string): boolean {
  return identifiers.some(({ value }) => isCovered(host, value));
}

/** A wildcard stands for one label (RFC 6125 6.4.3). */
function isCovered(host: string, name: string): boolean {
  const asked = host.toLowerCase();
  if (!name.startsWith('*.')) return asked === name;
  return asked.includes('.') && asked.slice(asked.indexOf('.')) === name.slice(1);
}
