import { ConfigError, type Fault } from '../base/errors.ts';
import type { SettingsContext } from './context.ts';
import type { Input } from './input.ts';
import { inputNames, inputs, type InputName, type Values } from './inputs.ts';
import { Misfit, type Complaint } from './misfit.ts';

/** Inputs as they were given, by name; one that is missing or empty means its default. */
export type RawInputs = Readonly<Record<string, string>>;

/** The inputs' values as far as they could be read, and every fault so far. */
export class Reading {
  readonly #raw: RawInputs;
  readonly #faults: Fault[] = [];
  readonly #values = new Map<InputName, unknown>();

  /** Reads every input by its own grammar. */
  constructor(raw: RawInputs, context: SettingsContext) {
    this.#raw = raw;
    for (const name of inputNames) {
      const text = this.#text(name);
      this.#collect(name, () => this.#values.set(name, readInput(inputs[name], text, context)), text);
    }
  }

  /** Whether the user set the input to something else than its default. */
  isGiven(name: InputName): boolean {
    const row: Input = inputs[name];
    return this.#text(name) !== (row.default ?? '');
  }

  /** The input's value; undefined also when it couldn't be read. */
  peek<Name extends InputName>(name: Name): Values[Name] | undefined {
    return this.#values.get(name) as Values[Name] | undefined;
  }

  /**
   * Makes something of several inputs, when each of them could be read; what doesn't fit joins the faults, and is the
   * first one's unless it says otherwise.
   * @returns undefined when it couldn't be made
   */
  derive<Name extends InputName, T>(
    needs: readonly [Name, ...Name[]],
    make: (values: Pick<Values, Name>) => T,
  ): T | undefined {
    if (!needs.every((name) => this.#values.has(name))) return undefined;
    const values = Object.fromEntries(this.#values) as unknown as Values;
    return this.#collect(needs[0], () => make(values), null);
  }

  /** All values. @throws ConfigError when there is any fault */
  values(): Values {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
    return Object.fromEntries(this.#values) as unknown as Values;
  }

  /** What was derived, all of it. @throws ConfigError when there is any fault */
  complete<Parts extends object>(parts: Parts): { [Key in keyof Parts]: NonNullable<Parts[Key]> } {
    if (this.#faults.length > 0) throw new ConfigError(this.#faults);
    return parts as { [Key in keyof Parts]: NonNullable<Parts[Key]> };
  }

  #text(name: InputName): string {
    const row: Input = inputs[name];
    return this.#raw[name]?.trim() || (row.default ?? '');
  }

  #collect<T>(name: InputName, make: () => T, quoted: string | null): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      this.#faults.push(...error.complaints.map((one) => faultOf({ input: name, value: quoted, ...one })));
      return undefined;
    }
  }
}

/** A value is quoted where it helps: not a secret, and not a text so long that it was pasted by mistake. */
function faultOf({ input, value, problem, remedy }: Required<Complaint>): Fault {
  const row: Input | undefined = isInputName(input) ? inputs[input] : undefined;
  const quotable = value !== null && value !== '' && value.length <= longestQuote && !row?.secret;
  return { input, ...(quotable ? { value } : {}), problem, remedy };
}

const longestQuote = 120;

function isInputName(name: string): name is InputName {
  return Object.hasOwn(inputs, name);
}

function readInput(row: Input, text: string, context: SettingsContext): unknown {
  if (!row.secret && /PRIVATE KEY-----/.test(text)) {
    const remedy = 'Take it out, and replace the key if it has been in a log or a repository.';
    throw new Misfit({ value: null, problem: 'has a private key in it', remedy });
  }
  if ('parse' in row) return text === '' ? undefined : row.parse(text, context);
  if (text === (row.default ?? '')) return undefined;
  throw new Misfit({ problem: 'not available yet', remedy: 'Leave it empty.' });
}
