import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, YAMLMap, type YAMLSeq } from 'yaml';
import { updatesOf, zone, type Lab } from '../e2e/lab.ts';

const directory = join(import.meta.dirname, '..', '..', 'examples');

export interface Adaption {
  lab: Lab;
  /** RUNNER_TEMP; see Host. */
  temp: string;
  /** Inputs of every step of the action, besides those that lead it to the lab. */
  inputs?: Readonly<Record<string, string>>;
}

/**
 * A workflow of examples/ as it is, but that its names are of the lab's zone, and its steps of the action
 * are `uses: ./` and ask the lab's CA and DNS.
 * @returns its YAML
 * @throws Error when no step uses the action
 */
export function adaptExample(name: string, adaption: Adaption): string {
  const text = readFileSync(join(directory, name), 'utf8');
  // A zone that only the lab has: nobody on the Internet is asked. And act knows no job-index.
  const local = text
    .replaceAll('example.com', zone)
    .replace('${{ strategy.job-index }}', '${{ matrix.name }}');
  return adaptWorkflow(local, adaption);
}

function adaptWorkflow(text: string, { lab, temp, inputs = {} }: Adaption): string {
  const workflow = parseDocument(text);
  const led = {
    ca: lab.proxy.directoryUrl,
    'ca-certificates': lab.pebble.caFile,
    'dns-resolvers': lab.dns.dnsServer,
    ...inputs,
  };
  const updates = Object.entries(updatesOf(lab.dns)).filter(([name]) => !name.endsWith('SECRET'));
  let adapted = 0;
  for (const { value: job } of (workflow.get('jobs') as YAMLMap<string, YAMLMap>).items) {
    const steps = job?.get('steps') as YAMLSeq<YAMLMap>;
    const ours = steps.items.filter((step) => ownAction.test(usesOf(step)));
    adapted += ours.length;
    for (const step of ours) {
      step.set('uses', './');
      for (const [input, given] of Object.entries(led)) setIn(step, ['with', input], given);
      for (const [variable, given] of updates) {
        if (step.hasIn(['env', variable])) setIn(step, ['env', variable], given);
      }
      setIn(step, ['env', 'RUNNER_TEMP'], temp);
    }
    const isCheckedOut = steps.items.some((step) => usesOf(step).startsWith('actions/checkout@'));
    if (ours.length > 0 && !isCheckedOut) steps.items.unshift(workflow.createNode({ uses: checkout }));
  }
  if (adapted === 0) throw new Error('no step uses the action');
  return workflow.toString({ lineWidth: 0 });
}

/** An action in the workspace must be there; act does this step itself. */
const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

const ownAction = /^(?:bounded-acme\/bounded-acme@.*|\.\/)$/;

function usesOf(step: YAMLMap): string {
  const uses = step.get('uses');
  return typeof uses === 'string' ? uses : '';
}

function setIn(step: YAMLMap, path: [string, string], value: string): void {
  if (!step.has(path[0])) step.set(path[0], new YAMLMap());
  step.setIn(path, value);
}
