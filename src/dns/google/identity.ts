import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { optionalVariable, type CredentialReader } from '../credentials.ts';
import { isSecure } from '../secure-url.ts';
import type { ExternalAccount, GoogleIdentity, SubjectSource } from './token.ts';
import type { ProviderContext, ProviderVariable } from '../provider.ts';

/** What says who the run is at Google Cloud, under lego's names. */
export const googleVariables: readonly ProviderVariable[] = [
  optionalVariable(
    'GCE_SERVICE_ACCOUNT',
    'Key of a service account (JSON), unless one of the next is there',
    {
      secret: true,
    },
  ),
  optionalVariable(
    'GOOGLE_APPLICATION_CREDENTIALS',
    'File with credentials, as `google-github-actions/auth` sets it; else those of `gcloud auth application-default ' +
      "login`, else the machine's own on Google Cloud",
  ),
  optionalVariable('GCE_IMPERSONATE_SERVICE_ACCOUNT', 'Address of the service account to act as'),
];

/** What credentials say. */
export interface GoogleCredentials {
  identity: GoogleIdentity;
  /** The service account that is acted as in the end. */
  impersonate: URL | undefined;
  /** The project that they are of; `''` where they don't say. */
  project: string;
}

/** @returns undefined with a fault in `read` when they can't be used */
export function readGoogleCredentials(
  read: CredentialReader,
  context: ProviderContext,
): GoogleCredentials | undefined {
  const account = read.text('GCE_IMPERSONATE_SERVICE_ACCOUNT');
  const source = ['GCE_SERVICE_ACCOUNT', 'GOOGLE_APPLICATION_CREDENTIALS'].find(
    (name) => read.text(name) !== '',
  );
  const text =
    source === 'GCE_SERVICE_ACCOUNT' ? read.text(source) : readCredentialFile(read, { source, context });
  if (text === undefined) return undefined;
  if (text === '') {
    const host = context.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal';
    return { identity: { kind: 'machine', host }, impersonate: impersonation(account), project: '' };
  }
  const parsed = parseCredentials(text);
  if ('problem' in parsed) {
    const remedy = 'Give the JSON that the console or `google-github-actions/auth` made, unchanged.';
    read.refuse(source ?? 'GOOGLE_APPLICATION_CREDENTIALS', parsed.problem, remedy);
    return undefined;
  }
  return { ...parsed, impersonate: impersonation(account) ?? parsed.impersonate };
}

function impersonation(account: string): URL | undefined {
  if (account === '') return undefined;
  const path = `v1/projects/-/serviceAccounts/${encodeURIComponent(account)}:generateAccessToken`;
  return new URL(`https://iamcredentials.googleapis.com/${path}`);
}

const emptyRemedy =
  'Let the step that writes the file come before this one and succeed, or take the variable away.';

/** @returns `''` when there is no such file and none was named */
function readCredentialFile(
  read: CredentialReader,
  { source, context: { env, ports } }: { source: string | undefined; context: ProviderContext },
): string | undefined {
  const ownDirectory = env['CLOUDSDK_CONFIG'] ?? join(env['HOME'] ?? '/nonexistent', '.config', 'gcloud');
  const path =
    source === undefined ? join(ownDirectory, 'application_default_credentials.json') : read.text(source);
  try {
    const text = ports.readText(path);
    // Another identity than the one that is meant would be taken for it.
    if (text.trim() === '')
      read.refuse('GOOGLE_APPLICATION_CREDENTIALS', `names ${path}, which is empty`, emptyRemedy);
    return text.trim() === '' ? undefined : text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (source === undefined && code === 'ENOENT') return '';
    const remedy = 'Give the path of a file that the step can read.';
    read.refuse(
      'GOOGLE_APPLICATION_CREDENTIALS',
      `names ${path}, which can't be read: ${messageOf(error)}`,
      remedy,
    );
    return undefined;
  }
}

type Parsed = GoogleCredentials | { problem: string };

/** The text is secret: nothing of it but the name of its type is told. */
function parseCredentials(text: string): Parsed {
  const fields = objectIn(text);
  if (!fields) return { problem: 'is no JSON object' };
  const type = textOf(fields, 'type');
  if (type === 'service_account') return readKey(fields);
  if (type === 'external_account') return readExternal(fields);
  if (type === 'authorized_user') return readUser(fields);
  return { problem: `is of a type that isn't supported${/^[a-z_]{1,40}$/.test(type) ? ` (${type})` : ''}` };
}

function readKey(fields: Fields): Parsed {
  const [email, key] = [textOf(fields, 'client_email'), textOf(fields, 'private_key')];
  const tokenUrl = httpsUrl(textOf(fields, 'token_uri') || 'https://oauth2.googleapis.com/token');
  if (email === '' || key === '' || !tokenUrl) return lacking('client_email, private_key and token_uri');
  const identity = { kind: 'key', email, keyId: textOf(fields, 'private_key_id'), tokenUrl } as const;
  const project = textOf(fields, 'project_id');
  return { identity: { ...identity, privateKey: new Secret(key) }, impersonate: undefined, project };
}

function readUser(fields: Fields): Parsed {
  const names = ['client_id', 'client_secret', 'refresh_token'] as const;
  const [clientId, clientSecret, refreshToken] = names.map((name) => textOf(fields, name));
  if (!clientId || !clientSecret || !refreshToken) return lacking(names.join(', '));
  const secrets = { clientSecret: new Secret(clientSecret), refreshToken: new Secret(refreshToken) };
  const project = textOf(fields, 'quota_project_id');
  return { identity: { kind: 'user', clientId, ...secrets }, impersonate: undefined, project };
}

function readExternal(fields: Fields): Parsed {
  const audience = textOf(fields, 'audience');
  const tokenUrl = httpsUrl(textOf(fields, 'token_url'));
  const subject = subjectIn(fields['credential_source']);
  const account = textOf(fields, 'service_account_impersonation_url');
  const impersonate = account === '' ? undefined : httpsUrl(account);
  if (audience === '' || !tokenUrl || (account !== '' && !impersonate))
    return lacking('audience and token_url, or has a URL that is not https');
  if (!subject) return { problem: 'has a credential_source that is neither a file nor an https URL' };
  const subjectTokenType = textOf(fields, 'subject_token_type') || 'urn:ietf:params:oauth:token-type:jwt';
  const identity: ExternalAccount = { kind: 'external', audience, subjectTokenType, tokenUrl, subject };
  return { identity, impersonate, project: '' };
}

function subjectIn(source: unknown): SubjectSource | undefined {
  if (!isFields(source)) return undefined;
  const format = isFields(source['format']) ? source['format'] : {};
  const field =
    textOf(format, 'type') === 'json'
      ? textOf(format, 'subject_token_field_name') || 'access_token'
      : undefined;
  const [file, url] = [textOf(source, 'file'), textOf(source, 'url')];
  if (file !== '') return { at: { file }, field };
  const at = URL.parse(url);
  if (!at || !isSecure(at) || textOf(source, 'environment_id') !== '') return undefined;
  const headers = isFields(source['headers']) ? source['headers'] : {};
  const secret = Object.keys(headers).map((name) => [name, new Secret(textOf(headers, name))] as const);
  return { at: { url: at, headers: Object.fromEntries(secret) }, field };
}

type Fields = Readonly<Record<string, unknown>>;

function lacking(names: string): { problem: string } {
  return { problem: `lacks ${names}` };
}

function objectIn(text: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

function httpsUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  return url?.protocol === 'https:' ? url : undefined;
}
