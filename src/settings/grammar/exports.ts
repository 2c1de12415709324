import { Secret } from '../../base/secret.ts';
import { Misfit } from '../misfit.ts';

/** Reads the artifact's name, by the characters that the service refuses. @returns undefined for `none` */
export function parseArtifactName(text: string): string | undefined {
  if (text === 'none') return undefined;
  if (/^[^"<>|*?:\\/\p{Cc}]{1,200}$/u.test(text)) return text;
  throw new Misfit({
    problem: 'a name that the artifact service refuses',
    remedy: 'Use up to 200 characters, none of them one of " < > | * ? : \\ /, or write none.',
  });
}

/** Reads the password of a PFX. Java takes nothing but ASCII with modern encryption, so nobody may have anything else. */
export function parsePfxPassword(text: string): Secret {
  const remedy = 'Use at least 12 letters, digits and signs of ASCII, like `openssl rand -base64 24` gives.';
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new Misfit({ problem: "has characters in it that Java can't use in a PFX password", remedy });
  }
  if (text.length < 12) throw new Misfit({ problem: 'too short', remedy });
  return new Secret(text);
}
