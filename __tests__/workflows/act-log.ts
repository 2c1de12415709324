/** A line of act's log, with what it belongs to. */
export interface ActLine {
  level: string;
  /** As it is shown: secrets and masks are `***` in it. */
  msg: string;
  /** The job's id; of a matrix, its jobs have one together. */
  jobID?: string;
  matrix?: Readonly<Record<string, unknown>> | null;
  stage?: 'Pre' | 'Main' | 'Post';
  step?: string;
  stepID?: readonly string[];
  /** Set on what a step itself wrote. */
  raw_output?: boolean;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  stepResult?: string;
  jobResult?: string;
}

export interface Selection {
  job?: string;
  /** The step's id, or its number from 0. */
  step?: string;
  stage?: 'Main' | 'Post';
  matrix?: Readonly<Record<string, unknown>>;
}

export interface ActLog {
  lines: readonly ActLine[];
  /** All that act showed. */
  shown: string;
  /** What steps wrote, a line each, as it is shown. */
  written(selection?: Selection): string[];
  /** Values of an output, of each step that is selected. */
  outputs(name: string, selection?: Selection): string[];
  /** The job summaries. */
  summaries(selection?: Selection): string[];
  /** `success`, `failure`, ... of each job that ran, by its id; of a matrix, all of them. */
  jobs: Readonly<Record<string, readonly string[]>>;
  /** `success` or `failure` of each step that ran and is selected. */
  results(selection?: Selection): string[];
}

/** Reads the log that `act --json` writes: a JSON object a line, and what is none of these as it is. */
export function readLog(text: string): ActLog {
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [readLine(line)]));
  const select = ({ job, step, stage, matrix }: Selection = {}) =>
    lines.filter(
      (line) =>
        (job === undefined || line.jobID === job) &&
        (step === undefined || line.stepID?.[0] === step) &&
        (stage === undefined || line.stage === stage) &&
        Object.entries(matrix ?? {}).every(([name, value]) => line.matrix?.[name] === value),
    );
  const jobs: Record<string, string[]> = {};
  for (const { jobID, jobResult } of lines) {
    if (jobID !== undefined && jobResult !== undefined) (jobs[jobID] ??= []).push(jobResult);
  }
  return {
    lines,
    shown: lines.map(({ msg }) => msg).join('\n'),
    written: (selection) =>
      select(selection).flatMap(({ raw_output, msg }) => (raw_output === true ? [msg.trimEnd()] : [])),
    outputs: (wanted, selection) =>
      select(selection).flatMap(({ command, name, arg }) =>
        command === 'set-output' && name === wanted && arg !== undefined ? [arg] : [],
      ),
    summaries: (selection) =>
      select(selection).flatMap(({ command, content }) =>
        command === 'summary' && content !== undefined ? [content] : [],
      ),
    jobs,
    results: (selection) =>
      select(selection).flatMap(({ stepResult }) => (stepResult === undefined ? [] : [stepResult])),
  };
}

function readLine(line: string): ActLine {
  if (!line.startsWith('{')) return { level: 'plain', msg: line };
  return JSON.parse(line) as ActLine;
}
