import { AppError, type ErrorCode, type ErrorDetails, type IdentifierFault } from '../base/errors.ts';

/** An RFC 7807 document as ACME servers send it (RFC 8555 6.7). */
export interface Problem {
  type: string;
  detail: string;
  status: number | undefined;
  instance: string | undefined;
  subproblems: readonly IdentifierFault[];
}

/** The CA's refusal, with its problem document. */
export class AcmeProblem extends AppError {
  override readonly name = 'AcmeProblem';
  readonly problem: Problem;

  constructor(code: ErrorCode, problem: Problem, details: ErrorDetails) {
    super(code, `The CA answered ${shortType(problem)}: ${problem.detail}`, details);
    this.problem = problem;
  }

  protected override copy(details: ErrorDetails): AcmeProblem {
    return new AcmeProblem(this.code, this.problem, details);
  }
}

/** How CAs say, besides 404 and 410, that they know nothing of a resource or not as this account's. */
const goneTypes: readonly string[] = ['malformed', 'unauthorized', 'accountDoesNotExist'];

/** Whether the CA has said that a resource is gone or never was; a firewall's page or a bad nonce says no such thing. */
export function isGone(error: unknown): error is AcmeProblem {
  if (!(error instanceof AcmeProblem)) return false;
  const { lastStatus = '' } = error.details;
  return (
    /^4(04|10)$/.test(lastStatus) || (/^4/.test(lastStatus) && goneTypes.includes(shortType(error.problem)))
  );
}

/** Whether `error` is the CA's problem of this type: `badNonce`, `alreadyReplaced`. */
export function isProblem(error: unknown, type: string): error is AcmeProblem {
  return error instanceof AcmeProblem && shortType(error.problem) === type;
}

export interface ProblemSource {
  url: string;
  httpStatus: number;
  retryAfterMs: number | undefined;
}

/** Makes the error of a problem document that came as the answer to a request. */
export function problemError(body: unknown, { url, httpStatus, retryAfterMs }: ProblemSource): AcmeProblem {
  const problem = parseProblem(body) ?? {
    type: '',
    detail: `HTTP status ${httpStatus} without a problem document`,
    status: httpStatus,
    instance: undefined,
    subproblems: [],
  };
  const code = codeOf(problem, httpStatus);
  const link = problem.instance ?? /https:\/\/[^\s"'<>)]+/.exec(problem.detail)?.[0].replace(/[.,]+$/, '');
  return new AcmeProblem(code, problem, {
    url,
    lastStatus: String(httpStatus),
    retryable: httpStatus >= 500 || (httpStatus === 429 && retryAfterMs !== undefined),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(problem.subproblems.length > 0 ? { identifiers: problem.subproblems } : {}),
    ...(link === undefined ? {} : { link }),
  });
}

/** Reads a problem document. @returns undefined when it is none */
export function parseProblem(body: unknown): Problem | undefined {
  if (!isRecord(body) || typeof body['type'] !== 'string') return undefined;
  const { type, detail, status, instance, subproblems } = body;
  return {
    type,
    detail: typeof detail === 'string' ? detail : 'no detail given',
    status: typeof status === 'number' ? status : undefined,
    instance: typeof instance === 'string' ? instance : undefined,
    subproblems: Array.isArray(subproblems) ? subproblems.flatMap(parseSubproblem) : [],
  };
}

/** `rateLimited` of `urn:ietf:params:acme:error:rateLimited`; other types as they are. */
export function shortType({ type }: Problem): string {
  return type.replace(/^urn:ietf:params:acme:error:/, '') || 'an error';
}

function parseSubproblem(body: unknown): IdentifierFault[] {
  const problem = parseProblem(body);
  if (!problem || !isRecord(body)) return [];
  const { identifier } = body;
  const name = isRecord(identifier) ? identifier['value'] : undefined;
  const reason = `${shortType(problem)}: ${problem.detail}`;
  return [{ identifier: typeof name === 'string' ? name : 'the order', reason }];
}

const codes: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries({
    accountDoesNotExist: 'account',
    badPublicKey: 'account',
    badSignatureAlgorithm: 'account',
    invalidContact: 'account',
    unsupportedContact: 'account',
    userActionRequired: 'account',
    externalAccountRequired: 'eab-required',
    invalidProfile: 'profile-unknown',
    rejectedIdentifier: 'identifier-rejected',
    unsupportedIdentifier: 'identifier-rejected',
    caa: 'caa',
    badCSR: 'order-invalid',
    orderNotReady: 'order-invalid',
    connection: 'validation-failed',
    dns: 'validation-failed',
    incorrectResponse: 'validation-failed',
    tls: 'validation-failed',
  } satisfies Record<string, ErrorCode>),
);

/** Let's Encrypt pauses names that fail for months, and says so only in words. */
const pausedWords = /temporarily prevented from requesting certificates|\bpaused\b/i;

/** The code of a problem; `unauthorized` is the account's before an order and the proof's in an authorization. */
export function codeOf(problem: Problem, httpStatus: number): ErrorCode {
  const type = shortType(problem);
  if (type === 'rateLimited' || httpStatus === 429) {
    return pausedWords.test(problem.detail) ? 'paused' : 'rate-limited';
  }
  if (type === 'unauthorized') return 'account';
  return codes.get(type) ?? 'ca-error';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
