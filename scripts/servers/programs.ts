/** A program that can be started, wherever it came from. */
export interface Program {
  readonly file: string;
  /** What it needs in its environment to find its libraries. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where progress is told, a line at a time. */
export type Say = (line: string) => void;
