import { programAt } from '../base/program-path.ts';
import type { World } from '../base/ports.ts';
import type { Finding } from '../report/outcome.ts';
import { webrootFault } from '../settings/proof.ts';
import type { Start } from './start.ts';

/** What a renewal would refuse: hooks and a webroot that aren't there, and what can't be right of a provider's settings. */
export function lookAtSetUp({
  settings,
  world,
}: Pick<Start, 'settings'> & { world: Pick<World, 'lookAt' | 'env'> }): Finding[] {
  const { httpHook, httpWebroot, types, dnsProviderFaults } = settings.challenge;
  const ofProviders = dnsProviderFaults.map(({ input, ...fault }) => finding(input, fault));
  if (!types.includes('http-01')) return ofProviders;
  const hook = httpHook === undefined ? undefined : programAt(httpHook, world);
  const webroot = httpWebroot === undefined ? undefined : webrootFault(httpWebroot, world);
  return [
    ...ofProviders,
    ...(hook && 'problem' in hook ? [finding('http-hook', { value: httpHook, ...hook })] : []),
    ...(webroot ? [finding('http-webroot', { value: httpWebroot, ...webroot })] : []),
  ];
}

function finding(
  input: string,
  { value, problem, remedy }: { value?: string | undefined; problem: string; remedy: string },
): Finding {
  const what = value === undefined ? problem : `${JSON.stringify(value)}: ${problem}`;
  return { severity: 'error', subject: `\`${input}\``, what, remedy };
}
