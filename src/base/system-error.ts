import { messageOf } from './errors.ts';

interface Details {
  code: string;
  hostname: string;
  address: string;
  port: number;
}

/**
 * What Node says of the network in the words of its system calls (`getaddrinfo ENOTFOUND a.test`), in a reader's; the
 * code stays, to look up. Of anything else its message.
 */
export function networkWords(error: unknown): string {
  const { code = '', hostname = 'it', address, port } = error as Partial<Details>;
  const peer = address === undefined ? 'it' : `${address}${port === undefined ? '' : ` port ${port}`}`;
  switch (code) {
    case 'ENOTFOUND':
      return `the DNS has no address for ${hostname} (${code})`;
    case 'EAI_AGAIN':
      return `the DNS gave no answer about ${hostname} (${code})`;
    case 'ECONNREFUSED':
      return `nothing listens at ${peer} (${code})`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `no route leads to ${peer} (${code})`;
    default:
      return messageOf(error);
  }
}
