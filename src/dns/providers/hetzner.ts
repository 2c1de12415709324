import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { poll } from '../../base/poll.ts';
import type { Clock } from '../../base/ports.ts';
import { createJsonApi, notFound, type Explanation, type JsonApi } from '../api.ts';
import { CredentialReader, secretVariable, ttlVariable } from '../credentials.ts';
import { apiZone, type Place } from '../place.ts';
import type { DnsProvider, ProviderSpec, ProviderVariable } from '../provider.ts';
import { providerOfRecords } from '../records.ts';

const permission = 'Read & Write in the project that holds the zone';

const variables: readonly ProviderVariable[] = [
  secretVariable('HETZNER_API_TOKEN', 'API token of a project in the Hetzner Console'),
  ttlVariable('HETZNER_TTL', 120),
];

/** Hetzner's DNS in its cloud API; the API of dns.hetzner.com is another one, which is being shut down. */
export const hetzner: ProviderSpec = {
  name: 'hetzner',
  aliases: ['hetznercloud'],
  title: 'Hetzner',
  documentation: 'https://go-acme.github.io/lego/dns/hetzner/',
  variables,
  permissions: `API token with ${permission}`,
  verified: "Hetzner's SDK, Lexicon",
  configure(context) {
    const read = new CredentialReader(variables, context);
    const headers = { authorization: read.authorization('HETZNER_API_TOKEN') };
    const ttlS = read.ttl('HETZNER_TTL', 60);
    if (read.faults.length > 0) return { faults: read.faults };
    const baseUrl = new URL('https://api.hetzner.cloud/v1');
    const api = createJsonApi({ title: hetzner.title, baseUrl, headers, context, explain });
    return createHetzner(api, { ttlS, clock: context.ports.clock });
  },
};

interface Action {
  id: number;
  status: 'running' | 'success' | 'error';
  error?: { message?: string } | null;
}

/** The API adds and removes single values of a set, so nobody else's change is lost; a value is its own id. */
function createHetzner(api: JsonApi, { ttlS, clock }: { ttlS: number; clock: Clock }): DnsProvider {
  const setPath = ({ zone, label }: Place) =>
    `zones/${zone.id}/rrsets/${encodeURIComponent(label || '@')}/TXT`;

  const readSet = async (place: Place, bound: Bound) => {
    const request = { method: 'GET', path: setPath(place), absent: notFound } as const;
    const { rrset } = ((await api(request, bound)) ?? {}) as { rrset?: { records: { value: string }[] } };
    return rrset;
  };

  const settle = async (answer: unknown, bound: Bound) => {
    let { action } = (answer ?? {}) as { action?: Action };
    await poll({ clock, bound, beyond: () => actionError('takes too long') }, async () => {
      if (!action || action.status === 'success') return { done: undefined };
      if (action.status === 'error') throw actionError(action.error?.message ?? 'no reason given');
      ({ action } = (await api({ method: 'GET', path: `actions/${action.id}` }, bound)) as {
        action: Action;
      });
      return { again: true };
    });
  };

  return providerOfRecords({
    title: hetzner.title,
    permission,
    zones: {
      async find(name, bound) {
        const request = { method: 'GET', path: `zones/${name}`, absent: notFound } as const;
        const { zone } = ((await api(request, bound)) ?? {}) as { zone?: { id: number; name: string } };
        return zone && apiZone(zone.id, zone.name);
      },
    },
    list: async (place, bound) =>
      ((await readSet(place, bound))?.records ?? []).map(({ value }) => ({ id: value, value })),
    async create(place, value, bound) {
      // A set has one TTL, and a different one is refused.
      const ttl = (await readSet(place, bound)) ? {} : { ttl: ttlS };
      const body = { ...ttl, records: [{ value: JSON.stringify(value) }] };
      await settle(
        await api({ method: 'POST', path: `${setPath(place)}/actions/add_records`, body }, bound),
        bound,
      );
    },
    async remove(place, id, bound) {
      const path = `${setPath(place)}/actions/remove_records`;
      const body = { records: [{ value: id }] };
      await settle(await api({ method: 'POST', path, body, absent: notFound }, bound), bound);
    },
  });
}

function actionError(reason: string): AppError {
  return new AppError('dns-provider', `Hetzner did not carry out the change: ${reason}`, {
    hint: "Look at the zone in the Hetzner Console, and at Hetzner's status page; then run again.",
  });
}

function explain(status: number): Explanation | undefined {
  if (status === 401) {
    const hint =
      'Check HETZNER_API_TOKEN: a token of the old dns.hetzner.com does not work, make one in the Hetzner Console.';
    return { problem: 'the token is wrong', hint };
  }
  if (status === 403) {
    return { problem: 'the token may not do this', hint: `HETZNER_API_TOKEN needs ${permission}.` };
  }
  // The zone is being changed by somebody else.
  if (status === 409 || status === 423) {
    return { problem: 'the zone is being changed', hint: 'Run again in a minute.', retryable: true };
  }
  return undefined;
}
