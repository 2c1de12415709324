import type { Bound } from '../base/bound.ts';
import { AppError } from '../base/errors.ts';
import { Secret } from '../base/secret.ts';
import { createJsonApi, type Explanation } from './api.ts';
import type { ProviderContext } from './provider.ts';
import { isSecure } from './secure-url.ts';

/** Where a job asks for OpenID Connect tokens about itself, and with what; it may with `permissions: { id-token: write }`. */
export interface IdTokenIssuer {
  url: URL;
  token: Secret;
}

const title = "The issuer of the job's ID tokens";

/** @returns the runner's issuer; undefined where the job may have no such token */
export function runnersIssuer({ env }: ProviderContext): IdTokenIssuer | undefined {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } = env;
  return URL.canParse(url) && token !== '' ? { url: new URL(url), token: new Secret(token) } : undefined;
}

/**
 * Asks for a new token, and hides it from all that is logged:
 * https://docs.github.com/actions/reference/security/oidc.
 * @param audience who it is for, unless the issuer's URL says that already
 * @throws AppError `dns-provider`; the bound's reason
 */
export async function requestIdToken(
  { url, token }: IdTokenIssuer,
  { audience, context }: { audience: string; context: ProviderContext },
  bound: Bound,
): Promise<Secret> {
  if (!isSecure(url)) {
    throw new AppError('dns-provider', `${title} is at ${url.origin}, which is no https URL`, {
      hint: 'What asks it for a token must not go there: give a URL of https.',
    });
  }
  const headers = { authorization: new Secret(`Bearer ${token.reveal()}`) };
  const api = createJsonApi({ title, baseUrl: url, headers, context, explain });
  const query = url.searchParams.get('audience') === null ? { audience } : {};
  const answer = (await api({ method: 'GET', path: '', query }, bound)) as { value?: unknown } | undefined;
  if (typeof answer?.value !== 'string' || answer.value === '') {
    throw new AppError('dns-provider', `${title} answered without a token`, {
      hint: 'Check that the URL is the one that it should be, and that no proxy answers in its place.',
    });
  }
  context.ports.mask(answer.value);
  return new Secret(answer.value);
}

function explain(status: number): Explanation | undefined {
  if (status < 400 || status >= 500 || status === 429) return undefined;
  return {
    problem: 'it gives this job no ID token',
    hint: 'Give the job `permissions: { id-token: write }`; a pull request from a fork never gets it.',
  };
}
