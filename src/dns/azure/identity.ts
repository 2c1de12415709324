import { Secret } from '../../base/secret.ts';
import type { AssertionSource, AzureIdentity, ManagedEndpoint } from './token.ts';
import { optionalVariable, type CredentialReader } from '../credentials.ts';
import { isSecure } from '../secure-url.ts';
import type { ProviderContext, ProviderVariable } from '../provider.ts';

/** What says who the run is at Azure, under lego's names. */
export const azureVariables: readonly ProviderVariable[] = [
  optionalVariable('AZURE_CLIENT_ID', 'Application (client) ID'),
  optionalVariable('AZURE_TENANT_ID', 'Directory (tenant) ID'),
  optionalVariable('AZURE_CLIENT_SECRET', 'Client secret', { secret: true }),
  optionalVariable('AZURE_CLIENT_CERTIFICATE_PATH', 'Must be empty: a client certificate is not taken'),
  optionalVariable(
    'AZURE_AUTH_METHOD',
    '`oidc` (or `wli`), `env` (client secret), `cli` (`az`, as after `azure/login`) or `msi` (managed identity); if ' +
      'empty, env with a client secret, oidc with a client ID, else cli',
  ),
  optionalVariable('AZURE_OIDC_TOKEN', 'ID token for oidc, instead of asking for one', { secret: true }),
  optionalVariable('AZURE_OIDC_TOKEN_FILE_PATH', 'File with the ID token', {
    aliases: ['AZURE_FEDERATED_TOKEN_FILE'],
  }),
  optionalVariable('AZURE_OIDC_REQUEST_URL', 'Where to ask for the ID token: the runner sets it', {
    aliases: ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ARM_OIDC_REQUEST_URL'],
  }),
  optionalVariable('AZURE_OIDC_REQUEST_TOKEN', 'What to ask with: the runner sets it', {
    secret: true,
    aliases: ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ARM_OIDC_REQUEST_TOKEN'],
  }),
  optionalVariable('AZURE_AUTH_MSI_TIMEOUT', 'Seconds to wait for the managed identity', { default: '2' }),
];

/**
 * Decides by AZURE_AUTH_METHOD, else by what is set, how the run shows who it is.
 * @returns undefined with a fault in `read` when something for it is missing
 */
export function readAzureIdentity(
  read: CredentialReader,
  { env }: ProviderContext,
): AzureIdentity | undefined {
  const certificate = 'AZURE_CLIENT_CERTIFICATE_PATH';
  if (read.text(certificate) !== '') {
    read.refuse(certificate, "isn't supported", 'Use AZURE_CLIENT_SECRET, or better an ID token of the job.');
    return undefined;
  }
  switch (methodOf(read, env)) {
    case 'env':
      return readSecret(read);
    case 'oidc':
    case 'wli':
      return readAssertion(read);
    case 'cli':
      return { kind: 'cli', tenantId: read.text('AZURE_TENANT_ID') };
    case 'msi':
      return readManaged(read, env);
    default:
      read.refuse('AZURE_AUTH_METHOD', 'is no method that is supported', 'Give oidc, env, cli or msi.');
      return undefined;
  }
}

function methodOf(read: CredentialReader, env: ProviderContext['env']): string {
  const method = read.text('AZURE_AUTH_METHOD').toLowerCase();
  if (method !== '') return method;
  if (read.text('AZURE_CLIENT_SECRET') !== '') return 'env';
  if (read.text('AZURE_CLIENT_ID') !== '') return 'oidc';
  return env['IDENTITY_ENDPOINT'] === undefined ? 'cli' : 'msi';
}

function readSecret(read: CredentialReader): AzureIdentity | undefined {
  const [tenantId, clientId] = readIds(read);
  const secret = read.secret('AZURE_CLIENT_SECRET');
  if (!secret) {
    const remedy = 'Set it to the value of a client secret.';
    read.refuse('AZURE_CLIENT_SECRET', 'is not set', remedy);
    return undefined;
  }
  return { kind: 'secret', tenantId, clientId, secret };
}

function readAssertion(read: CredentialReader): AzureIdentity | undefined {
  const [tenantId, clientId] = readIds(read);
  const assertion = assertionSource(read);
  return assertion && { kind: 'assertion', tenantId, clientId, assertion };
}

function assertionSource(read: CredentialReader): AssertionSource | undefined {
  const path = read.text('AZURE_OIDC_TOKEN_FILE_PATH');
  if (path !== '') return { kind: 'file', path };
  const given = read.secret('AZURE_OIDC_TOKEN');
  if (given) return { kind: 'given', token: given };
  const url = read.url('AZURE_OIDC_REQUEST_URL', 'AZURE_OIDC_REQUEST_TOKEN');
  const token = read.secret('AZURE_OIDC_REQUEST_TOKEN');
  read.demandTogether('AZURE_OIDC_REQUEST_URL', 'AZURE_OIDC_REQUEST_TOKEN');
  if (read.text('AZURE_OIDC_REQUEST_URL') !== '') {
    if (!isSecure(url)) read.refuse('AZURE_OIDC_REQUEST_URL', 'is no https URL', 'Give it with https.');
    return token && { kind: 'request', url, token };
  }
  if (token) return undefined;
  read.refuse(
    'AZURE_CLIENT_ID',
    'needs something that proves it, and there is neither an ID token nor a client secret',
    'Give the job `permissions: { id-token: write }` and the application a federated credential for it; or set ' +
      'AZURE_CLIENT_SECRET, or AZURE_AUTH_METHOD to cli (after `azure/login`) or msi.',
  );
  return undefined;
}

function readIds(read: CredentialReader): [tenantId: string, clientId: string] {
  for (const name of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'])
    if (read.text(name) === '') read.refuse(name, 'is not set', 'Set it to the ID that the portal shows.');
  return [read.text('AZURE_TENANT_ID'), read.text('AZURE_CLIENT_ID')];
}

function readManaged(read: CredentialReader, env: ProviderContext['env']): AzureIdentity {
  const endpoint = managedEndpoint(env);
  // App Service has it at a link-local address.
  if (endpoint && !isSecure(endpoint.url) && !/^169\.254(\.\d+){2}$/.test(endpoint.url.hostname))
    read.refuse(
      'AZURE_AUTH_METHOD',
      'would send IDENTITY_HEADER to another machine without TLS',
      'Let IDENTITY_ENDPOINT be what Azure sets, or take it away.',
    );
  return {
    kind: 'managed',
    clientId: read.text('AZURE_CLIENT_ID'),
    endpoint,
    timeoutMs: read.integer('AZURE_AUTH_MSI_TIMEOUT', { least: 1, most: 600 }) * 1000,
  };
}

/** What App Service and Container Apps set. */
function managedEndpoint(env: ProviderContext['env']): ManagedEndpoint | undefined {
  const { IDENTITY_ENDPOINT: url = '', IDENTITY_HEADER: header = '' } = env;
  return URL.canParse(url) && header !== '' ? { url: new URL(url), header: new Secret(header) } : undefined;
}
