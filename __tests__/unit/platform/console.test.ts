import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createConsole, type ConsoleOptions } from '../../../src/platform/console.ts';

function captured(options: ConsoleOptions = {}) {
  const printed = { out: '', err: '' };
  const made = createConsole({
    ...options,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
  });
  return { ...made, printed };
}

function temporaryDirectory(test: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  test.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

describe('createConsole', () => {
  it('hides masked values in all that it prints, line by line, the longest first', () => {
    const { log, sink, printed } = captured({ verbose: true });
    sink.mask('hunter2');
    sink.mask('hunter2-and-more');
    sink.mask('first-line\n    second-line\n\n');
    log.info('key hunter2-and-more, hunter2');
    log.debug('second-line hunter2');
    log.group('group hunter2');
    log.endGroup();
    sink.annotate({ level: 'error', title: 'hunter2', message: 'first-line\nsecond-line' });
    assert.equal(printed.out, 'key ***, ***\ngroup ***\n');
    assert.equal(printed.err, '*** ***\nerror: *** ***\n');
  });

  it('tells on one line of standard error what happened, and leaves what to do to the log', () => {
    const { sink, printed } = captured();
    const message =
      'a.example: The DNS provider failed.\nExample: the token is wrong.\n\nWhat to do:\n1. Check it.';
    sink.annotate({ level: 'error', title: 'Title', message });
    assert.equal(printed.err, 'error: a.example: The DNS provider failed. Example: the token is wrong.\n');
  });

  it('hides nothing when an empty value is masked', () => {
    const { log, sink, printed } = captured();
    sink.mask('');
    sink.mask(' \n ');
    log.info('as it is');
    assert.equal(printed.out, 'as it is\n');
  });

  it('takes values literally, whatever characters they hold', () => {
    const { log, sink, printed } = captured();
    sink.mask('a.c$&(');
    log.info('abc a.c$&( $&');
    assert.equal(printed.out, 'abc *** $&\n');
  });

  it('indents what is inside a group and keeps debug lines to itself unless asked', () => {
    const { log, printed } = captured();
    log.group('one');
    log.info('inside\nstill inside');
    log.debug('unseen');
    log.endGroup();
    log.info('after');
    assert.equal(printed.out, 'one\n  inside\n  still inside\nafter\n');
    assert.equal(printed.err, '');
  });

  it('writes outputs and the summary to files, the outputs for their owner only', (test) => {
    const directory = temporaryDirectory(test);
    const [outputFile, summaryFile] = [join(directory, 'outputs'), join(directory, 'summary.md')];
    const { sink, printed } = captured({ outputFile, summaryFile });
    sink.mask('hunter2');
    sink.output('outcome', 'issued');
    sink.output('private-key', 'hunter2\nlines');
    sink.summary('first page');
    sink.summary('page with hunter2');
    const outputs = readFileSync(outputFile, 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      outputs.map((line) => JSON.parse(line) as unknown),
      [
        { name: 'outcome', value: 'issued' },
        { name: 'private-key', value: 'hunter2\nlines' },
      ],
    );
    assert.equal(statSync(outputFile).mode & 0o777, 0o600);
    assert.equal(readFileSync(summaryFile, 'utf8'), 'page with ***');
    assert.deepEqual(printed, { out: '', err: '' });
  });

  it('drops outputs and summary when no file is named', () => {
    const { sink, printed } = captured({ outputFile: undefined, summaryFile: undefined });
    sink.output('private-key', 'secret');
    sink.summary('page');
    assert.deepEqual(printed, { out: '', err: '' });
  });
});
