import type { Bound } from '../base/bound.ts';
import { AppError, type IdentifierFault } from '../base/errors.ts';
import type { Identifier } from '../settings/settings.ts';
import type { Order } from './order.ts';
import { codeOf, isProblem, isRecord, parseProblem, shortType, type Problem } from './problem.ts';
import type { AcmeSession } from './session.ts';

/** An authorization (RFC 8555 7.1.4). */
export interface Authorization {
  url: string;
  status: 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' | 'revoked';
  /** Without `*.`; `wildcard` says that the order asked for it. */
  identifier: Identifier;
  wildcard: boolean;
  challenges: readonly Challenge[];
}

/** A challenge (RFC 8555 7.1.5). */
export interface Challenge {
  type: string;
  url: string;
  status: string;
  token: string;
  problem: Problem | undefined;
  /** Of dns-persist-01 (draft-ietf-acme-dns-persist): the names of the CA, and the account, that a record may name. */
  persist?: { issuers: readonly [string, ...string[]]; account: string | undefined };
}

/**
 * Reads all authorizations of an order, in parallel; those that are valid already need no proof.
 * @throws AppError `ca-error` when one is for a name that wasn't ordered: the proof would be set up in that name's zone
 */
export async function readAuthorizations(
  session: AcmeSession,
  order: Pick<Order, 'authorizations' | 'identifiers'>,
  bound: Bound,
): Promise<Authorization[]> {
  const ordered = new Set(order.identifiers.map(({ value }) => value.replace(/^\*\./, '').toLowerCase()));
  const authorizations = await Promise.all(
    order.authorizations.map((url) => readAuthorization(session, url, bound)),
  );
  for (const { url, identifier } of authorizations) {
    // An IP address may be written in another way than ours, and has no zone.
    if (identifier.type !== 'dns' || ordered.has(identifier.value.toLowerCase())) continue;
    const name = JSON.stringify(identifier.value);
    throw new AppError('ca-error', `The CA wants a proof for ${name}, which was not ordered`, { url });
  }
  return authorizations;
}

/** Tells the CA that the proof is in place (RFC 8555 7.5.1). A challenge that was told already is looked at instead. */
export async function acceptChallenge(
  session: AcmeSession,
  challenge: Challenge,
  bound: Bound,
): Promise<void> {
  try {
    await session.post(challenge.url, bound, {});
  } catch (error) {
    // The answer to an earlier attempt may have been lost after the CA had accepted it.
    if (!isProblem(error, 'malformed') || (await isPending(session, challenge, bound))) throw error;
  }
}

async function isPending(session: AcmeSession, { url }: Challenge, bound: Bound): Promise<boolean> {
  const { value } = await session.postForJson({ url, isValid: isRecord }, bound);
  return value['status'] === 'pending';
}

/** What a challenge's token is answered with (RFC 8555 8.1). */
export function keyAuthorization(session: AcmeSession, { token }: Challenge): string {
  return `${token}.${session.signer.thumbprint}`;
}

/** Makes the error of an order whose authorizations failed: every name with the CA's own reason. */
export function validationError(order: Order, authorizations: readonly Authorization[]): AppError {
  const failed = authorizations.flatMap(({ identifier, challenges, status }) => {
    const challenge = challenges.find(({ problem }) => problem);
    const { problem } = challenge ?? {};
    const isFailed = status !== 'valid' && (status !== 'pending' || problem);
    return isFailed ? [{ identifier, status, problem, challenge }] : [];
  });
  const identifiers: IdentifierFault[] = failed.map(({ identifier, status, problem, challenge }) => ({
    identifier: identifier.value,
    reason: problem ? `${shortType(problem)}: ${problem.detail}` : `the authorization is ${status}`,
    ...(challenge?.type === 'http-01' ? { httpToken: challenge.token } : {}),
  }));
  const isCaa = failed.some(({ problem }) => problem && codeOf(problem, 403) === 'caa');
  const names = identifiers.map(({ identifier, reason }) => `${identifier} (${reason})`);
  return new AppError(
    isCaa ? 'caa' : 'validation-failed',
    names.length > 0 ? `The CA could not validate ${names.join('; ')}` : orderReason(order),
    { identifiers, url: order.url, lastStatus: order.status },
  );
}

function orderReason({ problem }: Order): string {
  const reason = problem ? `${shortType(problem)}: ${problem.detail}` : 'it gave no reason';
  return `The CA declared the order invalid: ${reason}`;
}

async function readAuthorization(session: AcmeSession, url: string, bound: Bound): Promise<Authorization> {
  const { value } = await session.postForJson({ url, isValid: isAuthorizationBody }, bound);
  return {
    url,
    status: value.status,
    identifier: value.identifier,
    wildcard: value.wildcard === true,
    challenges: value.challenges.flatMap(toChallenge),
  };
}

interface AuthorizationBody {
  status: Authorization['status'];
  identifier: Identifier;
  wildcard?: unknown;
  challenges: readonly unknown[];
}

const statuses: readonly unknown[] = ['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked'];

function isAuthorizationBody(value: unknown): value is AuthorizationBody {
  return (
    isRecord(value) &&
    statuses.includes(value['status']) &&
    isRecord(value['identifier']) &&
    typeof value['identifier']['value'] === 'string' &&
    Array.isArray(value['challenges'])
  );
}

/** Challenge types we don't know may have other members: only what can be used is kept. */
function toChallenge(body: unknown): Challenge[] {
  if (!isRecord(body)) return [];
  const { type, url, status, token, error } = body;
  if (typeof type !== 'string' || typeof url !== 'string') return [];
  const persist = type === 'dns-persist-01' ? persistOf(body) : undefined;
  // Malformed, and clients must reject it then; what is in it would come into users' zones.
  if (type === 'dns-persist-01' && !persist) return [];
  return [
    {
      type,
      url,
      status: typeof status === 'string' ? status : 'pending',
      token: typeof token === 'string' ? token : '',
      problem: parseProblem(error),
      ...(persist ? { persist } : {}),
    },
  ];
}

const issuerName = /^(?=.{1,253}$)[a-z0-9](-*[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)*$/;

function persistOf(body: Readonly<Record<string, unknown>>): Challenge['persist'] {
  const { 'issuer-domain-names': names, accounturi: account } = body;
  if (!Array.isArray(names) || names.length > 10) return undefined;
  const isName = (name: unknown): name is string => typeof name === 'string' && issuerName.test(name);
  const [first, ...more] = names as unknown[];
  if (!isName(first) || !more.every(isName)) return undefined;
  return { issuers: [first, ...more], account: typeof account === 'string' ? account : undefined };
}
