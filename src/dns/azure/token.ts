import { within, type Bound } from '../../base/bound.ts';
import { AppError, messageOf } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import type { AccessToken } from '../access-token.ts';
import { createJsonApi, parseJson, type ApiRequest, type Explanation, type JsonApi } from '../api.ts';
import { programEnvironment } from '../foreign/program.ts';
import { requestIdToken } from '../id-token.ts';
import type { ProviderContext } from '../provider.ts';

/** How the run shows who it is, with what that takes. */
export type AzureIdentity =
  | { kind: 'secret'; tenantId: string; clientId: string; secret: Secret }
  | { kind: 'assertion'; tenantId: string; clientId: string; assertion: AssertionSource }
  /** @property clientId of a user-assigned identity; `''` for the system's */
  | { kind: 'managed'; clientId: string; endpoint: ManagedEndpoint | undefined; timeoutMs: number }
  /** @property tenantId `''` for that of `az login` */
  | { kind: 'cli'; tenantId: string };

/** Where the token comes from that another issuer signed (RFC 7523). */
export type AssertionSource =
  | { kind: 'given'; token: Secret }
  /** A file whose content is renewed by others, as in Kubernetes. */
  | { kind: 'file'; path: string }
  /** The issuer of a GitHub workflow. */
  | { kind: 'request'; url: URL; token: Secret };

/** Of App Service and Container Apps. */
export interface ManagedEndpoint {
  url: URL;
  header: Secret;
}

/** One of Microsoft's clouds. */
export interface AzureCloud {
  /** Where tokens come from. */
  authority: string;
  /** What they are for. */
  audience: string;
  /** The audience that federated credentials have there unless somebody changed it. */
  exchange: string;
}

const title = 'Microsoft Entra ID';

/** `az` starts a Python of its own; a sick one must not cost the run. */
const azMs = 60_000;

/** What `az` gives has at least this long to go; before 2.54 it says the end by the machine's local time only. */
const unknownLifeS = 300;

/**
 * Asks for a token of Azure Resource Manager.
 * @throws AppError `dns-provider` with what to do; the bound's reason
 */
export function getAzureToken(
  identity: AzureIdentity,
  { cloud, context }: { cloud: AzureCloud; context: ProviderContext },
  bound: Bound,
): Promise<AccessToken> {
  switch (identity.kind) {
    case 'secret':
      return askEntra(identity, { client_secret: identity.secret }, { cloud, context }, bound);
    case 'assertion':
      return getAssertion(identity.assertion, { cloud, context }, bound).then((assertion) =>
        askEntra(identity, { client_assertion: assertion }, { cloud, context }, bound),
      );
    case 'managed':
      return askManaged(identity, { cloud, context }, bound);
    case 'cli':
      return askCli(identity, { cloud, context }, bound);
  }
}

interface Surroundings {
  cloud: AzureCloud;
  context: ProviderContext;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function askEntra(
  { tenantId, clientId }: { tenantId: string; clientId: string },
  proof: { client_secret: Secret } | { client_assertion: Secret },
  { cloud, context }: Surroundings,
  bound: Bound,
): Promise<AccessToken> {
  const revealed = Object.fromEntries(Object.entries(proof).map(([name, value]) => [name, value.reveal()]));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: `${cloud.audience}/.default`,
    ...revealed,
    ...('client_assertion' in proof
      ? { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }
      : {}),
  });
  const secrets = Object.values(proof);
  const api = createJsonApi({
    title,
    baseUrl: new URL(cloud.authority),
    headers: {},
    secrets,
    context,
    explain,
  });
  const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
  const path = `${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  return accessTokenIn(title, await api({ method: 'POST', path, text }, bound));
}

async function getAssertion(
  source: AssertionSource,
  { cloud, context }: Surroundings,
  bound: Bound,
): Promise<Secret> {
  if (source.kind === 'given') return source.token;
  if (source.kind === 'file') return readAssertion(source.path, context);
  return requestIdToken(source, { audience: cloud.exchange, context }, bound);
}

function readAssertion(path: string, { ports }: ProviderContext): Secret {
  try {
    const token = ports.readText(path).trim();
    ports.mask(token);
    return new Secret(token);
  } catch (error) {
    throw new AppError(
      'dns-provider',
      `The file of the federated token can't be read: ${messageOf(error)}`,
      { hint: 'Check AZURE_OIDC_TOKEN_FILE_PATH or AZURE_FEDERATED_TOKEN_FILE.' },
      error,
    );
  }
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
async function askManaged(
  { clientId, endpoint, timeoutMs }: Extract<AzureIdentity, { kind: 'managed' }>,
  { cloud, context }: Surroundings,
  bound: Bound,
): Promise<AccessToken> {
  const name = 'The managed identity of this machine';
  const baseUrl = endpoint?.url ?? new URL('http://169.254.169.254/metadata/identity/oauth2/token');
  const headers: Record<string, Secret | string> = endpoint
    ? { 'x-identity-header': endpoint.header }
    : { metadata: 'true' };
  const patient = { ...context, requestTimeoutMs: Math.min(context.requestTimeoutMs, timeoutMs) };
  const api = createJsonApi({ title: name, baseUrl, headers, context: patient, explain: explainManaged });
  const request: ApiRequest = {
    method: 'GET',
    path: '',
    query: {
      'api-version': endpoint ? '2019-08-01' : '2018-02-01',
      resource: cloud.audience,
      ...(clientId === '' ? {} : { client_id: clientId }),
    },
  };
  return accessTokenIn(name, await askMachine(api, request, bound));
}

/** What isn't Azure's has nothing at that address. */
async function askMachine(api: JsonApi, request: ApiRequest, bound: Bound): Promise<unknown> {
  try {
    return await api(request, bound);
  } catch (error) {
    if (!(error instanceof AppError) || error.details.lastStatus !== undefined) throw error;
    throw new AppError(error.code, error.message, { ...error.details, hint: managedHint }, error.cause);
  }
}

/** What `az` prints is the token: it goes neither to the log nor into an error. */
async function askCli(
  { tenantId }: { tenantId: string },
  { cloud, context: { env, ports } }: Surroundings,
  bound: Bound,
): Promise<AccessToken> {
  const tenant = tenantId === '' ? [] : ['--tenant', tenantId];
  const args = ['account', 'get-access-token', '--output', 'json', '--resource', cloud.audience, ...tenant];
  const expired = () => cliError('does not end', 'Try it in a step before, to see what it waits for.');
  const withheld = { AZURE_CLIENT_SECRET: undefined, AZURE_CORE_COLLECT_TELEMETRY: 'false' };
  const { exitCode, output } = await within(ports.clock, { timeoutMs: azMs, parent: bound, expired }, (own) =>
    ports.processes
      .run({ file: 'az', args, env: programEnvironment(env, withheld) }, own.signal)
      .catch((error: unknown) => {
        own.signal.throwIfAborted();
        throw cliError(
          `can't be started: ${messageOf(error)}`,
          `Install the Azure CLI, or ${otherWays}`,
          error,
        );
      }),
  );
  if (exitCode !== 0) {
    const [reason = 'no reason'] = /^ERROR: .*$/m.exec(output) ?? [];
    const words = `ended with exit code ${exitCode ?? 'of a signal'} (${reason})`;
    throw cliError(words, `Log in with \`azure/login\` in a step before, or ${otherWays}`);
  }
  // Warnings come on standard error, which is in there too.
  const [json = ''] = /^\{.*^\}/ms.exec(output) ?? [];
  const answer = json === '' ? undefined : parseJson('az', json);
  const { accessToken, expires_on: endsAtS } = (answer ?? {}) as {
    accessToken?: unknown;
    expires_on?: unknown;
  };
  if (typeof accessToken !== 'string') throw cliError('printed no token', 'Update the Azure CLI.');
  const leftS = typeof endsAtS === 'number' ? endsAtS - Math.floor(ports.clock.now() / 1000) : unknownLifeS;
  return { token: accessToken, expiresInS: leftS };
}

function cliError(words: string, hint: string, cause?: unknown): AppError {
  return new AppError('dns-provider', `\`az account get-access-token\` ${words}`, { hint }, cause);
}

/** For a step that has no variables of Azure's. */
const otherWays =
  'set AZURE_CLIENT_ID and AZURE_TENANT_ID, and give the job `permissions: { id-token: write }` or the step ' +
  'AZURE_CLIENT_SECRET; on a machine with a managed identity set AZURE_AUTH_METHOD to msi.';

const managedHint =
  'AZURE_AUTH_METHOD is msi: that works on machines of Azure only, and not through a proxy (169.254.169.254 belongs ' +
  'into NO_PROXY). Elsewhere use OIDC, a client secret or `azure/login`.';

function accessTokenIn(from: string, answer: unknown): AccessToken {
  const { access_token: token, expires_in: expiresIn } = (answer ?? {}) as Record<string, unknown>;
  if (typeof token !== 'string' || token === '') throw noToken(from);
  // The metadata service writes it as text.
  return { token, expiresInS: Number(expiresIn ?? 0) || 0 };
}

function noToken(from: string): AppError {
  return new AppError('dns-provider', `${from} answered without a token`, {
    hint: 'Check that the URL is the one that it should be, and that no proxy answers in its place.',
  });
}

function explain(status: number, said: string): Explanation | undefined {
  if (/AADSTS7000(215|222)/.test(said)) {
    return {
      problem: 'the client secret is wrong or has expired',
      hint: "Check AZURE_CLIENT_SECRET: it is the secret's value and not its ID.",
    };
  }
  if (/AADSTS70021\d?\b/.test(said)) {
    return {
      problem: 'no federated credential of the application fits this job',
      hint: 'Compare its issuer, subject (repo:owner/name:...) and audience with what is said above.',
    };
  }
  if (/AADSTS700016|AADSTS90002|AADSTS900023/.test(said)) {
    return {
      problem: 'there is no such application',
      hint: 'Check AZURE_CLIENT_ID, AZURE_TENANT_ID, and AZURE_ENVIRONMENT if it is in a sovereign cloud.',
    };
  }
  if (status !== 400 && status !== 401) return undefined;
  return {
    problem: 'the credentials are wrong',
    hint: 'Check AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.',
  };
}

function explainManaged(status: number): Explanation | undefined {
  if (status !== 400 && status !== 403 && status !== 404) return undefined;
  return {
    problem: 'it has no such identity',
    hint: 'Assign it an identity; AZURE_CLIENT_ID must be that of a user-assigned one, or be empty.',
  };
}
