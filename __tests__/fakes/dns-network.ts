import type { Answer } from 'dns-packet';
import type { ServerAddress } from '../../src/dns/addresses.ts';
import type { Answered, Ask, Query, Reply } from '../../src/dns/exchange.ts';

/** The reply of a server to a question; `undefined` is silence. */
export type Server = (query: AskedQuery) => Reply | undefined;

/** A question to a server; one over HTTPS has its URL for an address, and the port 443. */
export type AskedQuery = Query & { server: ServerAddress };

/** A network of name servers by `address:port`; every question is kept. What isn't there is unreachable. */
export function fakeNetwork(servers: Readonly<Record<string, Server>>): {
  ask: Ask;
  queries: AskedQuery[];
} {
  const queries: AskedQuery[] = [];
  return {
    queries,
    ask({ server: asked, ...rest }, signal) {
      const query = { ...rest, server: 'url' in asked ? { address: asked.url, port: 443 } : asked };
      queries.push(query);
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      const server = servers[`${query.server.address}:${query.server.port}`];
      if (!server) return Promise.resolve({ kind: 'unreachable', reason: 'no route to it' });
      return Promise.resolve(server(query) ?? { kind: 'timeout' });
    },
  };
}

/** A positive or empty answer. */
export function answered(answers: readonly Answer[] = [], more: Partial<Answered> = {}): Answered {
  return { kind: 'answered', rcode: 'NOERROR', authoritative: true, answers, authorities: [], ...more };
}

/** NXDOMAIN with the zone's SOA beside it. */
export function nameError(zone: string): Answered {
  return answered([], { rcode: 'NXDOMAIN', authorities: [soa(zone)] });
}

export const refused: Reply = { kind: 'refused', rcode: 'REFUSED' };

export function soa(zone: string): Answer {
  return { type: 'SOA', name: zone, data: { mname: `ns1.${zone}`, rname: `hostmaster.${zone}` } };
}

export function ns(zone: string, data: string): Answer {
  return { type: 'NS', name: zone, data };
}

export function cname(name: string, data: string): Answer {
  return { type: 'CNAME', name, data };
}

export function address(name: string, data: string): Answer {
  return { type: data.includes(':') ? 'AAAA' : 'A', name, data };
}

export function txt(name: string, ...strings: string[]): Answer {
  return { type: 'TXT', name, data: strings.map((string) => Buffer.from(string)) };
}

/** Answers from a list of records as a resolver does: the asked type, or a CNAME, or NXDOMAIN with the closest SOA. */
export function resolverOf(records: readonly Answer[]): Server {
  return ({ name, type }) => {
    const here = records.filter((record) => record.name === name);
    const found = here.filter((record) => record.type === type || record.type === 'CNAME');
    if (found.length > 0) return answered(found, { authoritative: false });
    const zones = records.filter((record) => record.type === 'SOA').map((record) => record.name);
    const zone = zones
      .filter((apex) => name === apex || name.endsWith(`.${apex}`))
      .sort((a, b) => b.length - a.length)[0];
    const rcode =
      here.length > 0 || records.some((record) => record.name.endsWith(`.${name}`)) ? 'NOERROR' : 'NXDOMAIN';
    return answered([], { rcode, authoritative: false, authorities: zone === undefined ? [] : [soa(zone)] });
  };
}
