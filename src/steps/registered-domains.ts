/**
 * Finds the domains that were registered for names, by the public suffix list with its private part, as CAs count
 * them. The list is loaded with the first call.
 */
export async function registeredDomainsBy(
  signal: AbortSignal,
): Promise<(names: readonly string[]) => readonly string[]> {
  signal.throwIfAborted();
  const { getDomain } = await import('tldts');
  return (names) => [
    ...new Set(
      names.flatMap((name) => getDomain(name.replace(/^\*\./, ''), { allowPrivateDomains: true }) ?? []),
    ),
  ];
}
