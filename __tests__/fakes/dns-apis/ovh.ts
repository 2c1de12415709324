import { createHash } from 'node:crypto';
import { readFields, route, type FakeApi, type FakeRequest, type Reply } from './fake-api.ts';
import { Records, type Stored } from './store.ts';

export interface OvhKeys {
  key: string;
  secret: string;
  consumer: string;
  /** A service account, for OAuth2. */
  client: { id: string; secret: string };
}

const bearer = 'eyJhbGciOiJFZERTQSJ9.e30.b3Zo';

/** The clock of OVHcloud differs from ours by this much, seconds. */
const aheadS = 4711;

/** https://eu.api.ovh.com/console/?section=%2Fdomain. Changes are served after a refresh only. */
export function fakeOvh(keys: OvhKeys): FakeApi {
  const records = new Records();
  const missing = failure(404, 'This service does not exist');
  const timeS = () => Math.floor(Date.now() / 1000) + aheadS;
  const shown = ({ id, zone, type, label, value, ttl }: Stored) => ({
    id,
    zone,
    fieldType: type,
    subDomain: label,
    target: value,
    ttl,
  });
  return {
    hosts: ['eu.api.ovh.com', 'www.ovh.com'],
    records,
    answer(request) {
      if (request.url.hostname === 'www.ovh.com') return giveToken(request, keys);
      const plain = route(request, { 'GET /1.0/auth/time': () => ({ status: 200, body: timeS() }) });
      if (plain) return plain;
      const refused = refusal(request, { ...keys, timeS: timeS() });
      if (refused) return refused;
      const { searchParams: query } = request.url;
      const at = '/1.0/domain/zone';
      const known = (zone = '') => records.zones.includes(zone);
      const reply = route(request, {
        [`GET ${at}`]: () => ({ status: 200, body: records.zones }),
        [`GET ${at}/`]: () => ({ status: 200, body: records.zones }),
        [`GET ${at}/:zone`]: ({ zone }) =>
          known(zone) ? { status: 200, body: { name: zone, dnssecSupported: true } } : missing,
        [`GET ${at}/:zone/status`]: ({ zone }) =>
          known(zone) ? { status: 200, body: { isDeployed: true } } : missing,
        [`GET ${at}/:zone/record`]: ({ zone = '' }) => ({
          status: 200,
          body: records
            .at(zone)
            .filter(
              ({ label, type }) =>
                [null, label].includes(query.get('subDomain')) &&
                [null, type].includes(query.get('fieldType')),
            )
            .map(({ id }) => id),
        }),
        [`GET ${at}/:zone/record/:id`]: ({ id = '' }) => {
          const found = records.all.find((record) => String(record.id) === id);
          return found ? { status: 200, body: shown(found) } : missing;
        },
        [`POST ${at}/:zone/record`]: ({ zone = '' }) => {
          if (!known(zone)) return missing;
          const read = readFields(request.body, {
            fieldType: 'string',
            subDomain: 'string?',
            target: 'string',
            ttl: 'number?',
          });
          if (read.problem !== undefined) return failure(400, read.problem);
          const {
            fieldType,
            subDomain = '',
            target,
            ttl = 0,
          } = read.fields as unknown as Omit<Stored, 'ttl'> & { ttl?: number } & Record<
              'fieldType' | 'target',
              string
            > & { subDomain?: string };
          return {
            status: 200,
            body: shown(records.add({ zone, label: subDomain, type: fieldType, value: target, ttl })),
          };
        },
        [`DELETE ${at}/:zone/record/:id`]: ({ id = '' }) =>
          records.remove(id) ? { status: 200, body: null } : missing,
        [`POST ${at}/:zone/refresh`]: ({ zone }) => (known(zone) ? { status: 200, body: null } : missing),
      });
      return reply ?? { status: 501 };
    },
  };
}

/** https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api: how a request is signed. */
function refusal(
  { method, url, headers, body }: FakeRequest,
  { key, secret, consumer, timeS }: OvhKeys & { timeS: number },
): Reply | undefined {
  if (headers['authorization'] === `Bearer ${bearer}`) return undefined;
  if (headers['x-ovh-application'] !== key) return failure(403, 'This application key is invalid');
  if (headers['x-ovh-consumer'] !== consumer) return failure(403, 'This credential does not exist');
  const timestamp = headers['x-ovh-timestamp'] ?? '';
  if (Math.abs(Number(timestamp) - timeS) > 30) return failure(400, 'Query out of time');
  const signed = [secret, consumer, method, url.href, body, timestamp].join('+');
  const expected = `$1$${createHash('sha1').update(signed).digest('hex')}`;
  return headers['x-ovh-signature'] === expected ? undefined : failure(400, 'Invalid signature');
}

/** https://help.ovhcloud.com/csm/en-manage-service-account; who asks may show itself in the form or as RFC 6749 2.3.1. */
function giveToken({ method, url, headers, body }: FakeRequest, { client }: OvhKeys): Reply {
  if (method !== 'POST' || url.pathname !== '/auth/oauth2/token') return { status: 501 };
  const form = new URLSearchParams(body);
  if (form.get('grant_type') !== 'client_credentials' || form.get('scope') !== 'all') {
    return { status: 400, body: { error: 'invalid_request' } };
  }
  const shown = [form.get('client_id'), form.get('client_secret')].join(':');
  const basic = atob(/^Basic (.*)$/.exec(headers['authorization'] ?? '')?.[1] ?? '');
  return [shown, basic].includes(`${client.id}:${client.secret}`)
    ? { status: 200, body: { access_token: bearer, token_type: 'Bearer', expires_in: 3599, scope: 'all' } }
    : { status: 401, body: { error: 'invalid_client' } };
}

function failure(status: number, message: string): Reply {
  return { status, body: { class: 'Client::Error', message } };
}
