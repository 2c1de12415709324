import { createHmac } from 'node:crypto';

/** Who asks, as the runner's token tells it. */
export interface Job {
  /** Artifacts' names are unique in a run. */
  run?: string;
  job?: string;
  /** Where cache entries are saved, and looked for first. */
  branch?: string;
  defaultBranch?: string;
  /** What the token allows with the cache; events that GitHub doesn't trust get `read`. */
  cache?: 'read-write' | 'read' | 'none';
}

export interface Claims {
  run: string;
  job: string;
  /** In the order in which they are searched. */
  scopes: readonly Scope[];
}

export interface Scope {
  scope: string;
  mayWrite: boolean;
}

const mayRead = 1;
const mayWrite = 2;

/** The runner's tokens: JWTs whose `scp` names the run and the job, and whose `ac` lists the cache's scopes. */
export class Tokens {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  issue({ run = 'run-1', job = 'job-1', branch = 'main', defaultBranch = 'main', ...rest }: Job): string {
    const { cache = 'read-write' } = rest;
    const own = { Scope: `refs/heads/${branch}`, Permission: mayRead | (cache === 'read' ? 0 : mayWrite) };
    const shared = { Scope: `refs/heads/${defaultBranch}`, Permission: mayRead };
    const scopes = cache === 'none' ? [] : branch === defaultBranch ? [own] : [own, shared];
    const payload = { scp: `Actions.Results:${run}:${job}`, ac: JSON.stringify(scopes) };
    const signed = [{ alg: 'HS256', typ: 'JWT' }, payload].map(encode).join('.');
    return `${signed}.${this.#sign(signed)}`;
  }

  /** @returns undefined when this isn't a token of ours */
  read(authorization: string | undefined): Claims | undefined {
    const [, header = '', payload = '', signature] =
      /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '') ?? [];
    if (this.#sign(`${header}.${payload}`) !== signature) return undefined;
    const { scp, ac } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      'scp' | 'ac',
      string
    >;
    const [, run = '', job = ''] = scp.split(':');
    const scopes = JSON.parse(ac) as { Scope: string; Permission: number }[];
    return {
      run,
      job,
      scopes: scopes.map(({ Scope, Permission }) => ({
        scope: Scope,
        mayWrite: (Permission & mayWrite) !== 0,
      })),
    };
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
