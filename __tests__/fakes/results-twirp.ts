import type { Claims } from './results-token.ts';

/** Remote procedures by name, for messages with these fields; protobuf's JSON leaves empty ones out. */
export type Methods<Message> = Readonly<Record<string, (message: Message, claims: Claims) => object>>;

/** An error answer of a Twirp service; procedures throw it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** The body of the answer. */
  toJSON(): object {
    return { code: codes[this.status] ?? 'unknown', msg: this.message };
  }
}

const codes: Readonly<Record<number, string>> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  429: 'resource_exhausted',
  500: 'internal',
  503: 'unavailable',
};
