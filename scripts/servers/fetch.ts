/** `node scripts/servers/fetch.ts` gets every server that the tests need, so that no test has to wait for one. */
import { fetchAge } from './fetch-age.ts';
import { fetchClients, fetchLexicon } from './fetch-clients.ts';
import { fetchBind, fetchPowerDns } from './fetch-dns.ts';
import { fetchLexiconModules } from './fetch-lexicon.ts';
import { fetchPebble } from './fetch-pebble.ts';

export { fetchAge, type AgePrograms } from './fetch-age.ts';
export { fetchClients, fetchLexicon, type Clients } from './fetch-clients.ts';
export { fetchBind, fetchPowerDns, type PowerDnsProgram } from './fetch-dns.ts';
export { fetchLexiconModules } from './fetch-lexicon.ts';
export { fetchPebble, type PebblePrograms } from './fetch-pebble.ts';

if (import.meta.main) {
  const say = (line: string) => console.log(line);
  const { pebble, challtestsrv } = await fetchPebble(say);
  const { age, keygen } = await fetchAge(say);
  const programs = [pebble, challtestsrv, await fetchBind(say), await fetchPowerDns(say), age, keygen];
  console.log((await fetchLexiconModules(say)) ?? 'no Lexicon: there is no Python with pip');
  for (const { file } of programs) console.log(file);
  const clients = await fetchClients(say);
  for (const directory of clients.directories) console.log(directory);
  console.log((await fetchLexicon(say)) ?? 'no Lexicon: its test is left out where there is no pip');
}
