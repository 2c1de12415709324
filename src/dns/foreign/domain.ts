import type { TxtRecord } from '../provider.ts';

/** The name that a record proves; of one that another process has left, as its own name tells it. */
export function domainOf({ name, proof }: TxtRecord): string {
  return proof?.identifier ?? name.replace(/^_acme-challenge\./, '');
}
