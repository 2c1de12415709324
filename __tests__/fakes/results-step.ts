import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type ErrorCode } from '../../src/base/errors.ts';
import { fakeLog } from './log.ts';

/** Long enough for whatever should end by itself. */
export const patience = () => AbortSignal.timeout(30_000);

/**
 * A step of a job, in this process: its environment becomes the process's, because that is where the toolkit's clients
 * look, and what is printed is kept.
 */
export class ResultsStep {
  readonly directory = mkdtempSync(join(tmpdir(), 'bounded-acme-results-'));
  readonly statePath = join(this.directory, 'temp', 'state', 'sealed');
  readonly #before = { ...process.env };
  #ended = false;
  printed = '';
  readonly #write = process.stdout.write.bind(process.stdout);

  constructor() {
    for (const name of ['temp/state', 'workspace'])
      mkdirSync(join(this.directory, name), { recursive: true });
    process.stdout.write = (chunk: string | Uint8Array) => {
      // Bytes are the test runner's own.
      if (this.#ended || typeof chunk !== 'string') return this.#write(chunk);
      this.printed += chunk;
      return true;
    };
  }

  /** @returns what the adapters are made from */
  begin(services: Readonly<Record<string, string>>) {
    for (const name of Object.keys(process.env))
      if (/^(ACTIONS|GITHUB)_|_proxy$/i.test(name)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, {
      RUNNER_TEMP: join(this.directory, 'temp'),
      GITHUB_WORKSPACE: join(this.directory, 'workspace'),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'owner/repository',
      GITHUB_RUN_ID: '77',
      ...services,
    });
    return { env: process.env, log: fakeLog() };
  }

  write(content: string): void {
    writeFileSync(this.statePath, content, { mode: 0o600 });
  }

  read(): string | undefined {
    return existsSync(this.statePath) ? readFileSync(this.statePath, 'utf8') : undefined;
  }

  /** Standard output stays wrapped, and passes: a client that was given up still has its own layer above. */
  end(): void {
    this.#ended = true;
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.#before);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** For `assert.rejects`: an error for users, with these words in it. */
export function failsWith(code: ErrorCode, message: RegExp, hint: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.match(error.details.hint ?? '', hint);
    return true;
  };
}
