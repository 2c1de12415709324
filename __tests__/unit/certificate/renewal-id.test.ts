import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as x509 from '@peculiar/x509';
import { renewalIdOf } from '../../../src/certificate/renewal-id.ts';
import { makeCa, makeKeys, makeLeaf, nowMs } from '../../fixtures/certificates.ts';

const { signal } = new AbortController();

/** RFC 9773, appendix A. */
const example = `-----BEGIN CERTIFICATE-----
MIIBQzCB66ADAgECAgUAh2VDITAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwpFeGFt
cGxlIENBMCIYDzAwMDEwMTAxMDAwMDAwWhgPMDAwMTAxMDEwMDAwMDBaMBYxFDAS
BgNVBAMTC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeBZu
7cbpAYNXZLbbh8rNIzuOoqOOtmxA1v7cRm//AwyMwWxyHz4zfwmBhcSrf47NUAFf
qzLQ2PPQxdTXREYEnKMjMCEwHwYDVR0jBBgwFoAUaYhba4dGQEHhs3uEe6CuLN4B
yNQwCgYIKoZIzj0EAwIDRwAwRAIge09+S5TZAlw5tgtiVvuERV6cT4mfutXIlwTb
+FYN/8oCIClDsqBklhB9KAelFiYt9+6FDj3z4KGVelYM5MdsO3pK
-----END CERTIFICATE-----
`;

describe('renewalIdOf', () => {
  it('names the certificate of RFC 9773, whose serial number needs a leading zero', async () => {
    assert.equal(await renewalIdOf(example, signal), 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE');
  });

  it('takes the first certificate of a chain', async () => {
    const ca = await makeCa('Some CA');
    assert.equal(await renewalIdOf(`${example}${ca.pem}`, signal), 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE');
  });

  it('leaves a serial number as it is that needs none', async () => {
    const [ca, keys] = [await makeCa('Some CA'), await makeKeys()];
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: '7f01',
      issuer: 'CN=Some CA',
      notBefore: new Date(nowMs),
      notAfter: new Date(nowMs + 1000),
      publicKey: keys.publicKey,
      signingKey: ca.keys.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions: [new x509.AuthorityKeyIdentifierExtension('ff00')],
    });
    assert.equal(await renewalIdOf(certificate.toString('pem'), signal), '_wA.fwE');
  });

  it('has no name for a certificate that names no key of its issuer', async () => {
    const leaf = await makeLeaf(await makeCa('Some CA'), { keys: await makeKeys(), names: [] });
    assert.equal(await renewalIdOf(leaf, signal), undefined);
  });
});
