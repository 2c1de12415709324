import { Secret } from '../../base/secret.ts';
import { createApi, type Explanation } from '../api.ts';
import { CredentialReader } from '../credentials.ts';
import { lockByKey } from '../lock.ts';
import type { DnsProvider, ProviderContext, ProviderSpec, ProviderVariable } from '../provider.ts';

const variables: readonly ProviderVariable[] = [
  { name: 'HTTPREQ_ENDPOINT', description: 'The URL of the server', required: true, secret: false },
  {
    name: 'HTTPREQ_MODE',
    description: 'Must be empty: the mode `RAW` is not supported',
    required: false,
    secret: false,
  },
  { name: 'HTTPREQ_USERNAME', description: 'Basic authentication username', required: false, secret: false },
  { name: 'HTTPREQ_PASSWORD', description: 'Basic authentication password', required: false, secret: true },
];

/** A server of the user's own, by lego's protocol: POST `/present` and `/cleanup` with `{"fqdn","value"}`. */
export const httpreq: ProviderSpec = {
  name: 'httpreq',
  title: 'HTTP request',
  documentation: 'https://go-acme.github.io/lego/dns/httpreq/',
  variables,
  permissions:
    'What the server asks for. It gets `POST /present` and `POST /cleanup` with `{"fqdn","value"}`',
  verified: 'A server of the tests',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const endpoint = read.url('HTTPREQ_ENDPOINT', 'HTTPREQ_USERNAME and HTTPREQ_PASSWORD');
    const username = read.text('HTTPREQ_USERNAME');
    const password = read.secret('HTTPREQ_PASSWORD');
    if (read.text('HTTPREQ_MODE') !== '') {
      const problem = 'the server would need domain, token and key authorization, which are not given';
      read.refuse('HTTPREQ_MODE', problem, 'Leave it empty: the server gets {"fqdn","value"}.');
    }
    if ((username === '') !== (password === undefined)) {
      const missing = username === '' ? 'HTTPREQ_USERNAME' : 'HTTPREQ_PASSWORD';
      read.refuse(missing, 'is not set', 'Set both HTTPREQ_USERNAME and HTTPREQ_PASSWORD, or neither.');
    }
    if (read.faults.length > 0) return { faults: read.faults };
    return createHttpreq({ endpoint, authorization: password && basic(username, password) }, context);
  },
};

function createHttpreq(
  { endpoint, authorization }: { endpoint: URL; authorization: Secret | undefined },
  context: ProviderContext,
): DnsProvider {
  const headers = authorization ? { authorization } : {};
  const api = createApi({ title: httpreq.title, baseUrl: endpoint, headers, context, explain });
  // Such servers are mostly small ones that read, change and write what is at a name.
  const alone = lockByKey();
  const post =
    (path: string): DnsProvider['present'] =>
    async ({ name, value }, bound) => {
      const request = { method: 'POST', path, body: { fqdn: `${name}.`, value } } as const;
      await alone(name, bound.signal, () => api(request, bound));
    };
  return { present: post('present'), remove: post('cleanup') };
}

function basic(username: string, password: Secret): Secret {
  return new Secret(`Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`);
}

function explain(status: number): Explanation | undefined {
  if (status === 401 || status === 403) {
    return {
      problem: 'the server refuses the credentials',
      hint: 'Check HTTPREQ_USERNAME and HTTPREQ_PASSWORD.',
    };
  }
  if (status === 404 || status === 405) {
    const hint = 'Check HTTPREQ_ENDPOINT: /present and /cleanup are appended to it.';
    return { problem: 'the server has no such path', hint };
  }
  return undefined;
}
