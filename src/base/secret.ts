import { inspect } from 'node:util';

/** A value that prints as `***` wherever a formatter meets it; only `reveal()` gives it, at the point of use. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

/**
 * What people and providers call the variables that hold their credentials. What a shell calls its directories isn't
 * among them (PWD, OLDPWD).
 */
export const secretVariable = /KEY|PASS|(?<!^(?:OLD)?)PWD|SECRET|TOKEN|CREDENTIAL|AUTH|ACCOUNT|STORAGE/i;
