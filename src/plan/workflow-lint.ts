import { seconds } from '../base/bound.ts';
import type { Finding } from '../report/outcome.ts';
import type { LintQuestion } from './schedule-lint.ts';
import type { Job, Step, Texts, Workflow } from './workflow.ts';

/** A step that runs this action, in its job. */
interface Own {
  job: Job;
  step: Step;
}

type Rule = (own: readonly Own[], workflow: Workflow, question: LintQuestion) => Told[];
type Told = Omit<Finding, 'severity' | 'subject'> & { severity?: 'notice' };

const rules: readonly Rule[] = [overlap, cutOff, twice, inPlain, unpinned];

/** Looks at the workflow around the steps that run this action. @param subject what findings call the workflow */
export function lintWorkflow(workflow: Workflow, subject: string, question: LintQuestion): Finding[] {
  const own = ownSteps(workflow, question);
  return rules
    .flatMap((rule) => rule(own, workflow, question))
    .map((told) => ({ severity: 'warning', subject, ...told }));
}

/** Whether a step of it may renew, or plans what others renew. */
export function isForRenewing(workflow: Workflow, question: LintQuestion): boolean {
  return ownSteps(workflow, question).some((one) => mayOrder(one) || one.step.with['mode'] === 'plan');
}

function ownSteps({ jobs }: Workflow, question: LintQuestion): Own[] {
  return jobs.flatMap((job) =>
    job.steps.filter((step) => isOwn(step, question)).map((step) => ({ job, step })),
  );
}

/** A copy in the workflow's own repository is known by its inputs alone. */
function isOwn({ uses, with: inputs }: Step, { actionRepository }: LintQuestion): boolean {
  const [repository = ''] = uses.split('@');
  if (uses.startsWith('./')) return actionRepository === '' && ('domains' in inputs || 'csr' in inputs);
  return (
    repository.split('/')[1] === 'bounded-acme' || (repository !== '' && repository === actionRepository)
  );
}

function mayOrder({ step }: Own): boolean {
  return ['', 'auto', 'renew'].includes(step.with['mode'] ?? '') || isExpression(step.with['mode'] ?? '');
}

function overlap(own: readonly Own[], { hasConcurrency, events }: Workflow): Told[] {
  // There `auto` is a dry run, and two of them don't hurt each other.
  const isTrial =
    events.length > 0 && events.every((event) => ['pull_request', 'merge_group'].includes(event));
  const open = hasConcurrency || isTrial ? [] : own.filter((one) => mayOrder(one) && !one.job.hasConcurrency);
  const [first] = open;
  if (!first) return [];
  return [
    {
      what: `Nothing keeps two runs of the job \`${first.job.id}\` from ordering the same certificate at the same time.`,
      remedy: 'Give the workflow a `concurrency` group with `cancel-in-progress: false`.',
    },
  ];
}

/** Of this run's job only: another job's `timeout` isn't known, and of several steps in it, which one this is. */
function cutOff(own: readonly Own[], _: Workflow, { job: current, timeoutMs }: LintQuestion): Told[] {
  const here = own.filter(({ job }) => job.id === current);
  const [first, ...others] = here;
  const limits = [first?.job.timeoutMinutes, others.length === 0 ? first?.step.timeoutMinutes : undefined];
  const limit = Math.min(...limits.filter((one) => one !== undefined));
  if (limit * 60_000 > timeoutMs) return [];
  return [
    {
      what: `The job \`${current}\` is cut off after ${limit} min, before the action's own \`timeout\` of ${seconds(timeoutMs)} is over.`,
      remedy:
        'Make `timeout-minutes` longer than `timeout`: the action then ends, cleans up and explains by itself.',
    },
  ];
}

/** Steps that have a condition, or take a part of the certificates by an expression, may well exclude each other. */
function twice(own: readonly Own[]): Told[] {
  const sure = own.filter(
    (one) =>
      mayOrder(one) &&
      !one.job.isConditional &&
      !one.step.isConditional &&
      !['mode', 'only', 'domains'].some((name) => isExpression(one.step.with[name] ?? '')),
  );
  const seen = new Map<string, Own>();
  return sure.flatMap((one) =>
    certificatesOf(one.step).flatMap((certificate) => {
      const other = seen.get(certificate);
      seen.set(certificate, one);
      if (!other) return [];
      return [
        {
          what: `\`${certificate}\` is ordered twice: by ${place(other)} and by ${place(one)}.`,
          remedy: 'Order it in one place, and hand it over by the artifact or by `state`.',
        },
      ];
    }),
  );
}

/** The lines of `domains` that a step works on, written the same way; their CA and key types tell them apart. */
function certificatesOf({ with: inputs }: Step): string[] {
  const only = words(inputs['only'] ?? '');
  const lines = (inputs['domains'] ?? '').split('\n').map((line) => line.replace(/(^|\s)#.*$/, ''));
  const certificates = lines.flatMap((line) => {
    const [names = '', name] = line.split('>');
    const list = words(names.toLowerCase());
    const called = name?.trim() ?? list[0]?.replace('*', '_wildcard');
    const wanted = only.length === 0 || only.some((one) => one.replace('*', '_wildcard') === called);
    return list.length > 0 && wanted ? [list.toSorted().join(' ')] : [];
  });
  const apart = ['ca', 'key-type', 'profile'].flatMap((name) => inputs[name] ?? []);
  return [...new Set(certificates)].map((one) => [one, ...apart].join(' / '));
}

function inPlain(own: readonly Own[], workflow: Workflow, question: LintQuestion): Told[] {
  const { secretInputs, secretVariables } = question;
  const places: [string, Texts, readonly string[]][] = [
    ['the workflow', workflow.env, secretVariables],
    ...[...new Set(own.map(({ job }) => job))].map((job): [string, Texts, readonly string[]] => [
      `the job \`${job.id}\``,
      job.env,
      secretVariables,
    ]),
    ...own.flatMap((one): [string, Texts, readonly string[]][] => [
      [place(one), one.step.with, secretInputs],
      [place(one), one.step.env, secretVariables],
    ]),
  ];
  return places.flatMap(([where, values, secret]) =>
    Object.entries(values)
      .filter(([name, value]) => secret.includes(name) && value.trim() !== '' && !isExpression(value))
      .map(([name]) => ({
        what: `\`${name}\` of ${where} stands in the file as plain text, for everyone who can read the repository.`,
        remedy:
          'Store a new value as a secret of the repository, pass it as `${{ secrets.NAME }}`, and let the old one expire.',
      })),
  );
}

/** A tag is the README's own advice for a start, so it is only told; a branch changes under its user. */
function unpinned(own: readonly Own[]): Told[] {
  const refs = [...new Set(own.map(({ step }) => step.uses))].filter((uses) => !uses.startsWith('./'));
  return refs
    .filter((uses) => !/@[0-9a-f]{40}$/i.test(uses))
    .map((uses) => ({
      ...(/@v?\d[\w.-]*$/.test(uses) ? { severity: 'notice' as const } : {}),
      what: `\`${uses}\` is no commit: whoever can move it gets the secrets of this workflow.`,
      remedy:
        'Pin the action to a commit that you have looked at (`@<40 digits> # v0.1.0`); Dependabot keeps it up to date.',
    }));
}

function place({ job, step }: Own): string {
  return `${step.label} of the job \`${job.id}\``;
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function isExpression(text: string): boolean {
  return text.includes('${{');
}
