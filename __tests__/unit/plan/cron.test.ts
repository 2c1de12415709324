import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gapLongerThan, readSchedule, startsAtFullHour } from '../../../src/plan/cron.ts';
import { lifetimesOf, rhythmMs, suggestCron } from '../../../src/plan/suggested-cron.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const sunday = Date.UTC(2026, 2, 1);
const unknown = lifetimesOf([]);
const living = (days: number) => lifetimesOf([{ certificate: { notBeforeMs: 0, notAfterMs: days * dayMs } }]);

function scheduleOf(...crons: string[]) {
  const schedule = readSchedule(crons.map((cron) => ({ cron })));
  assert.ok(schedule);
  return schedule;
}

function gapHours(allowedHours: number, ...crons: string[]): number | undefined {
  const gap = gapLongerThan(scheduleOf(...crons), allowedHours * hourMs, sunday);
  return gap && (gap.toMs - gap.fromMs) / hourMs;
}

describe('a schedule', () => {
  it('starts at the first moment of any line', () => {
    const schedule = scheduleOf('17 15 * * *', '41 3 * * 1');
    assert.equal(schedule.after(sunday), Date.UTC(2026, 2, 1, 15, 17));
    assert.equal(schedule.after(Date.UTC(2026, 2, 1, 15, 17)), Date.UTC(2026, 2, 2, 3, 41));
    assert.equal(schedule.before(Date.UTC(2026, 2, 2, 3, 41)), Date.UTC(2026, 2, 1, 15, 17));
  });
  it('knows time zones, and their change to summer time', () => {
    const schedule = readSchedule([{ cron: '30 6 * * *', timezone: 'Europe/Berlin' }]);
    assert.ok(schedule);
    assert.equal(schedule.after(Date.UTC(2026, 2, 28)), Date.UTC(2026, 2, 28, 5, 30));
    assert.equal(schedule.after(Date.UTC(2026, 2, 29)), Date.UTC(2026, 2, 29, 4, 30));
  });
  it('is none when no line can be read', () => {
    const foreign = ['@daily', 'H 3 * * *', '17 3 ? * *', '17 3 L * *', '17 3 * * 1#2'];
    for (const cron of ['', 'soon', '61 * * * *', '* * * *', '0 0 * * * *', ...foreign]) {
      assert.equal(startsAtFullHour({ cron }), false, cron);
      assert.equal(readSchedule([{ cron }]), undefined, cron);
    }
    assert.equal(readSchedule([{ cron: '7 3 * * *', timezone: 'Mars/Olympus' }]), undefined);
    assert.ok(readSchedule([{ cron: 'soon' }, { cron: '7 3 * * *' }]), 'one good line is enough');
  });
});

describe('a gap in a schedule', () => {
  it('is found where nothing starts for too long', () => {
    assert.equal(gapHours(12, '17 3,15 * * *'), undefined);
    assert.equal(gapHours(11, '17 3,15 * * *'), 12);
    assert.equal(gapHours(24, '17 3 * * 1'), 168);
    assert.equal(gapHours(30, '17 3 * * 1-5'), 72, 'over the weekend');
  });
  it('is looked for over all lines, and through those that start often', () => {
    assert.equal(gapHours(24, '17 3 * * 1-5', '17 3 * * 0,6'), undefined);
    assert.equal(gapHours(24, '*/5 * * * *'), undefined);
    assert.equal(gapHours(24, '*/5 9-17 * * 1-5'), 63 + 1 / 12);
  });
  it('has an end even when nothing starts any more', () => {
    assert.ok((gapHours(24, '0 0 29 2 *') ?? 999_999) > 24 || gapHours(24, '0 0 29 2 *') === undefined);
  });
});

describe('the full hour', () => {
  for (const cron of ['0 3 * * *', '0,30 * * * *', '0 0 * * MON']) {
    it(`is in ${cron}`, () => assert.equal(startsAtFullHour({ cron }), true));
  }
  for (const cron of [
    '17 3 * * *',
    '7-59/10 * * * *',
    '*/20 * * * *',
    '* * * * *',
    '30 0 * * *',
    'nonsense',
  ]) {
    it(`is not in ${cron}`, () => assert.equal(startsAtFullHour({ cron }), false));
  }
});

describe('the suggested cron line', () => {
  const repositories = Array.from({ length: 500 }, (_, index) => `octo/site-${index}`);
  const lines = repositories.map((name) => suggestCron(name, unknown));

  it('is the same for the same repository', () => {
    assert.equal(suggestCron('octo/site', unknown), suggestCron('octo/site', unknown));
    assert.match(suggestCron('octo/site', unknown), /^\d+ \d+,\d+ \* \* \*$/);
  });
  it('is spread, and away from where others start', () => {
    const minutes = lines.map((line) => Number(line.split(' ')[0]));
    for (const minute of minutes) {
      assert.equal(minute % 2, 1);
      for (const crowded of [0, 15, 30, 45, 60]) assert.ok(Math.abs(minute - crowded) >= 3, String(minute));
    }
    assert.ok(new Set(lines).size > 150, 'of 192 places in the half day most are taken by 500 repositories');
  });
  it('leaves 12 hours at most, and less where certificates live shorter', () => {
    for (const [days, hours] of [
      [90, 12],
      [45, 12],
      [160 / 24, 3],
      [1, 1],
      [0.1, 1],
    ] as const) {
      const gap = gapLongerThan(scheduleOf(suggestCron('octo/site', living(days))), hours * hourMs, sunday);
      assert.equal(gap, undefined, `${days} days`);
      assert.equal(rhythmMs(living(days)), hours * hourMs, `${days} days`);
    }
    assert.equal(rhythmMs(unknown), 12 * hourMs);
  });
  it('comes once in the narrowest window', () => {
    const window = { windowStartMs: 0, windowEndMs: 5 * hourMs };
    const lifetimes = lifetimesOf([{ certificate: { notBeforeMs: 0, notAfterMs: 90 * dayMs }, ari: window }]);
    assert.equal(rhythmMs(lifetimes), 4 * hourMs);
  });
  it('passes its own lint', () => {
    for (const line of lines) assert.equal(startsAtFullHour({ cron: line }), false);
  });
});
