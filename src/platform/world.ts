import { getServers } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { World } from '../base/ports.ts';
import { createHttp } from './http.ts';
import { listenHttp } from './http-listener.ts';
import { lookAt } from './paths.ts';
import { probeTls } from './tls-probe.ts';
import { systemProcesses } from './processes.ts';
import { serveTls } from './tls-server.ts';
import { createLastResort, systemClock, systemRandom, terminationSignal } from './system.ts';

/** The part of the world that is the machine's, the same on a runner and in a terminal. */
export type SystemWorld = Pick<
  World,
  | 'clock'
  | 'random'
  | 'processes'
  | 'createHttp'
  | 'probeTls'
  | 'listenHttp'
  | 'serveTls'
  | 'env'
  | 'systemResolvers'
  | 'readText'
  | 'lookAt'
  | 'lastResort'
  | 'cancelled'
>;

/** @param env the process's environment */
export function systemWorld(env: NodeJS.ProcessEnv): SystemWorld {
  return {
    clock: systemClock,
    random: systemRandom,
    processes: systemProcesses,
    probeTls,
    listenHttp,
    serveTls,
    createHttp: (extraRoots) => createHttp({ extraRoots, env }),
    env,
    systemResolvers: getServers(),
    readText: (path) => readFileSync(path, 'utf8'),
    lookAt,
    lastResort: createLastResort((line) => process.stderr.write(`${line}\n`)),
    cancelled: terminationSignal(),
  };
}
