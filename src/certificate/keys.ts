import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '../base/secret.ts';
import type { KeyType } from '../settings/settings.ts';

const generate = promisify(generateKeyPair);

/**
 * Makes a private key, off the main thread.
 * @returns PKCS#8 PEM (RFC 5958)
 * @throws the signal's reason; a key that is finished after the abort is dropped
 */
export async function generateKey(keyType: KeyType, signal: AbortSignal): Promise<Secret> {
  signal.throwIfAborted();
  const { privateKey } = await generatePair(keyType);
  signal.throwIfAborted();
  return new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
}

function generatePair(keyType: KeyType): Promise<{ privateKey: KeyObject }> {
  switch (keyType) {
    case 'ec256':
      return generate('ec', { namedCurve: 'P-256' });
    case 'ec384':
      return generate('ec', { namedCurve: 'P-384' });
    case 'rsa2048':
      return generate('rsa', { modulusLength: 2048 });
    case 'rsa3072':
      return generate('rsa', { modulusLength: 3072 });
    case 'rsa4096':
      return generate('rsa', { modulusLength: 4096 });
  }
}

/** The public key of a private key. @throws Error when it is no private key in PEM; the error doesn't quote it */
export function publicKeyOf(privateKey: Secret): KeyObject {
  return createPublicKey({ key: privateKey.reveal(), format: 'pem' });
}

const curveNames: Readonly<Record<string, string>> = {
  prime256v1: 'ec256',
  secp384r1: 'ec384',
  secp521r1: 'ec521',
};

/** A public key's type in the words of the input `key-type`; other keys by Node's name (`ed25519`, `rsa-pss`). */
export function keyTypeOf(publicKey: KeyObject): string {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa') return `rsa${details?.modulusLength ?? ''}`;
  if (type !== 'ec') return type;
  const curve = details?.namedCurve ?? 'unknown curve';
  return curveNames[curve] ?? `ec ${curve}`;
}
