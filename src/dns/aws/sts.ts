import type { Bound } from '../../base/bound.ts';
import { AppError } from '../../base/errors.ts';
import { Secret } from '../../base/secret.ts';
import { createApi, type Explanation } from '../api.ts';
import type { ProviderContext } from '../provider.ts';
import { explainSkew, signAws, type AwsKeys, type TemporaryKeys } from './keys.ts';
import type { AwsPartition } from './partition.ts';
import { firstElement, unescaped } from './xml.ts';

/** A role of AWS to take on. */
export interface AwsRole {
  arn: string;
  /** What AWS's trail calls who took it on. */
  sessionName: string;
  externalId?: string | undefined;
}

/** AWS's Security Token Service, as far as roles go: https://docs.aws.amazon.com/STS/latest/APIReference/. */
export interface Sts {
  /** Takes on a role with keys that may. @throws AppError `dns-provider`; the bound's reason */
  assumeRole(role: AwsRole, keys: AwsKeys, bound: Bound): Promise<TemporaryKeys>;
  /** Takes on a role with an OpenID Connect token. @throws AppError `dns-provider`; the bound's reason */
  assumeRoleWithWebIdentity(role: AwsRole, token: Secret, bound: Bound): Promise<TemporaryKeys>;
}

/** @param region whose service is asked; `''` for the global one */
export function createSts(region: string, partition: AwsPartition, context: ProviderContext): Sts {
  const { ports } = context;
  const baseUrl = new URL(`https://sts.${region === '' ? '' : `${region}.`}${partition.suffix}`);
  const scope = { service: 'sts', region: region === '' ? 'us-east-1' : region };

  const call = async (
    { action, keys, token }: { action: string; keys?: AwsKeys; token?: Secret },
    fields: Readonly<Record<string, string | undefined>>,
    bound: Bound,
  ): Promise<TemporaryKeys> => {
    const form = new URLSearchParams({ Action: action, Version: '2011-06-15' });
    for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
    if (token) form.set('WebIdentityToken', token.reveal());
    const api = createApi({
      title: 'AWS STS',
      baseUrl,
      headers: { accept: 'application/xml' },
      secrets: [token, keys?.keyId, keys?.secret, keys?.session].filter((secret) => secret !== undefined),
      context,
      explain,
      ...(keys
        ? {
            authorize: (outgoing) =>
              signAws(keys, outgoing, { ...scope, nowMs: ports.clock.now(), signal: bound.signal }),
          }
        : {}),
    });
    const text = { type: 'application/x-www-form-urlencoded', content: form.toString() };
    const temporary = keysIn(await api({ method: 'POST', path: '', text }, bound));
    ports.mask(temporary.secret.reveal());
    ports.mask(temporary.session.reveal());
    return temporary;
  };

  return {
    assumeRole: (role, keys, bound) => call({ action: 'AssumeRole', keys }, fieldsOf(role), bound),
    assumeRoleWithWebIdentity: (role, token, bound) =>
      call({ action: 'AssumeRoleWithWebIdentity', token }, { ...fieldsOf(role), ExternalId: '' }, bound),
  };
}

function fieldsOf({ arn, sessionName, externalId }: AwsRole) {
  return { RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId };
}

function keysIn(xml: string): TemporaryKeys {
  const [keyId, secret, session, expires] = [
    'AccessKeyId',
    'SecretAccessKey',
    'SessionToken',
    'Expiration',
  ].map((name) => unescaped(firstElement(xml, name)).trim());
  const expiresAtMs = Date.parse(expires ?? '');
  if (!keyId || !secret || !session || Number.isNaN(expiresAtMs)) {
    throw new AppError('dns-provider', 'AWS STS answered with something else than credentials', {
      hint: 'Check that AWS_REGION is a region, and that no proxy answers in the place of AWS.',
    });
  }
  const secrets = { keyId: new Secret(keyId), secret: new Secret(secret), session: new Secret(session) };
  return { ...secrets, expiresAtMs };
}

function explain(status: number, said: string): Explanation | undefined {
  const skew = explainSkew(said);
  if (skew) return skew;
  if (/not authorized/i.test(said)) {
    return {
      problem: 'the role may not be taken on',
      hint:
        "The role's trust policy has to allow it: with OpenID Connect for the token's audience sts.amazonaws.com and " +
        'its subject, which GitHub makes as `repo:owner/name:ref:refs/heads/branch` or `repo:owner/name:environment:name`; ' +
        'else for the user or role whose keys these are.',
    };
  }
  if (/OpenIDConnect provider/i.test(said)) {
    const hint =
      'Create the identity provider https://token.actions.githubusercontent.com in IAM, for the audience sts.amazonaws.com.';
    return { problem: 'the account does not know the issuer of the token', hint };
  }
  if (/expired/i.test(said)) {
    return {
      problem: 'the token or the keys have expired',
      hint: 'Make new ones in a step before this one.',
    };
  }
  if (/verification key|communicat/i.test(said) && status === 400) {
    return {
      problem: "AWS could not get the issuer's keys",
      hint: 'Run again in a minute.',
      retryable: true,
    };
  }
  if (status === 403) {
    return {
      problem: 'the keys are wrong',
      hint: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or the profile.',
    };
  }
  return undefined;
}
