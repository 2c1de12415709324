import type { SettingsContext } from './context.ts';

/** The inputs' groups in the order in which they are documented, each with its question. */
export const groups = {
  what: 'What to issue',
  who: 'From whom, and as whom',
  proof: 'Proof of control',
  when: 'When',
  bounds: 'Bounds',
  emit: 'What comes out',
} as const;

export type Group = keyof typeof groups;

interface Described {
  group: Group;
  /** Text that stands for an input left empty; without it an empty input has no value. */
  default?: string;
  /** Markdown, one paragraph. */
  description: string;
  /** Its value is never shown, not even in a fault. */
  secret?: true;
}

interface Available extends Described {
  /** Turns trimmed, non-empty text into a value. @throws Misfit */
  parse: (text: string, context: SettingsContext) => unknown;
}

/** An input whose feature isn't there yet: anything but its default is refused. */
interface Later extends Described {
  availability: 'later';
}

/** One row of the table of inputs. */
export type Input = Available | Later;

/** A part of the table. */
export type Inputs = Readonly<Record<string, Input>>;
