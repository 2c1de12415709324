import type { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { NetworkError } from '../base/errors.ts';
import type { TlsProbe } from '../base/ports.ts';
import { networkWords } from '../base/system-error.ts';

/** Looks at what a server shows in its TLS handshake; trusts nothing of it, so nothing has to be verified. */
export const probeTls: TlsProbe = ({ host, port, serverName }, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const name = serverName === undefined ? {} : { servername: serverName };
    const socket = tls.connect({ host, port, ...name, rejectUnauthorized: false });
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      finish();
    };
    const stop = () => end(() => reject(signal.reason as Error));
    signal.addEventListener('abort', stop, { once: true });
    const where = `${host}:${port}`;
    socket.once('error', (error) =>
      end(() => reject(new NetworkError('unreachable', where, `${where}: ${networkWords(error)}`, error))),
    );
    socket.once('secureConnect', () => {
      const leaf = socket.getPeerX509Certificate();
      if (leaf) end(() => resolve([leaf.toString(), ...followersOf(leaf)]));
      else end(() => reject(new NetworkError('tls', where, `${where} shows no certificate`)));
    });
  });

/** Behind a peer's certificate, Node links the others as they were sent, whether they are its issuers or not. */
function followersOf({ issuerCertificate: next }: X509Certificate): string[] {
  return next ? [next.toString(), ...followersOf(next)] : [];
}
