import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../src/base/errors.ts';
import { closingLines, openingLine, renderTable, retryLine } from '../../../src/report/lines.ts';
import { failedResult, misconfigured, runResult, thousand, threeWell, troubled } from './samples.ts';

describe('lines of the log', () => {
  it('opens with the event, the mode and the CA', () => {
    assert.equal(
      openingLine(threeWell),
      'event schedule: renew on letsencrypt (https://acme-v02.api.letsencrypt.org/directory)',
    );
  });

  it('opens with what a run that leaves nothing behind does not do', () => {
    const lineOf = (name: 'dry-run' | 'preflight') =>
      openingLine({ ...threeWell, mode: { name, because: 'event pull_request' } });
    assert.match(lineOf('dry-run'), /^event pull_request: dry-run on letsencrypt \(.*\); nothing is saved$/);
    assert.match(lineOf('preflight'), /: preflight on letsencrypt \(.*\); nothing is ordered$/);
  });

  it('tells an attempt in one line', () => {
    assert.equal(
      retryLine(new AppError('ca-error', 'The CA answered 503'), 5_000, 1),
      'Attempt 1 failed: The CA answered 503 - next one in 5 s',
    );
  });

  it('ends with what failed, what to do, and the whole in one line', () => {
    const lines = closingLines(troubled);
    assert.equal(lines[0], 'failed: slow.example.com: The CA did not issue in time [order-timeout]');
    assert.ok(lines.some((line) => line.includes('/acme/order/1234567/890123456')));
    assert.equal(
      lines.at(-1),
      '2 failed, 1 deferred, 1 renewed, in 2 min 21 s of the 10 min that `timeout` allows',
    );
    assert.match(closingLines(misconfigured).join('\n'), /- timeout "10 minutes"/);
  });

  it('tells the same failure of many once', () => {
    const lines = closingLines(thousand);
    assert.ok(lines.length < 50, String(lines.length));
    assert.ok(
      lines.some(
        (line) => line.startsWith('failed: tenant-0007.example.com, ') && line.includes(' and 15 more'),
      ),
    );
  });

  it('lets no value from outside start a line or command the runner', () => {
    const evil = 'x\n::add-mask::y\r\n::error::z ##[add-mask]w\u2028::stop-commands::v';
    const error = new AppError('ca-error', evil, {
      hint: evil,
      lastStatus: evil,
      url: evil,
      also: [evil],
      identifiers: [{ identifier: evil, reason: evil }],
    });
    const result = runResult({
      certificates: [failedResult(error, { name: evil, warnings: [evil] })],
      notices: [evil],
      directory: evil,
      mode: { name: 'renew', because: evil },
    });
    const lines = [openingLine(result), ...closingLines(result), retryLine(error, 1, 1), renderTable(result)];
    for (const line of lines.join('\n').split(/\r\n|[\n\r\u2028]/)) {
      assert.doesNotMatch(line, /^\s*::|##\[/, line);
    }
  });
});

describe('renderTable', () => {
  it('aligns its columns, the gravest first', () => {
    const lines = renderTable(troubled).split('\n');
    assert.match(lines[1] ?? '', /^slow\.example\.com +failed /);
    const columns = lines.map((line) => /(OUTCOME|failed|deferred|renewed)/.exec(line)?.index);
    assert.equal(new Set(columns).size, 1, lines.join('\n'));
  });

  it('colours only when told, without moving a column', () => {
    const plain = renderTable(troubled);
    assert.ok(!plain.includes('\u001b'));
    const coloured = renderTable(troubled, { colour: true });
    assert.notEqual(coloured, plain);
    assert.equal(coloured.replaceAll(/\u001b\[\d+m/g, ''), plain);
  });
});
