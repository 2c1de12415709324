import { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { makeCa, makeKeys, makeLeaf } from '../fixtures/certificates.ts';

const dayMs = 86_400_000;

export interface TlsServer {
  /** `host:port`, as `check-targets` takes it. */
  target: string;
  /** The names that clients asked for, in order. */
  asked: readonly string[];
  /** Shows something else from now on. */
  show(shown: Shown): void;
  stop(): void;
}

/** What a server shows: leaf and issuers as PEM, and the leaf's key. */
export interface Shown {
  cert: string;
  key: string;
}

/** Starts a server on loopback that shows a certificate and says nothing else. */
export async function startTls(shown: Shown): Promise<TlsServer> {
  let current = tls.createSecureContext(shown);
  const asked: string[] = [];
  const server = tls.createServer({
    ...shown,
    SNICallback: (name, done) => {
      asked.push(name);
      done(null, current);
    },
  });
  // A client that only looks hangs up at once.
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    show: (next) => void (current = tls.createSecureContext(next)),
    stop: () => server.close(),
  };
}

/** A certificate of `days` in all with `left` of them left, behind its issuer. */
export async function certificateFor(
  name: string,
  { left = 60, days = 90, chain = true } = {},
): Promise<Shown> {
  const root = await makeCa('Root of the tests');
  const ca = await makeCa('CA of the tests', { issuer: root });
  const keys = await makeKeys();
  const notAfterMs = Date.now() + left * dayMs;
  const validity = { notBeforeMs: notAfterMs - days * dayMs, notAfterMs };
  const leaf = await makeLeaf(ca, { keys, names: [{ type: 'dns', value: name }], ...validity });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: chain ? leaf + ca.pem : leaf, key };
}
