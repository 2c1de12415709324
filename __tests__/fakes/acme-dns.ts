import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchAcmeDns } from '../../scripts/servers/fetch-acme-dns.ts';
import { startAcmeDns } from '../../scripts/servers/acme-dns.ts';
import { askDns } from '../../scripts/servers/dns-question.ts';

/** An acme-dns, real or not, and how to look into it. */
export interface AcmeDnsTarget {
  url: string;
  /** The TXT values at a name, sorted. */
  values(name: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** The real one. */
export async function realAcmeDns(): Promise<AcmeDnsTarget> {
  const program = await fetchAcmeDns(() => undefined);
  if ('missing' in program) throw new Error(program.missing);
  const server = await startAcmeDns({ program });
  return {
    url: server.url,
    async values(name) {
      const { answers } = await askDns(server, { type: 'TXT', name });
      return answers
        .flatMap((answer) => (answer.type === 'TXT' ? [[answer.data].flat().join('')] : []))
        .sort();
    },
    stop: () => server.stop(),
  };
}

interface Account {
  password: string;
  subdomain: string;
  allowfrom: readonly string[];
  rows: { value: string; second: number }[];
}

/** The same in memory: what it refuses and how it replaces is read from acme-dns 1.1. */
export async function fakeAcmeDns(): Promise<AcmeDnsTarget> {
  const zone = 'auth.test';
  const accounts = new Map<string, Account>();

  const register = (body: string): [number, object] => {
    const { allowfrom = [] } = (body === '' ? {} : JSON.parse(body)) as { allowfrom?: string[] };
    if (!allowfrom.every((network) => /^[\da-f.:]+\/\d+$/i.test(network)))
      return [400, { error: 'invalid_allowfrom_cidr' }];
    const [username, subdomain] = [randomUUID(), randomUUID()];
    const password = randomBytes(30).toString('base64url');
    const rows = [1, 2].map(() => ({ value: '', second: 0 }));
    accounts.set(username, { password, subdomain, allowfrom, rows });
    return [201, { username, password, fulldomain: `${subdomain}.${zone}`, subdomain, allowfrom }];
  };
  const update = ({ headers }: IncomingMessage, body: string): [number, object] => {
    const account = accounts.get(String(headers['x-api-user']));
    const { subdomain, txt } = JSON.parse(body) as { subdomain: string; txt: string };
    const isOwn = account?.password === headers['x-api-key'] && account?.subdomain === subdomain;
    if (!account || !isOwn || account.allowfrom.length > 0) return [401, { error: 'forbidden' }];
    if (!/^[\w-]{43}$/.test(txt)) return [400, { error: 'bad_txt' }];
    const [first, second] = account.rows;
    const oldest = first && second && second.second < first.second ? second : first;
    if (oldest) Object.assign(oldest, { value: txt, second: Math.floor(Date.now() / 1000) });
    return [200, { txt }];
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const [status, answer] =
        request.method !== 'POST'
          ? [405, {}]
          : request.url === '/register'
            ? register(body)
            : request.url === '/update'
              ? update(request, body)
              : [404, {}];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    values(name) {
      const account = [...accounts.values()].find(({ subdomain }) => `${subdomain}.${zone}` === name);
      const values = (account?.rows ?? []).map(({ value }) => value).filter(Boolean);
      return Promise.resolve(values.sort());
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
