import https from 'node:https';

/** One GET over TLS that trusts `caPem` only; gives status and body. Bounded to 2 s. */
export function getHttps(url: string, caPem: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': 'bounded-acme-test-servers' };
    const signal = AbortSignal.timeout(2_000);
    const request = https.get(url, { ca: caPem, headers, signal, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    request.once('error', reject);
  });
}
