import type { Bound } from '../../base/bound.ts';
import { AppError, messageOf } from '../../base/errors.ts';
import type { Clock } from '../../base/ports.ts';
import { Secret } from '../../base/secret.ts';
import type { AccessToken } from '../access-token.ts';
import { createApi, createJsonApi, parseJson, type ApiRequest, type Explanation } from '../api.ts';
import type { ProviderContext } from '../provider.ts';

/** How the run shows who it is, as Google's credential files describe it (google.aip.dev/auth). */
export type GoogleIdentity =
  | ServiceAccountKey
  | ExternalAccount
  | { kind: 'user'; clientId: string; clientSecret: Secret; refreshToken: Secret }
  /** The machine's, by its metadata server. */
  | { kind: 'machine'; host: string };

export interface ServiceAccountKey {
  kind: 'key';
  email: string;
  keyId: string;
  privateKey: Secret;
  tokenUrl: URL;
}

/** Workload Identity Federation. */
export interface ExternalAccount {
  kind: 'external';
  audience: string;
  subjectTokenType: string;
  tokenUrl: URL;
  subject: SubjectSource;
}

/** Where the token is that another issuer signed. */
export interface SubjectSource {
  at: { file: string } | { url: URL; headers: Readonly<Record<string, Secret>> };
  /** The field of a JSON object; undefined: it is the whole text. */
  field: string | undefined;
}

const title = 'The token service of Google Cloud';
const cloudScope = 'https://www.googleapis.com/auth/cloud-platform';

interface Request {
  scope: string;
  /** Whose permissions are used in the end: an `:generateAccessToken` of the IAM Credentials API. */
  impersonate: URL | undefined;
}

/**
 * Asks for an access token.
 * @throws AppError `dns-provider` with what to do; the bound's reason
 */
export async function getGoogleToken(
  identity: GoogleIdentity,
  { request: { scope, impersonate }, context }: { request: Request; context: ProviderContext },
  bound: Bound,
): Promise<AccessToken> {
  if (!impersonate) return ownToken(identity, { scope, context }, bound);
  const own = await ownToken(identity, { scope: cloudScope, context }, bound);
  context.ports.mask(own.token);
  const authorization = new Secret(`Bearer ${own.token}`);
  const headers = { authorization };
  const api = createJsonApi({ title, baseUrl: impersonate, headers, context, explain: explainImpersonation });
  const body = { scope: [scope], lifetime: '3600s' };
  const answer = ((await api({ method: 'POST', path: '', body }, bound)) ?? {}) as Record<string, unknown>;
  const { accessToken: token, expireTime } = answer;
  if (typeof token !== 'string') throw noToken();
  return { token, expiresInS: (Date.parse(String(expireTime)) - context.ports.clock.now()) / 1000 || 0 };
}

interface Want {
  scope: string;
  context: ProviderContext;
}

async function ownToken(identity: GoogleIdentity, want: Want, bound: Bound): Promise<AccessToken> {
  switch (identity.kind) {
    case 'key':
      return exchangeKey(identity, want, bound);
    case 'external':
      return exchangeSubject(identity, want, bound);
    case 'user': {
      const { clientId, clientSecret, refreshToken } = identity;
      const form = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
      const grant = { ...form, grant_type: 'refresh_token' };
      return askToken(new URL('https://oauth2.googleapis.com/token'), grant, { ...want, bound });
    }
    case 'machine':
      return askMachine(identity, want, bound);
  }
}

/** RFC 7523, as https://developers.google.com/identity/protocols/oauth2/service-account has it. */
async function exchangeKey(
  { email, keyId, privateKey, tokenUrl }: ServiceAccountKey,
  { scope, context }: Want,
  bound: Bound,
): Promise<AccessToken> {
  const claims = { iss: email, scope, aud: tokenUrl.href };
  const assertion = await signJwt(claims, { keyId, privateKey, clock: context.ports.clock });
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  return askToken(tokenUrl, grant, { scope, context, bound });
}

/** `jose` is loaded only for a key. */
async function signJwt(
  claims: Readonly<Record<string, string>>,
  { keyId, privateKey, clock }: { keyId: string; privateKey: Secret; clock: Clock },
): Promise<Secret> {
  const { importPKCS8, SignJWT } = await import('jose');
  const nowS = Math.floor(clock.now() / 1000);
  try {
    const key = await importPKCS8(privateKey.reveal(), 'RS256');
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId });
    return new Secret(
      await jwt
        .setIssuedAt(nowS)
        .setExpirationTime(nowS + 3600)
        .sign(key),
    );
  } catch (error) {
    throw new AppError(
      'dns-provider',
      "The service account's private_key can't be read",
      { hint: 'Download the key again: it is JSON, whose private_key has `\\n` for line breaks.' },
      error,
    );
  }
}

/** RFC 8693, as https://cloud.google.com/iam/docs/reference/sts/rest has it. */
async function exchangeSubject(
  { audience, subjectTokenType, tokenUrl, subject }: ExternalAccount,
  { scope, context }: Want,
  bound: Bound,
): Promise<AccessToken> {
  const token = await readSubject(subject, context, bound);
  context.ports.mask(token.reveal());
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    audience,
    scope,
    subject_token_type: subjectTokenType,
    subject_token: token,
  };
  return askToken(tokenUrl, grant, { scope, context, bound });
}

async function readSubject(
  { at, field }: SubjectSource,
  context: ProviderContext,
  bound: Bound,
): Promise<Secret> {
  const text = 'file' in at ? readFile(at.file, context) : await askIssuer(at, context, bound);
  const token = field === undefined ? text.trim() : fieldOf(text, field);
  if (typeof token === 'string' && token !== '') return new Secret(token);
  throw new AppError('dns-provider', "The issuer of the job's ID tokens gave none", {
    hint: 'Run `google-github-actions/auth` in the same job, a short time before.',
  });
}

/** The text may be a token, or hold one: it isn't repeated. */
function fieldOf(text: string, field: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown>)[field];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readFile(path: string, { ports }: ProviderContext): string {
  try {
    return ports.readText(path);
  } catch (error) {
    const hint = 'Check credential_source in the file of GOOGLE_APPLICATION_CREDENTIALS.';
    throw new AppError('dns-provider', `The ID token can't be read: ${messageOf(error)}`, { hint }, error);
  }
}

function askIssuer(
  { url, headers }: { url: URL; headers: Readonly<Record<string, Secret>> },
  context: ProviderContext,
  bound: Bound,
): Promise<string> {
  const issuer = "The issuer of the job's ID tokens";
  const api = createApi({ title: issuer, baseUrl: url, headers, context, explain: explainIssuer });
  return api({ method: 'GET', path: '' }, bound);
}

async function askToken(
  url: URL,
  grant: Readonly<Record<string, string | Secret>>,
  { context, bound }: Want & { bound: Bound },
): Promise<AccessToken> {
  const secrets = Object.values(grant).filter((value) => value instanceof Secret);
  const form = new URLSearchParams(
    Object.entries(grant).map(([name, value]): [string, string] => [
      name,
      value instanceof Secret ? value.reveal() : value,
    ]),
  );
  const api = createJsonApi({ title, baseUrl: url, headers: {}, secrets, context, explain });
  const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
  return tokenIn(await api({ method: 'POST', path: '', text }, bound));
}

/** https://cloud.google.com/compute/docs/metadata: what isn't Google's has no such host. */
async function askMachine(
  { host }: { host: string },
  { scope, context }: Want,
  bound: Bound,
): Promise<AccessToken> {
  const path = 'instance/service-accounts/default/token';
  const answer = await askMetadata(host, { request: { path, query: { scopes: scope } }, context }, bound);
  return tokenIn(parseJson('The metadata server of this machine', answer));
}

/**
 * Asks the metadata server of a machine of Google Cloud.
 * @throws AppError `dns-provider` that says what to do on other machines
 */
export async function askMetadata(
  host: string,
  { request, context }: { request: Pick<ApiRequest, 'path' | 'query'>; context: ProviderContext },
  bound: Bound,
): Promise<string> {
  const api = createApi({
    title: 'The metadata server of this machine',
    baseUrl: new URL(`http://${host}/computeMetadata/v1`),
    headers: { 'metadata-flavor': 'Google' },
    context: { ...context, requestTimeoutMs: Math.min(context.requestTimeoutMs, 3_000) },
    explain: () => ({ problem: 'it has no service account for this', hint: otherWays }),
  });
  try {
    return await api({ method: 'GET', ...request }, bound);
  } catch (error) {
    if (!(error instanceof AppError) || error.details.lastStatus !== undefined) throw error;
    throw new AppError(error.code, error.message, { ...error.details, hint: otherWays }, error.cause);
  }
}

const otherWays =
  'There are no credentials for Google Cloud: run `google-github-actions/auth` in a step before, or set ' +
  'GCE_SERVICE_ACCOUNT. Only machines of Google Cloud have credentials of their own.';

function tokenIn(answer: unknown): AccessToken {
  const { access_token: token, expires_in: expiresIn } = (answer ?? {}) as Record<string, unknown>;
  if (typeof token !== 'string' || token === '') throw noToken();
  return { token, expiresInS: Number(expiresIn ?? 0) || 0 };
}

function noToken(): AppError {
  return new AppError('dns-provider', `${title} answered without a token`, {
    hint: 'Check that no proxy answers in its place.',
  });
}

function explain(status: number, said: string): Explanation | undefined {
  if (/JWT signature|account not found|invalid_client|Invalid grant/i.test(said)) {
    return {
      problem: "the service account's key is wrong, or has been deleted",
      hint: 'Make a new key of the service account, and check GCE_SERVICE_ACCOUNT or GOOGLE_APPLICATION_CREDENTIALS.',
    };
  }
  if (/timeframe|Invalid JWT/i.test(said)) {
    return { problem: "the key's signature is refused", hint: "Check the machine's clock." };
  }
  if (status !== 400 && status !== 401 && status !== 403) return undefined;
  return {
    problem: 'the credentials are refused',
    hint: "Compare the workload identity provider's issuer, audience and condition with this job.",
  };
}

function explainIssuer(status: number): Explanation | undefined {
  if (status < 400 || status >= 500 || status === 429) return undefined;
  return {
    problem: 'it gives this job no ID token',
    hint: 'Give the job `permissions: { id-token: write }`, and run `google-github-actions/auth` in the same job.',
  };
}

function explainImpersonation(status: number): Explanation | undefined {
  if (status !== 403 && status !== 404) return undefined;
  return {
    problem: 'the service account may not be used',
    hint: 'Grant roles/iam.workloadIdentityUser (for a key: roles/iam.serviceAccountTokenCreator) on it.',
  };
}
