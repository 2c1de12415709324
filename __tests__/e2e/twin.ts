import http from 'node:http';
import net from 'node:net';
import { throwAwayAuthority } from '../../scripts/servers/authority.ts';
import { startPebble, type Pebble, type PebbleOptions } from '../../scripts/servers/pebble.ts';
import { startProxy, type Proxy } from '../../scripts/servers/proxy.ts';

/** A CA and its test CA under the names of Let's Encrypt's servers, each with accounts of its own. */
export interface TwinCas {
  real: { pebble: Pebble; proxy: Proxy };
  test: { pebble: Pebble; proxy: Proxy };
  /** PEM of the root to trust for the HTTPS of both. */
  caPem: string;
  /** The variables that lead a step's requests there. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

const hosts = { real: 'acme-v02.api.letsencrypt.org', test: 'acme-staging-v02.api.letsencrypt.org' };

/** Starts both, and an HTTP proxy that leads to them and nowhere else. */
export async function startTwinCas(options: PebbleOptions): Promise<TwinCas> {
  // Two authorities of one name would be one too many for OpenSSL.
  const authority = await throwAwayAuthority();
  const start = async (host: string) => {
    const pebble = await startPebble({ ...options, caaIdentities: ['letsencrypt.org'] });
    return { pebble, proxy: await startProxy(pebble, { hosts: [host], authority }) };
  };
  const [real, test] = [await start(hosts.real), await start(hosts.test)];
  const ports: Record<string, number> = {
    [`${hosts.real}:443`]: real.proxy.port,
    [`${hosts.test}:443`]: test.proxy.port,
  };
  const tunnels = http.createServer().on('connect', (request, socket: net.Socket) => {
    const port = ports[request.url ?? ''];
    if (port === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const through = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    const end = () => [socket, through].forEach((one) => one.destroy());
    for (const one of [socket, through]) one.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => tunnels.listen(0, '127.0.0.1', resolve));
  const { port } = tunnels.address() as net.AddressInfo;
  return {
    real,
    test,
    caPem: authority.caPem,
    env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
    stop: async () => {
      tunnels.close();
      for (const { pebble, proxy } of [real, test]) {
        await proxy.stop();
        await pebble.stop();
      }
    },
  };
}
