import type { PhaseName } from '../base/errors.ts';

/** What a phase is, for people who don't know ACME. */
export const phaseWords: Readonly<Record<PhaseName, string>> = {
  directory: "reading the CA's directory",
  account: 'finding the account',
  order: 'placing the order',
  present: 'publishing the proof',
  propagation: 'waiting for DNS',
  validation: 'waiting for the CA to validate',
  finalize: 'waiting for the CA to issue',
  download: 'fetching the certificate',
  cleanup: 'cleaning up',
  deliver: 'writing the files',
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `1 certificate`, `3 certificates`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2026-08-05 14:03 UTC`; what is no date stays a sentence's word. */
export function moment(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The day of {@link moment}. */
export function day(ms: number): string {
  return moment(ms).replace(/ \d\d:\d\d UTC$/, '');
}

/** `61 days left`, `31 hours left`, `expired 3 days ago`: whole units, rounded down. */
export function timeLeft(untilMs: number, nowMs: number): string {
  const leftMs = untilMs - nowMs;
  const size = Math.abs(leftMs);
  const amount =
    size < 2 * dayMs ? count(Math.floor(size / hourMs), 'hour') : count(Math.floor(size / dayMs), 'day');
  return leftMs < 0 ? `expired ${amount} ago` : `${amount} left`;
}

/** The first names, and how many more there are. */
export function nameList(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${(names.length - most).toLocaleString('en')} more` : shown;
}

/**
 * Text from outside, made one line that can't steer what shows it: no line breaks, control characters or direction
 * overrides, no workflow command (the runner obeys `::` at a line's start and `##[` anywhere in it; an address like
 * `::1` is none), at most `longest` characters.
 */
export function flat(text: string, longest = 600): string {
  const line = text
    // Far more than can be shown isn't worth looking through.
    .slice(0, longest * 2)
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '\ufffd')
    .replaceAll('##[', '## [')
    .trim()
    .replace(/^::(?![\da-f][\da-f.]*(?::[\da-f.]+)*:?(?:[\s),;]|$))/i, ': :');
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** Sentences get their full stop. */
export function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}
