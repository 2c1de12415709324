import type { Annotation, Sink } from '../../src/base/ports.ts';

export interface FakeSink extends Sink {
  readonly outputs: Readonly<Record<string, string>>;
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  /** The page as it was last replaced; undefined when there never was one. */
  readonly page: string | undefined;
  /** What was called, in order: `mask`, `output private-key`, ... */
  readonly calls: readonly string[];
}

/** A sink that remembers, and refuses what the runner would choke on. */
export function fakeSink(): FakeSink {
  const outputs: Record<string, string> = {};
  const masks: string[] = [];
  const annotations: Annotation[] = [];
  const calls: string[] = [];
  let page: string | undefined;
  return {
    outputs,
    masks,
    annotations,
    calls,
    get page() {
      return page;
    },
    output(name, value) {
      if (!/^[a-z][a-z-]*$/.test(name)) throw new Error(`No name of an output: ${name}`);
      calls.push(`output ${name}`);
      outputs[name] = value;
    },
    mask(value) {
      if (value.trim() === '') throw new Error("Can't add secret mask for empty string");
      calls.push('mask');
      masks.push(value);
    },
    annotate(annotation) {
      calls.push(`annotate ${annotation.level}`);
      annotations.push(annotation);
    },
    summary(markdown) {
      if (Buffer.byteLength(markdown) > 1024 * 1024) throw new Error('The summary is longer than 1 MiB');
      calls.push('summary');
      page = markdown;
    },
  };
}
