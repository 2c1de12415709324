import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultsService } from '../fakes/results-service.ts';
import { unpackCache, unzip } from '../fakes/results-unpack.ts';
import { placesOf } from './canaries.ts';
import type { JobResult } from './job.ts';
import type { StepResult } from './runner.ts';

/** What jobs let out, gathered while it is there: the next job of the machine finds an empty temp. */
export class Evidence {
  /** Text of everything, by where. */
  readonly places: Record<string, string> = {};
  /** Modes of what was in the temp, by path in it, with the job before. */
  readonly modes: Record<string, string> = {};

  step(job: string, result: StepResult): void {
    // The runner takes masks out of the log; they are the key, so that it is taken out of everything else.
    const log = result.log.replaceAll(/^::add-mask::.*\n/gm, '');
    for (const [place, text] of Object.entries(placesOf({ ...result, log }))) {
      this.places[`${job}: ${place}`] = text;
    }
    for (const path of readdirSync(result.temp, { recursive: true, encoding: 'utf8' })) {
      const found = lstatSync(join(result.temp, path));
      this.modes[`${job}: ${path}${found.isDirectory() ? '/' : ''}`] = (found.mode & 0o777).toString(8);
    }
  }

  job(name: string, { main, post }: JobResult): void {
    this.step(`${name}, post`, post);
    this.step(name, main);
  }

  /** What the runner's service holds: as it was sent, and unpacked. */
  service({ stored, cacheEntries, artifacts }: ResultsService): void {
    const add = (place: string, bytes: Buffer) => (this.places[place] = bytes.toString('latin1'));
    for (const [index, bytes] of stored.entries()) add(`blob ${index}`, bytes);
    for (const { key, bytes } of cacheEntries) {
      const unpacked = unpackCache(bytes);
      add(`cache ${key}`, unpacked);
      // A sealed file's header can be read by everybody (RFC 7516 7.1).
      const [header = ''] = /eyJ[\w-]+/.exec(unpacked.toString('latin1')) ?? [];
      add(`header in cache ${key}`, Buffer.from(header, 'base64url'));
    }
    for (const { id, bytes } of artifacts) {
      for (const [file, content] of Object.entries(unzip(bytes))) add(`artifact ${id}: ${file}`, content);
    }
  }

  /** Where a text stands. */
  whereIs(text: string): string[] {
    return Object.entries(this.places).flatMap(([place, content]) => (content.includes(text) ? [place] : []));
  }
}
