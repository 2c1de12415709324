import { ConfigError } from '../base/errors.ts';
import type { World } from '../base/ports.ts';
import { readCsr } from '../certificate/user-csr.ts';
import type { SettingsContext } from '../settings/context.ts';
import { csrPem, parseSettings } from '../settings/parse.ts';
import type { Settings } from '../settings/settings.ts';
import { loadProviders } from './load-providers.ts';
import { createLoopback } from './loopback.ts';

/** The user's settings, all faults at once. @throws ConfigError; nothing was contacted by then */
export async function readSettings(world: World): Promise<Settings> {
  const { inputs, env, event, readText, lookAt, clock, random, processes, log } = world;
  const { tempDirectory } = world;
  const reach = { http: world.createHttp(), serveLoopback: createLoopback(world) };
  const mask = (value: string) => world.sink.mask(value);
  const providerPorts = { clock, random, processes, log, readText, lookAt, tempDirectory, mask, ...reach };
  const providers = await loadProviders(inputs, world.cancelled);
  const context = { event, env, readText, lookAt, providers, providerPorts };
  const csr = await lookAtCsr(csrPem(inputs, { readText }), world.cancelled);
  return parseSettings(inputs, csr === undefined ? context : { ...context, csr });
}

/** Reading a CSR takes a library, which is loaded only for those who have one. */
async function lookAtCsr(pem: string | undefined, signal: AbortSignal): Promise<SettingsContext['csr']> {
  if (pem === undefined) return undefined;
  try {
    return await readCsr(pem, signal);
  } catch (error) {
    if (error instanceof ConfigError) return { faults: error.faults };
    throw error;
  }
}
