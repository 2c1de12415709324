export const id = 761;
export const ids = [761,424];
export const modules = {

/***/ 20424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readSchedule: () => (/* binding */ readSchedule),
/* harmony export */   x: () => (/* binding */ gapLongerThan),
/* harmony export */   y: () => (/* binding */ startsAtFullHour)
/* harmony export */ });
/* harmony import */ var croner__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55814);

/** @returns undefined when no line can be read; those that can't are left out, as GitHub runs none of them */
function readSchedule(lines) {
    const crons = lines.flatMap((line) => readLine(line) ?? []);
    if (crons.length === 0)
        return undefined;
    const moments = (dates) => dates.flatMap((date) => date?.getTime() ?? []);
    return {
        after: (atMs) => first(moments(crons.map((cron) => cron.nextRun(new Date(atMs))))),
        before: (atMs) => last(moments(crons.map((cron) => cron.previousRuns(1, new Date(atMs))[0]))),
    };
}
/** Long enough for a line that names a day of the month. */
const horizonMs = 35 * 86_400_000;
/** Finds the first gap that is too long, from `fromMs` on; undefined when there is none in five weeks. */
function gapLongerThan(schedule, allowedMs, fromMs) {
    let start = schedule.after(fromMs);
    while (start !== undefined && start < fromMs + horizonMs) {
        // From one start to the last one that is near enough: a line of every 5 minutes isn't walked through.
        const next = schedule.before(start + allowedMs + 1);
        if (next === undefined || next <= start) {
            const toMs = schedule.after(start);
            return { fromMs: start, toMs: toMs ?? start + horizonMs };
        }
        start = next;
    }
    return undefined;
}
/**
 * Whether half of a line's starts or more are at minute 0, when many schedules start and GitHub drops some; where there
 * are others in the hour, a dropped one is no loss.
 */
function startsAtFullHour({ cron }) {
    if (!readLine({ cron }))
        return false;
    const minutes = minutesOf(cron);
    return minutes.has(0) && minutes.size <= 2;
}
/** The minutes of the hour that a line names. */
function minutesOf(cron) {
    const [field = ''] = cron.trim().split(/\s+/);
    const everyHour = new croner__WEBPACK_IMPORTED_MODULE_0__/* .Cron */ .l4(`${field} * * * *`, options);
    const within = everyHour.nextRuns(60, new Date(-1)).filter((date) => date.getTime() < 3_600_000);
    return new Set(within.map((date) => date.getUTCMinutes()));
}
/** `20/15` is every 15 minutes from minute 20 on. */
const options = { paused: true, mode: '5-part', timezone: 'UTC', sloppyRanges: true };
/** Five fields of POSIX; the library also knows `@daily`, `?`, `L`, `W` and `#`, which GitHub doesn't. */
const posix = /^\s*(?:[\d*,/-]+\s+){3}[\w*,/-]+\s+(?:[\d*,/-]|sun|mon|tue|wed|thu|fri|sat)+\s*$/i;
function readLine({ cron, timezone = 'UTC' }) {
    if (!posix.test(cron))
        return undefined;
    try {
        const read = new croner__WEBPACK_IMPORTED_MODULE_0__/* .Cron */ .l4(cron.trim(), { ...options, timezone });
        // A time zone is looked at only when it is used.
        read.nextRun(new Date(0));
        return read;
    }
    catch (error) {
        // The library throws plain errors for lines and zones that it can't read, and GitHub runs none of these.
        if (error instanceof Error)
            return undefined;
        throw error;
    }
}
function first(moments) {
    return moments.length === 0 ? undefined : Math.min(...moments);
}
function last(moments) {
    return moments.length === 0 ? undefined : Math.max(...moments);
}


/***/ }),

/***/ 17761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lintSchedule: () => (/* binding */ lintSchedule)
});

// EXTERNAL MODULE: ./build/base/bound.js
var bound = __webpack_require__(79856);
// EXTERNAL MODULE: ./build/plan/cron.js
var cron = __webpack_require__(20424);
// EXTERNAL MODULE: ./build/plan/suggested-cron.js
var suggested_cron = __webpack_require__(27162);
;// CONCATENATED MODULE: ./build/plan/workflow-lint.js

const rules = [overlap, cutOff, twice, inPlain, unpinned];
/** Looks at the workflow around the steps that run this action. @param subject what findings call the workflow */
function lintWorkflow(workflow, subject, question) {
    const own = ownSteps(workflow, question);
    return rules
        .flatMap((rule) => rule(own, workflow, question))
        .map((told) => ({ severity: 'warning', subject, ...told }));
}
/** Whether a step of it may renew, or plans what others renew. */
function isForRenewing(workflow, question) {
    return ownSteps(workflow, question).some((one) => mayOrder(one) || one.step.with['mode'] === 'plan');
}
function ownSteps({ jobs }, question) {
    return jobs.flatMap((job) => job.steps.filter((step) => isOwn(step, question)).map((step) => ({ job, step })));
}
/** A copy in the workflow's own repository is known by its inputs alone. */
function isOwn({ uses, with: inputs }, { actionRepository }) {
    const [repository = ''] = uses.split('@');
    if (uses.startsWith('./'))
        return actionRepository === '' && ('domains' in inputs || 'csr' in inputs);
    return (repository.split('/')[1] === 'bounded-acme' || (repository !== '' && repository === actionRepository));
}
function mayOrder({ step }) {
    return ['', 'auto', 'renew'].includes(step.with['mode'] ?? '') || isExpression(step.with['mode'] ?? '');
}
function overlap(own, { hasConcurrency, events }) {
    // There `auto` is a dry run, and two of them don't hurt each other.
    const isTrial = events.length > 0 && events.every((event) => ['pull_request', 'merge_group'].includes(event));
    const open = hasConcurrency || isTrial ? [] : own.filter((one) => mayOrder(one) && !one.job.hasConcurrency);
    const [first] = open;
    if (!first)
        return [];
    return [
        {
            what: `Nothing keeps two runs of the job \`${first.job.id}\` from ordering the same certificate at the same time.`,
            remedy: 'Give the workflow a `concurrency` group with `cancel-in-progress: false`.',
        },
    ];
}
/** Of this run's job only: another job's `timeout` isn't known, and of several steps in it, which one this is. */
function cutOff(own, _, { job: current, timeoutMs }) {
    const here = own.filter(({ job }) => job.id === current);
    const [first, ...others] = here;
    const limits = [first?.job.timeoutMinutes, others.length === 0 ? first?.step.timeoutMinutes : undefined];
    const limit = Math.min(...limits.filter((one) => one !== undefined));
    if (limit * 60_000 > timeoutMs)
        return [];
    return [
        {
            what: `The job \`${current}\` is cut off after ${limit} min, before the action's own \`timeout\` of ${(0,bound/* seconds */.YA)(timeoutMs)} is over.`,
            remedy: 'Make `timeout-minutes` longer than `timeout`: the action then ends, cleans up and explains by itself.',
        },
    ];
}
/** Steps that have a condition, or take a part of the certificates by an expression, may well exclude each other. */
function twice(own) {
    const sure = own.filter((one) => mayOrder(one) &&
        !one.job.isConditional &&
        !one.step.isConditional &&
        !['mode', 'only', 'domains'].some((name) => isExpression(one.step.with[name] ?? '')));
    const seen = new Map();
    return sure.flatMap((one) => certificatesOf(one.step).flatMap((certificate) => {
        const other = seen.get(certificate);
        seen.set(certificate, one);
        if (!other)
            return [];
        return [
            {
                what: `\`${certificate}\` is ordered twice: by ${place(other)} and by ${place(one)}.`,
                remedy: 'Order it in one place, and hand it over by the artifact or by `state`.',
            },
        ];
    }));
}
/** The lines of `domains` that a step works on, written the same way; their CA and key types tell them apart. */
function certificatesOf({ with: inputs }) {
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
function inPlain(own, workflow, question) {
    const { secretInputs, secretVariables } = question;
    const places = [
        ['the workflow', workflow.env, secretVariables],
        ...[...new Set(own.map(({ job }) => job))].map((job) => [
            `the job \`${job.id}\``,
            job.env,
            secretVariables,
        ]),
        ...own.flatMap((one) => [
            [place(one), one.step.with, secretInputs],
            [place(one), one.step.env, secretVariables],
        ]),
    ];
    return places.flatMap(([where, values, secret]) => Object.entries(values)
        .filter(([name, value]) => secret.includes(name) && value.trim() !== '' && !isExpression(value))
        .map(([name]) => ({
        what: `\`${name}\` of ${where} stands in the file as plain text, for everyone who can read the repository.`,
        remedy: 'Store a new value as a secret of the repository, pass it as `${{ secrets.NAME }}`, and let the old one expire.',
    })));
}
/** A tag is the README's own advice for a start, so it is only told; a branch changes under its user. */
function unpinned(own) {
    const refs = [...new Set(own.map(({ step }) => step.uses))].filter((uses) => !uses.startsWith('./'));
    return refs
        .filter((uses) => !/@[0-9a-f]{40}$/i.test(uses))
        .map((uses) => ({
        ...(/@v?\d[\w.-]*$/.test(uses) ? { severity: 'notice' } : {}),
        what: `\`${uses}\` is no commit: whoever can move it gets the secrets of this workflow.`,
        remedy: 'Pin the action to a commit that you have looked at (`@<40 digits> # v0.1.0`); Dependabot keeps it up to date.',
    }));
}
function place({ job, step }) {
    return `${step.label} of the job \`${job.id}\``;
}
function words(text) {
    return text.split(/[\s,]+/).filter((word) => word !== '');
}
function isExpression(text) {
    return text.includes('${{');
}

;// CONCATENATED MODULE: ./build/plan/workflow.js
/** @param content the file, parsed as YAML */
function readWorkflow(content) {
    const root = record(content);
    // `on` is no word for true in YAML 1.2, and is one in 1.1.
    const on = root['on'] ?? root['true'];
    return {
        schedule: list(record(on)['schedule']).flatMap(readLine),
        events: [on, ...list(on), ...Object.keys(record(on))].filter((event) => typeof event === 'string'),
        hasConcurrency: root['concurrency'] !== undefined,
        env: texts(root['env']),
        jobs: Object.entries(record(root['jobs'])).map(([id, job]) => readJob(id, record(job))),
    };
}
function readLine(content) {
    const { cron, timezone } = record(content);
    if (typeof cron !== 'string')
        return [];
    return [typeof timezone === 'string' ? { cron, timezone } : { cron }];
}
function readJob(id, job) {
    return {
        id,
        hasConcurrency: job['concurrency'] !== undefined,
        isConditional: job['if'] !== undefined,
        timeoutMinutes: minutesOf(job),
        env: texts(job['env']),
        steps: list(job['steps']).map((step, index) => readStep(record(step), index)),
    };
}
function readStep(step, index) {
    const { uses, name, id } = step;
    const label = [name, id].find((one) => typeof one === 'string');
    return {
        label: label ?? `step ${index + 1}`,
        uses: typeof uses === 'string' ? uses : '',
        isConditional: step['if'] !== undefined,
        timeoutMinutes: minutesOf(step),
        with: texts(step['with']),
        env: texts(step['env']),
    };
}
/** undefined: none, or an expression. */
function minutesOf(content) {
    const minutes = content['timeout-minutes'];
    return typeof minutes === 'number' ? minutes : undefined;
}
function record(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
function texts(value) {
    const scalars = Object.entries(record(value)).flatMap(([name, one]) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
        ? [[name, String(one)]]
        : []);
    return Object.fromEntries(scalars);
}

;// CONCATENATED MODULE: ./build/plan/schedule-lint.js





/** What about the schedule, and the workflow around it, will hurt one day. Warnings and notices, never an error. */
function lintSchedule(question) {
    const { workflow, eventCron } = question;
    const read = workflow && { path: workflow.path, workflow: readWorkflow(workflow.content) };
    const lines = read?.workflow.schedule ?? (eventCron === undefined ? [] : [{ cron: eventCron }]);
    const subject = read?.path ?? 'the schedule';
    // A schedule that only looks, or tries, may be as rare as its user likes.
    const renews = ['renew', 'plan'].includes(question.mode) || (read && isForRenewing(read.workflow, question));
    return [
        ...(renews ? lintLines(lines, subject, question) : []),
        ...lintActivity(lines, subject, question),
        ...(read ? lintWorkflow(read.workflow, subject, question) : []),
    ];
}
function lintLines(lines, subject, question) {
    const remedy = `Use a line like \`${(0,suggested_cron/* suggestCron */.BG)(question.repository, question.lifetimes)}\`.`;
    const full = lines.filter(cron/* startsAtFullHour */.y).map(({ cron }) => ({
        ...warning(subject),
        what: `\`${cron}\` starts at a full hour, when GitHub delays and drops schedules the most.`,
        remedy,
    }));
    return [...full, ...lintRhythm(lines, subject, { ...question, remedy })];
}
/** A run may be dropped, so the schedule may be half as dense as it should be before it is worth a word. */
function lintRhythm(lines, subject, { lifetimes, nowMs, remedy }) {
    if (lines.length === 0)
        return [];
    const schedule = (0,cron.readSchedule)(lines);
    const words = lines.map(({ cron }) => `\`${cron}\``).join(', ');
    if (!schedule)
        return [{ ...warning(subject), what: `${words} is no cron line that GitHub runs.`, remedy }];
    const wantedMs = (0,suggested_cron/* rhythmMs */.rT)(lifetimes);
    const gap = (0,cron/* gapLongerThan */.x)(schedule, 2 * wantedMs, nowMs);
    if (!gap)
        return [];
    const because = lifetimes.shortestMs === undefined
        ? 'a CA may move a renewal at any time'
        : `a certificate here lives ${schedule_lint_length(lifetimes.shortestMs)}`;
    return [
        {
            ...warning(subject),
            what: `${words} leaves ${schedule_lint_length(gap.toMs - gap.fromMs)} between two runs; ${because}, so every ${schedule_lint_length(wantedMs)} is right.`,
            remedy,
        },
    ];
}
const dayMs = 86_400_000;
/** GitHub stops schedules of public repositories after 60 days without activity; told while there is time left. */
const quietMs = 45 * dayMs;
function lintActivity(lines, subject, { visibility, nowMs }) {
    const { isPublic = false, pushedAtMs = Infinity } = visibility ?? {};
    if (lines.length === 0 || !isPublic || nowMs - pushedAtMs < quietMs)
        return [];
    const days = Math.floor((nowMs - pushedAtMs) / dayMs);
    return [
        {
            ...warning(subject),
            what: `The last push was ${days} days ago, and GitHub stops the schedules of a public repository after 60 days without activity.`,
            remedy: 'Push something, or enable the workflow again once GitHub has disabled it.',
            link: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule',
        },
    ];
}
function warning(subject) {
    return { severity: 'warning', subject };
}
function schedule_lint_length(ms) {
    if (ms >= 2 * dayMs)
        return `${Math.round(ms / dayMs)} days`;
    return ms >= 3_600_000 ? `${Math.round(ms / 3_600_000)} h` : (0,bound/* seconds */.YA)(ms);
}


/***/ })

};
