import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { pageOf, Records, fullName } from './store.ts';
import { readFields, route, type FakeApi, type FakeRequest, type Reply } from './fake-api.ts';

const [ownToken, federatedToken, accountToken] = ['ya29.of-a-key', 'ya29.federated', 'ya29.of-an-account'];
const email = 'acme@project-1.iam.gserviceaccount.com';
const provider =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/providers/own';

export interface FakeGoogle extends FakeApi {
  /** A key of the service account, as the console makes it. */
  keyFile: string;
  /** The same with a key that nobody knows. */
  wrongKeyFile: string;
  /** What google-github-actions/auth writes, with or without a service account to act as. */
  federationFile(account: boolean): string;
}

let pair: { publicKey: KeyObject; pem: string; otherPem: string } | undefined;

/** Made once: it takes a while. */
function keyPair() {
  const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
  if (pair) return pair;
  const { publicKey, privateKey } = make();
  pair = { publicKey, pem: pemOf(privateKey), otherPem: pemOf(make().privateKey) };
  return pair;
}

/** https://cloud.google.com/dns/docs/reference/rest/v1, and where its tokens come from. */
export function fakeGoogle(project: string): FakeGoogle {
  const records = new Records();
  const keyFile = (pem: string) =>
    JSON.stringify({
      type: 'service_account',
      project_id: project,
      private_key_id: 'k1',
      private_key: pem,
      client_email: email,
      client_id: '1',
      token_uri: 'https://oauth2.googleapis.com/token',
    });
  const issuer = 'https://token.actions.githubusercontent.com/idtoken?api-version=2.0&audience=own';
  return {
    hosts: [
      ...['dns', 'content', 'www', 'oauth2', 'sts', 'iamcredentials'].map((name) => `${name}.googleapis.com`),
      'token.actions.githubusercontent.com',
    ],
    records,
    keyFile: keyFile(keyPair().pem),
    wrongKeyFile: keyFile(keyPair().otherPem),
    federationFile: (account) =>
      JSON.stringify({
        universe_domain: 'googleapis.com',
        type: 'external_account',
        audience: provider,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: 'https://sts.googleapis.com/v1/token',
        ...(account
          ? {
              service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
            }
          : {}),
        credential_source: {
          url: issuer,
          headers: { Authorization: 'Bearer request-token' },
          format: { type: 'json', subject_token_field_name: 'value' },
        },
      }),
    answer(request) {
      const isApi = request.url.pathname.startsWith('/dns/v1/');
      if (!isApi) return tokenFor(request) ?? { status: 501 };
      const tokens = [ownToken, federatedToken, accountToken].map((token) => `Bearer ${token}`);
      if (!tokens.includes(request.headers['authorization'] ?? ''))
        return failure(401, { reason: 'authError', message: 'Invalid Credentials' });
      return route(request, zoneHandlers(records, project, request)) ?? { status: 501 };
    },
  };
}

interface Set {
  name: string;
  type: string;
  ttl: number;
  rrdatas: string[];
}

function zoneHandlers(records: Records, project: string, request: FakeRequest) {
  const { searchParams: query } = request.url;
  const idOf = (zone: string) => String(1_000_000 + records.zones.indexOf(zone));
  const shown = (zone: string) => ({
    kind: 'dns#managedZone',
    id: idOf(zone),
    name: zone.replaceAll('.', '-'),
    dnsName: `${zone}.`,
    visibility: 'public',
    nameServers: ['ns-cloud-a1.googledomains.com.'],
  });
  // What is only seen inside the network has the same name.
  const inside = { ...shown('example.test'), id: '7', name: 'inside', visibility: 'private' };
  const listed = (items: readonly object[], field: string): Reply => {
    const pageNumber = new URLSearchParams({ page: query.get('pageToken') ?? '1', size: '20' });
    const { items: some, page, pages } = pageOf(items, pageNumber, { size: 'size', standard: 20, most: 100 });
    const next = page < pages ? { nextPageToken: String(page + 1) } : {};
    return { status: 200, body: { [field]: some, ...next } };
  };
  const inZone =
    (work: (zone: string) => Reply) =>
    (at: Readonly<Record<string, string>>): Reply => {
      const zone = records.zones.find((one) => [idOf(one), shown(one).name].includes(at['zone'] ?? ''));
      if (at['project'] !== project)
        return missing(`The 'parameters.project' resource named '${at['project'] ?? ''}' does not exist.`);
      if (zone === undefined)
        return missing(`The 'parameters.managedZone' resource named '${at['zone'] ?? ''}' does not exist.`);
      return work(zone);
    };
  const setsOf = (zone: string): Set[] =>
    [...Map.groupBy(records.at(zone), ({ label, type }) => `${label} ${type}`).values()].flatMap((stored) => {
      const [first] = stored;
      const rrdatas = stored.map(({ type, value }) =>
        type === 'TXT' && !value.startsWith('"') ? `"${value}"` : value,
      );
      return first ? [{ name: `${fullName(first)}.`, type: first.type, ttl: first.ttl, rrdatas }] : [];
    });
  const at = '/dns/v1/projects/:project/managedZones';
  return {
    [`GET ${at}`]: () => {
      const wanted = query.get('dnsName');
      const zones = [inside, ...records.zones.map(shown)];
      return listed(
        zones.filter(({ dnsName }) => wanted === null || dnsName === wanted),
        'managedZones',
      );
    },
    [`GET ${at}/:zone`]: inZone((zone) => ({ status: 200, body: shown(zone) })),
    [`GET ${at}/:zone/rrsets`]: inZone((zone) => {
      const [name, type] = [query.get('name'), query.get('type')];
      if (type !== null && name === null)
        return failure(400, { reason: 'invalid', message: "Invalid value for 'parameters.name'" });
      return listed(
        setsOf(zone).filter((set) => [null, set.name].includes(name) && [null, set.type].includes(type)),
        'rrsets',
      );
    }),
    [`POST ${at}/:zone/changes`]: inZone((zone) =>
      change(zone, { records, sets: setsOf(zone), body: request.body }),
    ),
  };
}

function change(
  zone: string,
  { records, sets, body }: { records: Records; sets: Set[]; body: string },
): Reply {
  const read = readFields(body, { additions: 'array?', deletions: 'array?', kind: 'string?' });
  if (read.problem !== undefined) return failure(400, { reason: 'invalid', message: read.problem });
  const { additions = [], deletions = [] } = read.fields as unknown as {
    additions?: Set[];
    deletions?: Set[];
  };
  if (additions.length + deletions.length === 0)
    return failure(400, { reason: 'required', message: 'Required field not set' });
  const named = ({ name, type }: Set) => `'${name} (${type})'`;
  const found = (wanted: Set, among: readonly Set[]) =>
    among.find(({ name, type }) => name === wanted.name && type === wanted.type);
  const left = [...sets];
  for (const [index, deletion] of deletions.entries()) {
    const there = found(deletion, left);
    const entity = `entity.change.deletions[${index}]`;
    if (!there) return missing(`The '${entity}' resource named ${named(deletion)} does not exist.`);
    const same =
      there.ttl === deletion.ttl && String(there.rrdatas.toSorted()) === String([...deletion.rrdatas].sort());
    if (!same)
      return failure(412, { reason: 'conditionNotMet', message: `Precondition not met for '${entity}'` });
    left.splice(left.indexOf(there), 1);
  }
  for (const [index, addition] of additions.entries()) {
    const entity = `entity.change.additions[${index}]`;
    const isWhole =
      addition.name.endsWith(`${zone}.`) && Number.isInteger(addition.ttl) && addition.rrdatas.length > 0;
    const isText = addition.rrdatas.every((data) => addition.type !== 'TXT' || /^"[^"]*"$/.test(data));
    if (!isWhole || !isText)
      return failure(400, { reason: 'invalid', message: `Invalid value for '${entity}'` });
    if (found(addition, left))
      return failure(409, {
        reason: 'alreadyExists',
        message: `The resource '${entity}' named ${named(addition)} already exists`,
      });
  }
  const labelOf = ({ name }: Set) => name.slice(0, -zone.length - 1).replace(/\.$/, '');
  for (const set of deletions)
    records.replace({ zone, label: labelOf(set), type: set.type, ttl: set.ttl }, []);
  for (const set of additions)
    records.replace({ zone, label: labelOf(set), type: set.type, ttl: set.ttl }, set.rrdatas);
  return { status: 200, body: { kind: 'dns#change', id: '1', status: 'pending', additions, deletions } };
}

function tokenFor(request: FakeRequest): Reply | undefined {
  const form = new URLSearchParams(request.body);
  const refused = (error: string, error_description: string): Reply => ({
    status: 400,
    body: { error, error_description },
  });
  const given = (token: string): Reply => ({
    status: 200,
    body: { access_token: token, expires_in: 3599, token_type: 'Bearer' },
  });
  const byKey = (): Reply => {
    const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const { iss, aud, exp, iat, scope } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      iss: string;
      aud: string;
      exp: number;
      iat: number;
      scope: string;
    };
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      keyPair().publicKey,
      Buffer.from(signature, 'base64url'),
    );
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer' || iss !== email)
      return refused('invalid_grant', 'Invalid grant: account not found');
    if (!isSigned) return refused('invalid_grant', 'Invalid JWT Signature.');
    const isTimely = exp - iat <= 3600 && Math.abs(iat - Date.now() / 1000) < 60;
    const isHere = [
      `https://oauth2.googleapis.com/token`,
      `https://www.googleapis.com/oauth2/v4/token`,
    ].includes(aud);
    if (!isTimely || !isHere || !isScope(scope))
      return refused(
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token in a reasonable timeframe.',
      );
    return given(ownToken);
  };
  const bySubject = (): Reply => {
    const isWhole =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
      form.get('requested_token_type') === 'urn:ietf:params:oauth:token-type:access_token' &&
      form.get('subject_token_type') === 'urn:ietf:params:oauth:token-type:jwt' &&
      form.get('audience') === provider &&
      isScope(form.get('scope') ?? '');
    if (!isWhole) return refused('invalid_request', 'Invalid value for "audience".');
    if (form.get('subject_token') !== 'id-token-of-the-job')
      return refused('invalid_grant', 'The given credential is rejected by the attribute condition.');
    return given(federatedToken);
  };
  return route(request, {
    'POST /token': byKey,
    'POST /oauth2/v4/token': byKey,
    'POST /v1/token': bySubject,
    'GET /idtoken': () =>
      request.headers['authorization'] === 'Bearer request-token'
        ? { status: 200, body: { count: 1, value: 'id-token-of-the-job' } }
        : { status: 401 },
    [`POST /v1/projects/-/serviceAccounts/${email}:generateAccessToken`]: () => {
      if (request.headers['authorization'] !== `Bearer ${federatedToken}`)
        return failure(403, {
          reason: 'forbidden',
          message: "Permission 'iam.serviceAccounts.getAccessToken' denied",
        });
      const { scope } = JSON.parse(request.body) as { scope: string[] };
      if (!scope.every(isScope)) return failure(400, { reason: 'badRequest', message: 'Invalid scope' });
      const expireTime = new Date(Date.now() + 3_600_000).toISOString();
      return { status: 200, body: { accessToken: accountToken, expireTime } };
    },
  });
}

function isScope(scope: string): boolean {
  return scope
    .split(' ')
    .every((one) =>
      /^https:\/\/www\.googleapis\.com\/auth\/(ndev\.clouddns\.readwrite|cloud-platform)$/.test(one),
    );
}

function missing(message: string): Reply {
  return failure(404, { reason: 'notFound', message });
}

function failure(status: number, { reason, message }: { reason: string; message: string }): Reply {
  return {
    status,
    body: { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } },
  };
}
