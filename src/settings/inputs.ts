import type { Inputs } from './input.ts';
import { bounds } from './inputs/bounds.ts';
import { emit } from './inputs/emit.ts';
import { proof } from './inputs/proof.ts';
import { what } from './inputs/what.ts';
import { when } from './inputs/when.ts';
import { who } from './inputs/who.ts';

/** The one table of inputs: action.yml, README's tables and the parser follow it. */
export const inputs = { ...what, ...who, ...proof, ...when, ...bounds, ...emit } as const satisfies Inputs;

type Table = typeof inputs;

export type InputName = keyof Table;

export const inputNames = Object.keys(inputs) as readonly InputName[];

/** What an input's row says of its value: that of its grammar, or undefined where it may be left without. */
type ValueOf<Row> = Row extends { parse: (...given: never[]) => infer Value }
  ? Row extends { default: string }
    ? Value
    : Value | undefined
  : undefined;

/** Every input's value. */
export type Values = { readonly [Name in InputName]: ValueOf<Table[Name]> };
