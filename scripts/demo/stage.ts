import { randomBytes } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChalltestsrv } from '../servers/challtestsrv.ts';
import { startPebble } from '../servers/pebble.ts';
import type { Say } from '../servers/programs.ts';
import { startProxy } from '../servers/proxy.ts';
import type { Values } from './bundles.ts';
import { startZoneServer } from './zone-server.ts';

/** What the demo plays on: a CA, the DNS it validates over, and a way to the CA where orders don't get ready. */
export interface Stage {
  directoryUrl: string;
  stallingDirectoryUrl: string;
  /** From now on its orders get ready. */
  heal(): void;
  /** Orders that were placed there. */
  stallingOrders(): number;
  /** What every run needs to know of this CA and this DNS. */
  inputs: Values;
  secrets: Values;
  env: Values;
  /** A new directory for what a run writes; it stays when the demo ends, and goes when the next begins. */
  newDirectory(name: string): string;
  /** Those of the names that still have a TXT record. */
  leftRecords(names: readonly string[]): Promise<string[]>;
  stop(): Promise<void>;
}

/** Relative, so that it is short enough to be read and copied: `npm run` starts in the repository's root. */
const kept = '.cache/demo';

/** Gets the servers if need be, and starts them on free ports of 127.0.0.1. */
export async function setStage(say: Say): Promise<Stage> {
  rmSync(kept, { recursive: true, force: true });
  const dns = await startChalltestsrv({ say });
  const ninetyDays = { description: 'Ninety days', validityPeriodSeconds: 90 * 86_400 };
  const zone = await startZoneServer(dns);
  const ca = await startPebble({ say, dnsServer: dns.dnsServer, profiles: { default: ninetyDays } });
  const stalling = await startProxy(ca);
  stalling.fault({ action: 'order-processing' });
  say(`CA   ${ca.directoryUrl}`);
  say(`DNS  ${zone.dnsServer}`);
  return {
    directoryUrl: ca.directoryUrl,
    stallingDirectoryUrl: stalling.directoryUrl,
    heal: () => stalling.clear(),
    stallingOrders: () => stalling.requests.filter(({ kind }) => kind === 'newOrder').length,
    inputs: {
      'ca-certificates': ca.caFile,
      'dns-provider': 'exec',
      hook: join(import.meta.dirname, 'dns-hook.ts'),
      'dns-resolvers': zone.dnsServer,
    },
    secrets: { 'encryption-key': randomBytes(32).toString('base64') },
    env: { CHALLTESTSRV_URL: dns.managementUrl },
    newDirectory(name) {
      const directory = join(kept, name);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return directory;
    },
    leftRecords: (names) => leftRecords(zone.dnsServer, names),
    async stop() {
      zone.stop();
      await stalling.stop();
      await Promise.all([ca.stop(), dns.stop()]);
    },
  };
}

async function leftRecords(dnsServer: string, names: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  resolver.setServers([dnsServer]);
  const left = await Promise.all(
    names.map(async (name) => {
      try {
        return (await resolver.resolveTxt(name)).length > 0 ? [name] : [];
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
        throw error;
      }
    }),
  );
  return left.flat();
}
