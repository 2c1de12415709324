import { messageOf, type Fault } from '../base/errors.ts';
import { nearestOf } from '../base/nearest.ts';
import { programAt } from '../base/program-path.ts';
import { Secret } from '../base/secret.ts';
import type { ProviderContext, ProviderVariable } from './provider.ts';

/** The longest TTL there is any use for. */
const longestTtlS = 86_400;

/** The variable for the TTL, which every provider has. @param standard seconds; providers refuse less than some have */
export function ttlVariable(name: string, standard: number): ProviderVariable {
  const description = 'TTL of the TXT records, seconds';
  return { name, description, required: false, secret: false, default: String(standard) };
}

/** A variable without which nothing works, and that nobody else may know. */
export function secretVariable(name: string, description: string, ...aliases: string[]): ProviderVariable {
  return { name, description, required: true, secret: true, ...(aliases.length > 0 ? { aliases } : {}) };
}

/** A variable that may be left out. */
export function optionalVariable(
  name: string,
  description: string,
  more: { secret?: boolean; default?: string; aliases?: readonly string[] } = {},
): ProviderVariable {
  return { name, description, required: false, secret: false, ...more };
}

/** What the runner sets, and the action's own inputs: nobody meant a provider's variable by one of these. */
const runnersOwn = /^(GITHUB|ACTIONS|RUNNER|INPUT|BOUNDED_ACME)_/;

/**
 * Reads a provider's variables as lego does: `NAME`, else the file that `NAME_FILE` names, else the default. What is
 * missing or wrong is collected in `faults`, and reads as an empty value until then.
 */
export class CredentialReader {
  readonly faults: Fault[] = [];
  readonly #variables: readonly ProviderVariable[];
  readonly #context: ProviderContext;

  constructor(variables: readonly ProviderVariable[], context: ProviderContext) {
    this.#variables = variables;
    this.#context = context;
  }

  /** The variable's text, `''` when it isn't set. */
  text(name: string): string {
    const variable = this.#variable(name);
    const value = this.#given(variable) ?? variable.default;
    if (value !== undefined) return value;
    if (variable.required)
      this.refuse(name, 'is not set', `Set it in the step's env: ${variable.description}.`);
    return '';
  }

  /** Like `text`, wrapped; undefined when it isn't set. */
  secret(name: string): Secret | undefined {
    const value = this.text(name);
    return value === '' ? undefined : new Secret(value);
  }

  /** The path of the program that the input `hook` names, or else the variable. */
  hook(name: string): string {
    const { hook } = this.#context;
    if (hook !== undefined) return this.#program({ input: 'hook', value: hook });
    const value = this.text(name);
    if (value !== '') return this.#program({ input: name, value });
    this.refuse(name, 'is not set', `Give the program in the input hook, or in ${name}.`);
    return '';
  }

  /** The path of the program that a variable names. */
  program(name: string): string {
    const value = this.text(name);
    return value === '' ? '' : this.#program({ input: name, value });
  }

  /**
   * Refuses that of two variables, with as many aliases each, one comes under another name than the other: a secret
   * must not go to where somebody else pointed.
   */
  demandTogether(first: string, second: string): void {
    const [names, partners] = [first, second].map((name) => {
      const variable = this.#variable(name);
      return [name, ...(variable.aliases ?? [])].map((alias) => ({ ...variable, name: alias, aliases: [] }));
    });
    for (const [at, variable] of (names ?? []).entries()) {
      const pair = [variable, partners?.[at] ?? variable];
      const missing = pair.filter((one) => this.#given(one) === undefined);
      if (missing.length === 0) return;
      if (missing.length === pair.length) continue;
      const [there, absent] = [pair.find((one) => !missing.includes(one))?.name, missing[0]?.name];
      const remedy = `Set it, or take ${there ?? ''} away: the two belong together.`;
      this.faults.push({ input: absent ?? '', problem: `is not set, but ${there ?? ''} is`, remedy });
      return;
    }
  }

  /** A whole number between `least` and `most`. */
  integer(name: string, { least, most }: { least: number; most: number }): number {
    const text = this.text(name);
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.refuse(name, 'is no such number', `Give a whole number from ${least} to ${most}.`);
    return least;
  }

  /** A TTL in seconds, at least what the provider takes. */
  ttl(name: string, least = 1): number {
    return this.integer(name, { least, most: longestTtlS });
  }

  /** `<scheme> <secret>` for an Authorization header; empty when the secret isn't set. */
  authorization(name: string, scheme = 'Bearer'): Secret {
    return new Secret(`${scheme} ${this.text(name)}`);
  }

  /** An `http` or `https` URL; credentials in it are refused, since URLs are logged. */
  url(name: string, credentialsGoTo: string): URL {
    const text = this.text(name);
    const placeholder = new URL('http://invalid.');
    if (text === '') return placeholder;
    if (!URL.canParse(text) || !/^https?:/i.test(text)) {
      this.refuse(name, 'is no http or https URL', 'Give it as https://host[:port]/path.');
      return placeholder;
    }
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') {
      const fault = { input: name, problem: 'holds credentials' };
      this.faults.push({ ...fault, remedy: `Take them out of the URL: they belong in ${credentialsGoTo}.` });
    }
    return url;
  }

  /** Adds a fault; the value is told only when it isn't secret. */
  refuse(name: string, problem: string, remedy: string): void {
    const variable = this.#variable(name);
    const given = this.#given(variable);
    const value = variable.secret ? undefined : given;
    const misnamed = given === undefined ? this.#misnamed(variable) : undefined;
    const rename =
      misnamed === undefined ? '' : `${misnamed} is set, but not read: rename it to ${name}. Else: `;
    const told = { problem, remedy: `${rename}${remedy}` };
    this.faults.push({ input: name, ...(value === undefined ? {} : { value }), ...told });
  }

  /** The variable of the step by whose name this one's was most likely meant; never one that is read as another. */
  #misnamed({ name, aliases = [] }: ProviderVariable): string | undefined {
    const { env } = this.#context;
    const own = this.#variables.flatMap((variable) => [variable.name, ...(variable.aliases ?? [])]);
    const isRead = (candidate: string) => own.includes(candidate.replace(/_FILE$/, ''));
    const candidates = Object.keys(env).filter(
      (candidate) => env[candidate]?.trim() && !isRead(candidate) && !runnersOwn.test(candidate),
    );
    return [name, ...aliases].flatMap((wanted) => nearestOf(wanted, candidates) ?? [])[0];
  }

  #program(given: { input: string; value: string }): string {
    const { env, ports } = this.#context;
    const found = programAt(given.value, { env, lookAt: ports.lookAt });
    if ('path' in found) return found.path;
    this.faults.push({ ...given, ...found });
    return '';
  }

  #variable(name: string): ProviderVariable {
    const variable = this.#variables.find((candidate) => candidate.name === name);
    if (!variable) throw new Error(`${name} isn't listed in the provider's variables`);
    return variable;
  }

  #given({ name, aliases = [] }: ProviderVariable): string | undefined {
    const { env } = this.#context;
    for (const candidate of [name, ...aliases]) {
      const value = env[candidate]?.trim() || this.#fromFile(candidate, env[`${candidate}_FILE`]);
      if (value) return value;
    }
    return undefined;
  }

  #fromFile(name: string, path: string | undefined): string | undefined {
    if (!path) return undefined;
    try {
      return this.#context.ports.readText(path).trim();
    } catch (error) {
      const fault = { input: `${name}_FILE`, value: path, problem: `can't be read: ${messageOf(error)}` };
      if (!this.faults.some(({ input }) => input === fault.input)) {
        this.faults.push({ ...fault, remedy: 'Give the path of a file that the step can read.' });
      }
      return undefined;
    }
  }
}
