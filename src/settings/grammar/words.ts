import { nearestOf } from '../../base/nearest.ts';
import { Misfit } from '../misfit.ts';

/** Splits at spaces, commas and line ends. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** `a, b or c`, for sentences. */
export function anyOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}

/** What to write instead of a word that is none of these: the one that was most likely meant first. */
export function useOneOf(choices: readonly string[], word: string): string {
  const meant = nearestOf(word.toLowerCase(), choices);
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}Use ${anyOf(choices)}.`;
}

/**
 * A grammar of fixed words.
 * @param later words that will be accepted one day, and are told apart from typing errors
 */
export function oneOf<W extends string>(
  choices: readonly W[],
  later: readonly string[] = [],
): (text: string) => W {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    throw new Misfit({
      value: text,
      problem: later.includes(text) ? 'not available yet' : 'unknown value',
      remedy: useOneOf(choices, text),
    });
  };
}

/** A boolean by YAML 1.2's core schema, as GitHub's own actions read them. */
export function parseBoolean(text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw new Misfit({ problem: 'neither true nor false', remedy: 'Write true or false.' });
}

/** A grammar of whole numbers from `least` to `most`. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new Misfit({
      problem: Number.isNaN(value) ? 'not a whole number' : `out of range`,
      remedy: `Write a whole number from ${least} to ${most}.`,
    });
  };
}
