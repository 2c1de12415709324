import type { Secret } from '../base/secret.ts';

/**
 * Encrypts a text to age recipients (C2SP age), so that whoever holds one of their identities opens it with `age -d`.
 * The library is loaded when it is first needed.
 * @param recipients X25519 public keys, `age1...`
 * @returns the armored file
 * @throws the signal's reason; Error for a recipient that is none
 */
export async function encryptToRecipients(
  { text, recipients }: { text: Secret; recipients: readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  const age = await import('age-encryption');
  const encrypter = new age.Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const file = await encrypter.encrypt(text.reveal());
  signal.throwIfAborted();
  return age.armor.encode(file);
}
