import type { World } from '../base/ports.ts';
import { createLoopbackCertificate } from '../certificate/loopback.ts';
import type { ServeLoopback } from '../dns/provider.ts';

/** Lets providers serve programs of theirs, each server with a certificate that is made for it. */
export function createLoopback({ serveTls, clock }: Pick<World, 'serveTls' | 'clock'>): ServeLoopback {
  return async (answer, signal) => {
    const certificate = await createLoopbackCertificate(clock.now(), signal);
    const { port, close } = await serveTls({ ...certificate, answer }, signal);
    return { url: `https://127.0.0.1:${port}`, rootPem: certificate.certificatePem, close };
  };
}
