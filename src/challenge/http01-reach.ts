import ipaddr from 'ipaddr.js';
import { sleep, within, type Bound } from '../base/bound.ts';
import { AppError, NetworkError } from '../base/errors.ts';
import { eachSettled, mapLimited } from '../base/parallel.ts';
import type { Clock, Http, HttpResponse, Log } from '../base/ports.ts';
import type { ChallengeTask, Solver } from './solver.ts';
import { tokenOf, tokenPath } from './tokens.ts';

/** What port 80 of a name showed to this runner, at one of its addresses. */
export interface Sighting {
  /** The address that was asked first. */
  address: string;
  /** Whether the internet can reach it: what is seen at another one says nothing of what the CA sees. */
  isPublic: boolean;
  /**
   * `answer`: after redirects there was one; `refused`: nothing listens; `astray`: it leads where no CA follows;
   * `nothing`: this runner can't tell.
   */
  kind: 'answer' | 'refused' | 'astray' | 'nothing';
  /** What was seen, a clause. */
  words: string;
  /** Of an answer. */
  response?: HttpResponse;
  /** It came from elsewhere than the address, by a redirect. */
  isRedirected?: boolean;
}

export interface ReachTools {
  http: Http;
  /** The addresses that the DNS has for a name. @throws AppError */
  addressesOf: (name: string, bound: Bound) => Promise<readonly string[]>;
}

const requestMs = 3_000;
const addressesLooked = 4;

/** As many as Let's Encrypt follows. */
const mostRedirects = 10;

/**
 * Asks port 80 of a name for a path, at each of its addresses, and follows redirects as CAs do: to HTTP and HTTPS on
 * their own ports (RFC 8555 8.3; Let's Encrypt's rules). A server that redirects to this runner's own network is followed
 * there no more than a CA could follow it.
 * @param host a name or an IP address
 * @throws AppError when the name's addresses can't be looked up; the bound's reason
 */
export async function lookAtPort80(
  { host, path }: { host: string; path: string },
  tools: ReachTools,
  bound: Bound,
): Promise<Sighting[]> {
  const addresses = ipaddr.isValid(host) ? [host] : await tools.addressesOf(host, bound);
  return mapLimited(addresses.slice(0, addressesLooked), addressesLooked, async (address) => ({
    address,
    isPublic: isPublicAddress(address),
    ...(await follow({ url: new URL(`http://${inUrl(host)}${path}`), address }, tools, bound)),
  }));
}

interface Hop {
  url: URL;
  /** Where to connect to. */
  address: string;
}

async function follow(
  first: Hop,
  tools: ReachTools,
  bound: Bound,
): Promise<Omit<Sighting, 'address' | 'isPublic'>> {
  let hop = first;
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const response = await ask(hop, tools.http, bound);
      const target = redirectOf(response, hop.url);
      if (target === undefined) {
        return { kind: 'answer', words: `HTTP ${response.status}`, response, isRedirected: redirects > 0 };
      }
      const fault = faultOf(target);
      if (fault !== undefined) return { kind: 'astray', words: `a redirect to ${target}, ${fault}` };
      const url = new URL(target);
      const address = (await tools.addressesOf(url.hostname, bound)).find(isPublicAddress);
      if (address === undefined) {
        return { kind: 'nothing', words: `a redirect to ${url.hostname}, which has no public address here` };
      }
      hop = { url, address };
    }
    return { kind: 'astray', words: `more than ${mostRedirects} redirects` };
  } catch (error) {
    bound.signal.throwIfAborted();
    return failureOf(error, hop);
  }
}

/**
 * At the address, as it was looked at: the name could lead elsewhere the next time it is asked for. The header `host`
 * says which name the certificate of HTTPS must be for.
 */
function ask({ url, address }: Hop, http: Http, { signal }: Bound): Promise<HttpResponse> {
  const port = url.port === '' ? '' : `:${url.port}`;
  const at = `${url.protocol}//${inUrl(address)}${port}${url.pathname}${url.search}`;
  const headers = { host: url.host, 'user-agent': 'bounded-acme preflight', connection: 'close' };
  return http.request({ method: 'GET', url: at, headers, timeoutMs: requestMs, maxBytes: 65_536 }, signal);
}

function redirectOf({ status, headers }: HttpResponse, from: URL): string | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  return URL.parse(location, from.href)?.href ?? location;
}

/** Why a CA doesn't follow. */
function faultOf(target: string): string | undefined {
  const url = URL.parse(target);
  if (!url || !/^https?:$/.test(url.protocol)) return 'which is no address of HTTP';
  // The port that belongs to the scheme is left out by URL.
  if (url.port !== '' && url.port !== '80' && url.port !== '443')
    return 'and CAs follow to ports 80 and 443 alone';
  return ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, '')) ? 'and CAs follow to names alone' : undefined;
}

function failureOf(error: unknown, { url }: Hop): Omit<Sighting, 'address' | 'isPublic'> {
  if (!(error instanceof NetworkError)) {
    if (error instanceof AppError) return { kind: 'nothing', words: error.message };
    throw error;
  }
  const { cause } = error;
  const isRefused = cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
  if (isRefused && url.protocol === 'http:') return { kind: 'refused', words: 'the connection was refused' };
  if (error.failure === 'too-large') return { kind: 'astray', words: 'a page of more than 64 KiB' };
  return { kind: 'nothing', words: error.message };
}

function isPublicAddress(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

export interface WatchOptions extends ReachTools {
  clock: Clock;
  log: Log;
}

/** What a run gives to this look in all; some places take a moment to show what was put there. */
const lookMs = 8_000;
const pausesMs = [500, 1_500];
const namesAtOnce = 8;

/**
 * A solver of http-01 that looks for each token itself before the CA does. It stops nothing, as the CA may see another
 * server than this runner (a private network, a router that leads back in): what was seen is told in the log, and beside
 * the CA's reason when that one finds no proof either.
 */
export function watchingPort80(solver: Solver, options: WatchOptions): Solver {
  const doubts = new Map<ChallengeTask, string>();
  return {
    ...solver,
    async ready(tasks, bound) {
      const warnings = await solver.ready(tasks, bound);
      await briefly(options, bound, async (inner) => {
        const looked = await eachSettled(tasks, namesAtOnce, async (task) => {
          inner.signal.throwIfAborted();
          const doubt = await lookForToken(task, options, inner);
          if (doubt !== undefined) doubts.set(task, doubt);
        });
        inner.signal.throwIfAborted();
        tellUnseen(tasks, looked, options.log);
      });
      return warnings;
    },
    doubts: (tasks) => tasks.flatMap((task) => doubts.get(task) ?? []),
  };
}

/** A name that can't be looked up takes nothing from the others. */
function tellUnseen(
  tasks: readonly ChallengeTask[],
  looked: readonly PromiseSettledResult<void>[],
  log: Log,
): void {
  for (const [index, look] of looked.entries()) {
    if (look.status === 'fulfilled') continue;
    if (!(look.reason instanceof AppError)) throw look.reason;
    log.debug(`Port 80 of ${tasks[index]?.identifier ?? ''} was not looked at: ${look.reason.message}`);
  }
}

/** What takes longer is nothing to wait for. */
async function briefly(
  { clock, log }: WatchOptions,
  bound: Bound,
  look: (inner: Bound) => Promise<unknown>,
): Promise<void> {
  const expired = () => new AppError('deadline', 'no answer came in time');
  try {
    await within(clock, { timeoutMs: lookMs, parent: bound, expired }, look);
  } catch (error) {
    if (bound.signal.aborted || !(error instanceof AppError)) throw error;
    log.debug(`Port 80 was not looked at to the end: ${error.message}`);
  }
}

/** @returns what the runner saw in the token's place; undefined when it was right, or nobody can tell */
async function lookForToken(
  task: ChallengeTask,
  options: WatchOptions,
  bound: Bound,
): Promise<string | undefined> {
  const { clock, log } = options;
  const { identifier: host } = task;
  const path = `${tokenPath}${tokenOf(task)}`;
  for (const pauseMs of [...pausesMs, undefined]) {
    const sightings = await lookAtPort80({ host, path }, options, bound);
    const wrong = sightings.filter((sighting) => isWrong(sighting, task));
    if (wrong.length === 0) {
      for (const { address, words, kind } of sightings)
        log.debug(`Port 80 of ${host} (${address}): ${kind === 'answer' ? 'shows the token' : words}`);
      return undefined;
    }
    const told = wrong.map((sighting) => `${sighting.address}: ${wordsOf(sighting)}`).join('; ');
    const isClear = wrong.some(({ isPublic }) => isPublic);
    if (!isClear || pauseMs === undefined) {
      log.info(`From this runner, http://${inUrl(host)}${path} shows no token (${told})`);
      return isClear
        ? `This runner found no token at http://${inUrl(host)}${path} either (${told})`
        : undefined;
    }
    await sleep(clock, pauseMs, bound.signal);
  }
  return undefined;
}

function isWrong({ kind, response }: Sighting, { keyAuthorization }: ChallengeTask): boolean {
  if (kind !== 'answer') return kind !== 'nothing';
  return response?.status !== 200 || response.body.trimEnd() !== keyAuthorization;
}

/** Logs may be public: only what anybody sees at the name itself is quoted. */
function wordsOf({ words, response, isPublic, isRedirected }: Sighting): string {
  if (response?.status !== 200) return words;
  if (!isPublic || isRedirected) return 'other content';
  return `other content, ${JSON.stringify(response.body.slice(0, 60))}`;
}
