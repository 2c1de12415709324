import type { Sighting } from '../challenge/http01-reach.ts';
import type { Finding } from '../report/outcome.ts';

const link = 'https://letsencrypt.org/docs/challenge-types/#http-01-challenge';

/**
 * Says whether port 80 of a name answers, as far as this runner can tell: another place may see another server, so
 * nothing of it fails a preflight.
 */
export function judgePort80(host: string, sightings: readonly Sighting[]): Finding[] {
  const subject = `Port 80 of ${host}`;
  if (sightings.length === 0) {
    const what = 'The name has no address, and the CA asks port 80 of each';
    return [{ severity: 'warning', subject, what, remedy: 'Add an A or AAAA record.', link }];
  }
  // Inside a private network, a name may be another server's.
  const open = sightings.filter(({ isPublic }) => isPublic);
  const bad = open.filter(({ kind }) => kind === 'refused' || kind === 'astray');
  if (bad.length > 0) {
    const told = bad.map(({ address, words }) => `${address}: ${words}`).join('; ');
    const remedy =
      'Let a web server answer there, at every address (IPv6 too), or prove the name by DNS: the CA may ask any of them.';
    return [{ severity: 'warning', subject, what: `The CA would find no token: ${told}`, remedy, link }];
  }
  const isSilent = open.length > 0 && open.every(({ kind }) => kind === 'nothing');
  if (!isSilent) return [];
  const told = open.map(({ address, words }) => `${address}: ${words}`).join('; ');
  return [{ severity: 'notice', subject, what: `This runner gets no answer: ${told}`, remedy: '', link }];
}
