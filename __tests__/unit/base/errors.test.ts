import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError, ConfigError, messageOf, NetworkError, toAppError } from '../../../src/base/errors.ts';

describe('AppError', () => {
  it('learns more and forgets nothing', () => {
    const cause = new Error('socket hang up');
    const first = new AppError('ca-unreachable', 'no answer', { url: 'https://ca.test', attempts: 2 }, cause);
    const told = first.with({ attempts: 9, phase: 'order' });
    assert.ok(told instanceof AppError);
    assert.deepEqual(told.details, { url: 'https://ca.test', attempts: 2, phase: 'order' });
    assert.equal(told.code, 'ca-unreachable');
    assert.equal(told.cause, cause);
    assert.equal(told.stack, first.stack);
    assert.deepEqual(first.details, { url: 'https://ca.test', attempts: 2 }, 'the first stays as it was');
  });
});

describe('ConfigError', () => {
  const faults = [
    { input: 'timeout', value: 'soon', problem: 'is no duration', remedy: 'Write 30s or 5m.' },
    { input: 'encryption-key', problem: 'is too short', remedy: 'Use openssl rand -base64 32.' },
  ];

  it('lists every fault, and a value only where it has one', () => {
    const error = new ConfigError(faults);
    assert.equal(error.code, 'config');
    assert.equal(
      error.message,
      'timeout "soon": is no duration. Write 30s or 5m.\n' +
        'encryption-key: is too short. Use openssl rand -base64 32.',
    );
  });

  it('keeps a value with line ends on one line', () => {
    const error = new ConfigError([{ input: 'ca', value: 'a\n::error::b', problem: 'x', remedy: 'y' }]);
    assert.equal(error.message.split('\n').length, 1);
  });
});

describe('toAppError', () => {
  it('passes what is one, and calls everything else internal with its cause', () => {
    const known = new AppError('caa', 'forbidden');
    assert.equal(toAppError(known), known);
    const bug = new TypeError('x is undefined');
    const told = toAppError(bug);
    assert.equal(told.code, 'internal');
    assert.equal(told.message, 'x is undefined');
    assert.equal(told.cause, bug);
    assert.equal(toAppError('just text').message, 'just text');
  });
});

describe('messageOf', () => {
  it('reads anything thrown', () => {
    assert.equal(messageOf(new NetworkError('reset', 'https://ca.test', 'hung up')), 'hung up');
    assert.equal(messageOf(undefined), 'undefined');
  });
});
