export const id = 424;
export const ids = [424];
export const modules = {

/***/ 424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readSchedule: () => (/* binding */ readSchedule),
/* harmony export */   x: () => (/* binding */ gapLongerThan),
/* harmony export */   y: () => (/* binding */ startsAtFullHour)
/* harmony export */ });
/* harmony import */ var croner__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5814);

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


/***/ })

};
