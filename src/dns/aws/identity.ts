import { AppError, messageOf } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { optionalVariable, type CredentialReader } from '../credentials.ts';
import { requestIdToken, runnersIssuer } from '../id-token.ts';
import type { ProviderContext, ProviderVariable } from '../provider.ts';
import { renewedKeys, type AwsKeys, type KeySource } from './keys.ts';
import { partitionOf, type AwsPartition } from './partition.ts';
import { readProfiles, type Profile } from './profile.ts';
import { createSts, type AwsRole, type Sts } from './sts.ts';

/** The variables that say who one is at AWS, under the names that all its programs know. */
export const identityVariables: readonly ProviderVariable[] = [
  optionalVariable('AWS_ROLE_ARN', 'Role to take on by OpenID Connect'),
  optionalVariable(
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    "File with the token for it; without one GitHub's is taken, which a job has with `permissions: { id-token: write }`",
  ),
  optionalVariable('AWS_ROLE_SESSION_NAME', "What AWS's trail calls the session", {
    default: 'bounded-acme',
  }),
  optionalVariable(
    'AWS_ACCESS_KEY_ID',
    'Access key ID, as `aws-actions/configure-aws-credentials` exports it; comes before a role',
    { secret: true },
  ),
  optionalVariable('AWS_SECRET_ACCESS_KEY', 'Its secret', { secret: true }),
  optionalVariable('AWS_SESSION_TOKEN', 'Session token of temporary credentials', { secret: true }),
  optionalVariable('AWS_PROFILE', 'Profile of the shared files; comes last', { default: 'default' }),
  optionalVariable('AWS_SHARED_CREDENTIALS_FILE', 'The file of credentials, instead of `~/.aws/credentials`'),
  optionalVariable('AWS_CONFIG_FILE', 'The file of profiles, instead of `~/.aws/config`'),
  optionalVariable('AWS_ASSUME_ROLE_ARN', 'Another role to take on with all these'),
  optionalVariable('AWS_EXTERNAL_ID', 'External ID that AWS_ASSUME_ROLE_ARN wants'),
  optionalVariable(
    'AWS_REGION',
    'Region whose STS gives the credentials of a role; the global one if empty. AWS GovCloud and China are told by it',
    {
      aliases: ['AWS_DEFAULT_REGION'],
    },
  ),
];

/** Who we are, and in which part of AWS. */
export interface AwsIdentity {
  keys: KeySource;
  partition: AwsPartition;
}

/**
 * Finds who we are at AWS, in the order in which its SDK for Go looks, and so lego: keys, web identity, profile.
 * @returns undefined when nothing says so, or wrongly; the reader then holds the faults
 */
export function readIdentity(read: CredentialReader, context: ProviderContext): AwsIdentity | undefined {
  const region = read.text('AWS_REGION');
  if (!/^([a-z]+(-[a-z]+)+-\d+)?$/.test(region)) {
    read.refuse('AWS_REGION', 'is no region', 'Give it as in eu-central-1.');
  }
  const partition = partitionOf(region);
  if (!partition) {
    read.refuse(
      'AWS_REGION',
      "is of a part of AWS that isn't supported",
      'Give a region of another, or none.',
    );
    return undefined;
  }
  for (const name of ['AWS_ROLE_ARN', 'AWS_ASSUME_ROLE_ARN']) {
    const [, theirs = partition.name] = /^arn:([\w-]+):/.exec(read.text(name)) ?? [];
    const remedy = `Set AWS_REGION to a region of ${theirs}: each part of AWS has its own services.`;
    if (theirs !== partition.name) read.refuse(name, 'is of another part of AWS than AWS_REGION', remedy);
  }
  const keys = readKeys({ read, context, partition, sts: createSts(region, partition, context) });
  return keys && { keys, partition };
}

function readKeys(from: Finding): KeySource | undefined {
  const { read } = from;
  const source = environmentKeys(read) ?? webIdentity(from) ?? profileKeys(from);
  const arn = read.text('AWS_ASSUME_ROLE_ARN');
  if (!source || read.faults.length > 0) return undefined;
  if (arn === '') return source;
  const role = { arn, sessionName: sessionName(read), externalId: read.text('AWS_EXTERNAL_ID') };
  return assumed(from, role, source);
}

interface Finding {
  read: CredentialReader;
  context: ProviderContext;
  partition: AwsPartition;
  sts: Sts;
}

function sessionName(read: CredentialReader): string {
  return read
    .text('AWS_ROLE_SESSION_NAME')
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64);
}

function fixed(keys: AwsKeys): KeySource {
  return () => Promise.resolve(keys);
}

function assumed({ sts, context }: Finding, role: AwsRole, source: KeySource): KeySource {
  return renewedKeys(context.ports.clock, async (bound) => sts.assumeRole(role, await source(bound), bound));
}

function environmentKeys(read: CredentialReader): KeySource | undefined {
  const keyId = read.secret('AWS_ACCESS_KEY_ID');
  const secret = read.secret('AWS_SECRET_ACCESS_KEY');
  if (!keyId && !secret) return undefined;
  if (!keyId) read.refuse('AWS_ACCESS_KEY_ID', 'is not set', 'Set it too: the secret alone says nothing.');
  if (!secret)
    read.refuse('AWS_SECRET_ACCESS_KEY', 'is not set', 'Set it too, or take AWS_ACCESS_KEY_ID away.');
  return keyId && secret ? fixed({ keyId, secret, session: read.secret('AWS_SESSION_TOKEN') }) : undefined;
}

/** By a token that lies in a file, else by GitHub's own. */
function webIdentity(from: Finding): KeySource | undefined {
  const { read, context } = from;
  const arn = read.text('AWS_ROLE_ARN');
  const file = read.text('AWS_WEB_IDENTITY_TOKEN_FILE');
  const issuer = runnersIssuer(context);
  if (arn === '') {
    if (file !== '') read.refuse('AWS_ROLE_ARN', 'is not set', 'Set it to the role that the token is for.');
    return undefined;
  }
  const role = { arn, sessionName: sessionName(read) };
  if (file !== '') return byTokenFile(from, role, file);
  if (issuer) {
    const asked = { audience: from.partition.audience, context };
    return renewedKeys(context.ports.clock, async (bound) =>
      from.sts.assumeRoleWithWebIdentity(role, await requestIdToken(issuer, asked, bound), bound),
    );
  }
  const hint = 'Give the job `permissions: { id-token: write }`, or set AWS_WEB_IDENTITY_TOKEN_FILE.';
  read.refuse('AWS_ROLE_ARN', 'can only be taken on with a token, and there is none', hint);
  return undefined;
}

/** The file is read each time: who put it there puts a new one before its token ends. */
function byTokenFile({ sts, context }: Finding, role: AwsRole, file: string): KeySource {
  return renewedKeys(context.ports.clock, async (bound) =>
    sts.assumeRoleWithWebIdentity(role, readToken(context, file), bound),
  );
}

function readToken({ ports }: ProviderContext, file: string): Secret {
  try {
    return new Secret(ports.readText(file).trim());
  } catch (error) {
    throw new AppError(
      'dns-provider',
      `The token for AWS in ${file} can't be read: ${messageOf(error)}`,
      { hint: 'Check AWS_WEB_IDENTITY_TOKEN_FILE, and that the step may read the file.' },
      error,
    );
  }
}

function profileKeys(from: Finding): KeySource | undefined {
  const { read, context } = from;
  const name = read.text('AWS_PROFILE');
  const home = `${context.env['HOME'] ?? context.env['USERPROFILE'] ?? ''}/.aws`;
  const profiles = readProfiles({
    config: textOf(from, read.text('AWS_CONFIG_FILE') || `${home}/config`),
    credentials: textOf(from, read.text('AWS_SHARED_CREDENTIALS_FILE') || `${home}/credentials`),
  });
  if (read.faults.length > 0) return undefined;
  if (profiles.size === 0 && !context.env['AWS_PROFILE']) {
    const hint =
      'Set it and `permissions: { id-token: write }`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';
    read.refuse('AWS_ROLE_ARN', 'is not set, and there are no other credentials', hint);
    return undefined;
  }
  return inProfile(from, { profiles, name, seen: [] });
}

interface Lookup {
  profiles: ReadonlyMap<string, Profile>;
  name: string;
  /** The profiles that led here. */
  seen: readonly string[];
}

function inProfile(from: Finding, { profiles, name, seen }: Lookup): KeySource | undefined {
  const { read } = from;
  const profile = profiles.get(name);
  const refuse = (problem: string, remedy: string): undefined => {
    read.refuse('AWS_PROFILE', `${[...seen, name].join(' -> ')}: ${problem}`, remedy);
  };
  if (!profile)
    return refuse('there is no such profile', `There are: ${[...profiles.keys()].join(', ') || 'none'}.`);
  const { role_arn: arn, source_profile: source, web_identity_token_file: file } = profile;
  if (arn === undefined || (source === name && seen.includes(name))) return keysOf(profile, refuse);
  const role: AwsRole = {
    arn,
    sessionName: profile['role_session_name'] ?? sessionName(read),
    externalId: profile['external_id'],
  };
  if (file !== undefined) return byTokenFile(from, role, file);
  if (source === undefined) {
    return refuse(
      'its role has neither source_profile nor web_identity_token_file',
      'Give one of them, or put the keys of the role into the env in a step before this one.',
    );
  }
  if (source !== name && seen.includes(source))
    return refuse(`it leads back to ${source}`, 'Break the circle of source_profile.');
  const base = inProfile(from, { profiles, name: source, seen: [...seen, name] });
  return base && assumed(from, role, base);
}

function keysOf(
  profile: Profile,
  refuse: (problem: string, remedy: string) => undefined,
): KeySource | undefined {
  const { aws_access_key_id: keyId, aws_secret_access_key: secret, aws_session_token: session } = profile;
  if (!keyId || !secret) {
    return refuse(
      'it holds no keys',
      'Single sign-on and programs are not asked here: run `aws configure export-credentials --format env` in a step before this one.',
    );
  }
  return fixed({
    keyId: new Secret(keyId),
    secret: new Secret(secret),
    session: session === undefined ? undefined : new Secret(session),
  });
}

/** A file that isn't there is empty. */
function textOf({ read, context }: Finding, path: string): string {
  try {
    return context.ports.readText(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      read.refuse('AWS_PROFILE', `${path} can't be read: ${messageOf(error)}`, 'Let the step read the file.');
    }
    return '';
  }
}
