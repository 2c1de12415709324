import type { Fault } from '../base/errors.ts';
import type { LookAt } from '../base/ports.ts';
import type { ProviderPorts, ProviderSpec } from '../dns/provider.ts';
import type { Identifier } from './settings.ts';

/** What reading the inputs needs besides them. */
export interface SettingsContext {
  /** The event that started the workflow; `cli` from a terminal. */
  event: { name: string; isForeign?: boolean };
  /** The step's environment, for providers' credentials. */
  env: Readonly<Record<string, string | undefined>>;
  /** Reads a text file. @throws NodeJS.ErrnoException as fs does */
  readText: (path: string) => string;
  lookAt: LookAt;
  /** What the input `csr` holds (`csrPem` gives its PEM): read beforehand, because that takes a library. */
  csr?: CsrFacts | { faults: readonly Fault[] };
  providers: Providers;
  providerPorts: ProviderPorts;
}

/** What a CSR asks for. */
export interface CsrFacts {
  identifiers: readonly Identifier[];
  /** `ec256`, `rsa2048`, ...; keys that we don't make ourselves by their own name. */
  keyType: string;
}

/** The DNS providers there are. */
export interface Providers {
  names: readonly string[];
  find: (name: string) => ProviderSpec | undefined;
  /** The name that an unknown word most likely means. */
  nearest?: (word: string) => string | undefined;
}
