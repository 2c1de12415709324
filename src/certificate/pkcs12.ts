import { createHmac, hash, randomBytes } from 'node:crypto';
import type { Secret } from '../base/secret.ts';
import {
  bmpString,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  setOf,
  tagged,
  taggedOctets,
  utf16,
} from './der.ts';
import { encryptedKeyInfo } from './encrypted-key.ts';
import { encryptPbes2 } from './pbes2.ts';
import { readPem } from './pem.ts';

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
  const attributes = attributesOf(friendlyName, leaf);
  const options = { password, iterations: pfxIterations };
  const keyInfo = await encryptedKeyInfo(privateKey, options, signal);
  const certBags = sequence(certBag(leaf, attributes), ...issuers.map((issuer) => certBag(issuer)));
  const { algorithm, ciphertext } = await encryptPbes2(certBags, options, signal);
  // OpenSSL and Windows write the certificates first, and some readers have never met another order.
  const safes = sequence(
    encryptedData(algorithm, ciphertext),
    plainData(sequence(safeBag(shroudedKeyBagId, keyInfo, attributes))),
  );
  return sequence(integer(3), plainData(safes), macData(safes, password));
}

const dataId = '1.2.840.113549.1.7.1';
const encryptedDataId = '1.2.840.113549.1.7.6';
const friendlyNameId = '1.2.840.113549.1.9.20';
const localKeyIdId = '1.2.840.113549.1.9.21';
const x509CertificateId = '1.2.840.113549.1.9.22.1';
const shroudedKeyBagId = '1.2.840.113549.1.12.10.1.2';
const certBagId = '1.2.840.113549.1.12.10.1.3';
const sha256Id = '2.16.840.1.101.3.4.2.1';

function certificatesOf(pem: string): [Buffer, ...Buffer[]] {
  const [first, ...others] = readPem(pem).blocks.flatMap(({ der }) => der ?? []);
  if (!first) throw new Error('A PFX without a certificate was asked for');
  return [first, ...others];
}

/** What ties key and leaf together: the same name and the same id on both (RFC 2985 5.5). */
function attributesOf(friendlyName: string, leaf: Buffer): Buffer {
  return setOf(
    sequence(oid(friendlyNameId), setOf(bmpString(friendlyName))),
    sequence(oid(localKeyIdId), setOf(octetString(hash('sha256', leaf, 'buffer')))),
  );
}

function certBag(certificate: Buffer, attributes?: Buffer): Buffer {
  const bag = sequence(oid(x509CertificateId), tagged(0, octetString(certificate)));
  return safeBag(certBagId, bag, attributes);
}

function safeBag(type: string, bag: Buffer, attributes?: Buffer): Buffer {
  return sequence(oid(type), tagged(0, bag), ...(attributes ? [attributes] : []));
}

/** ContentInfo of Data (RFC 2315 8). */
function plainData(content: Buffer): Buffer {
  return sequence(oid(dataId), tagged(0, octetString(content)));
}

/** ContentInfo of EncryptedData (RFC 2315 13). */
function encryptedData(algorithm: Buffer, ciphertext: Buffer): Buffer {
  const content = sequence(oid(dataId), algorithm, taggedOctets(0, ciphertext));
  return sequence(oid(encryptedDataId), tagged(0, sequence(integer(0), content)));
}

function macData(safes: Buffer, password: Secret): Buffer {
  const salt = randomBytes(16);
  const mac = createHmac('sha256', macKey(password, salt)).update(safes).digest();
  const digestInfo = sequence(sequence(oid(sha256Id), nothing()), octetString(mac));
  return sequence(digestInfo, octetString(salt), integer(pfxIterations));
}

/** The diversifier of keys for a MAC (RFC 7292 B.3). */
const macPurpose = 3;
/** SHA-256's block, bytes. */
const block = 64;

/** PKCS #12's own derivation (RFC 7292 B.2); a key as long as the digest takes a single round of it. */
function macKey(password: Secret, salt: Buffer): Buffer {
  const repeated = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  const terminated = Buffer.concat([utf16(password.reveal()), Buffer.alloc(2)]);
  let key: Buffer = Buffer.concat([Buffer.alloc(block, macPurpose), repeated(salt), repeated(terminated)]);
  for (let count = 0; count < pfxIterations; count += 1) key = hash('sha256', key, 'buffer');
  return key;
}
