import { nearestOf } from '../base/nearest.ts';
import type { ProviderSpec } from './provider.ts';
import { certbot } from './foreign/certbot.ts';
import { dehydrated } from './foreign/dehydrated.ts';
import { findForeign, foreignNames } from './foreign/families.ts';
import { acmeDns } from './providers/acme-dns.ts';
import { alidns } from './providers/alidns.ts';
import { azuredns } from './providers/azuredns.ts';
import { cloudflare } from './providers/cloudflare.ts';
import { desec } from './providers/desec.ts';
import { digitalocean } from './providers/digitalocean.ts';
import { dnsimple } from './providers/dnsimple.ts';
import { dnspod } from './providers/dnspod.ts';
import { exec } from './providers/exec.ts';
import { gandiv5 } from './providers/gandiv5.ts';
import { gcloud } from './providers/gcloud.ts';
import { hetzner } from './providers/hetzner.ts';
import { httpreq } from './providers/httpreq.ts';
import { linode } from './providers/linode.ts';
import { ovh } from './providers/ovh.ts';
import { pdns } from './providers/pdns.ts';
import { porkbun } from './providers/porkbun.ts';
import { rfc2136 } from './providers/rfc2136.ts';
import { route53 } from './providers/route53.ts';
import { scaleway } from './providers/scaleway.ts';
import { tencentcloud } from './providers/tencentcloud.ts';
import { vultr } from './providers/vultr.ts';

/** Every DNS provider there is, by name. */
export const providerSpecs: readonly ProviderSpec[] = [
  acmeDns,
  alidns,
  azuredns,
  certbot,
  cloudflare,
  dehydrated,
  desec,
  digitalocean,
  dnsimple,
  dnspod,
  exec,
  gandiv5,
  gcloud,
  hetzner,
  httpreq,
  linode,
  ovh,
  pdns,
  porkbun,
  rfc2136,
  route53,
  scaleway,
  tencentcloud,
  vultr,
];

/** Finds a provider by its name or alias, in any case; undefined when there is none. */
export function findProvider(name: string): ProviderSpec | undefined {
  const wanted = name.trim().toLowerCase();
  return providerSpecs.find((spec) => namesOf(spec).includes(wanted)) ?? findForeign(wanted);
}

/** The provider's name or alias that an unknown word most likely means; undefined when none is near. */
export function nearestProvider(word: string): string | undefined {
  return nearestOf(word.trim().toLowerCase(), providerSpecs.flatMap(namesOf));
}

/** The registry as the settings see it. */
export const providers = {
  names: [...providerSpecs.map(({ name }) => name), ...foreignNames],
  find: findProvider,
  nearest: nearestProvider,
};

function namesOf({ name, aliases = [] }: ProviderSpec): readonly string[] {
  return [name, ...aliases];
}
