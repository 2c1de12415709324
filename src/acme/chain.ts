import type { Bound } from '../base/bound.ts';
import type { AcmeSession } from './session.ts';

/**
 * Downloads the certificate's chain (RFC 8555 7.4.2).
 * @param wantAlternates also download the chains that the CA links as alternates
 * @returns PEM chains, the CA's default first
 */
export async function downloadChains(
  session: AcmeSession,
  { url, wantAlternates }: { url: string; wantAlternates: boolean },
  bound: Bound,
): Promise<[string, ...string[]]> {
  const { text, headers } = await session.post(url, bound);
  if (!wantAlternates) return [text];
  const alternates = alternateUrls(headers['link'] ?? '', url);
  const others = await Promise.all(alternates.map((alternate) => session.post(alternate, bound)));
  return [text, ...others.map((answer) => answer.text)];
}

/** The targets of `rel="alternate"` in a Link header (RFC 8288), made absolute. */
export function alternateUrls(link: string, base: string): string[] {
  return [...link.matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/g)]
    .filter(([, , parameters]) => /;\s*rel\s*=\s*"?alternate"?/i.test(parameters ?? ''))
    .flatMap(([, target = '']) => (URL.canParse(target, base) ? [new URL(target, base).href] : []));
}
