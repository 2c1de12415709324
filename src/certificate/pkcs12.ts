import { hash } from 'node:crypto';
import type { Attribute, AuthenticatedSafe, ContentInfo, SafeBag } from 'pkijs';
import type { Secret } from '../base/secret.ts';
import { encryptedKeyInfo } from './encrypted-key.ts';
import { encryptPbes2, type Pbes2 } from './pbes2.ts';
import { readPem } from './pem.ts';
import { loadPki, type PkiLibraries } from './pki.ts';

export interface PfxContent {
  /** What programs show it as; Java's alias. */
  friendlyName: string;
  leafPem: string;
  /** The issuers, without the leaf. */
  chainPem: string;
  privateKey: Secret;
  password: Secret;
}

/**
 * For each of the three derivations (key, certificates, MAC). .NET refuses a file with more than 300,000 in one of
 * them, and its older versions one with more than 600,000 in all.
 */
const pfxIterations = 100_000;

/**
 * Makes a PFX (PKCS #12, RFC 7292) of key, leaf and chain. Encrypted by PBES2 and held together by HMAC-SHA-256, it is
 * what OpenSSL 3 without `-legacy`, Java since 8u301 and Windows since 10 1709 read. Not RFC 9579's PBMAC1, which none
 * of them read until lately.
 * @throws the signal's reason
 */
export async function createPfx(content: PfxContent, signal: AbortSignal): Promise<Buffer> {
  const { leafPem, chainPem, friendlyName, privateKey, password } = content;
  const [leaf, ...issuers] = certificatesOf(leafPem + chainPem);
  const libraries = await loadPki();
  const { pkijs } = libraries;
  const attributes = attributesOf(friendlyName, leaf, libraries);
  const options = { password, iterations: pfxIterations };
  const keyBag = new pkijs.SafeBag({
    bagId: shroudedKeyBagId,
    bagValue: await encryptedKeyInfo(privateKey, options, signal),
    bagAttributes: attributes,
  });
  const certBags = [
    certBag(leaf, libraries, attributes),
    ...issuers.map((issuer) => certBag(issuer, libraries)),
  ];
  const certificates = await encryptPbes2(safeContents(certBags, libraries), options, signal);
  // OpenSSL and Windows write the certificates first, and some readers have never met another order.
  const safes = [
    encryptedData(certificates, libraries),
    plainData(safeContents([keyBag], libraries), libraries),
  ];
  return sealed(new pkijs.AuthenticatedSafe({ safeContents: safes }), password, libraries);
}

const friendlyNameId = '1.2.840.113549.1.9.20';
const localKeyIdId = '1.2.840.113549.1.9.21';
const shroudedKeyBagId = '1.2.840.113549.1.12.10.1.2';
const certBagId = '1.2.840.113549.1.12.10.1.3';

function certificatesOf(pem: string): [Buffer, ...Buffer[]] {
  const [first, ...others] = readPem(pem).blocks.flatMap(({ der }) => der ?? []);
  if (!first) throw new Error('A PFX without a certificate was asked for');
  return [first, ...others];
}

/** What ties key and leaf together: the same name and the same id on both (RFC 2985 5.5). */
function attributesOf(name: string, leaf: Buffer, { pkijs, asn1js }: PkiLibraries): Attribute[] {
  const id = hash('sha256', leaf, 'buffer');
  return [
    new pkijs.Attribute({ type: friendlyNameId, values: [new asn1js.BmpString({ value: name })] }),
    new pkijs.Attribute({ type: localKeyIdId, values: [new asn1js.OctetString({ valueHex: id })] }),
  ];
}

/** The certificate goes in byte by byte as the CA signed it. */
function certBag(der: Buffer, { pkijs, asn1js }: PkiLibraries, attributes?: Attribute[]): SafeBag {
  const certValue = new asn1js.OctetString({ valueHex: der });
  const bagValue = new pkijs.CertBag({ certId: pkijs.id_CertBag_X509Certificate, certValue });
  return new pkijs.SafeBag({ bagId: certBagId, bagValue, ...(attributes && { bagAttributes: attributes }) });
}

function safeContents(safeBags: SafeBag[], { pkijs }: PkiLibraries): Uint8Array {
  return new Uint8Array(new pkijs.SafeContents({ safeBags }).toSchema().toBER());
}

function plainData(content: Uint8Array, { pkijs, asn1js }: PkiLibraries): ContentInfo {
  return new pkijs.ContentInfo({
    contentType: pkijs.ContentInfo.DATA,
    content: new asn1js.OctetString({ valueHex: content }),
  });
}

function encryptedData({ algorithm, ciphertext }: Pbes2, { pkijs }: PkiLibraries): ContentInfo {
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({
    contentType: pkijs.ContentInfo.DATA,
    contentEncryptionAlgorithm: algorithm,
    encryptedContent: ciphertext,
    disableSplit: true,
  });
  return new pkijs.ContentInfo({
    contentType: pkijs.ContentInfo.ENCRYPTED_DATA,
    content: new pkijs.EncryptedData({ encryptedContentInfo }).toSchema(),
  });
}

/** Adds the MAC, by PKCS #12's own derivation (RFC 7292 B), and writes it all. */
async function sealed(
  authenticatedSafe: AuthenticatedSafe,
  password: Secret,
  { pkijs }: PkiLibraries,
): Promise<Buffer> {
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password: new TextEncoder().encode(password.reveal()).buffer,
    iterations: pfxIterations,
    // Demanded, though this MAC has no PBKDF2.
    pbkdf2HashAlgorithm: { name: 'SHA-256' },
    hmacHashAlgorithm: 'SHA-256',
  });
  return Buffer.from(pfx.toSchema().toBER());
}
