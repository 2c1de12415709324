/** `node scripts/servers/fetch.ts` gets every server that the tests need, so that no test has to wait for one. */
import { fetchBind, fetchPowerDns } from './fetch-dns.ts';
import { fetchPebble } from './fetch-pebble.ts';

export { fetchBind, fetchPowerDns, type PowerDnsProgram } from './fetch-dns.ts';
export { fetchPebble, type PebblePrograms } from './fetch-pebble.ts';

if (import.meta.main) {
  const say = (line: string) => console.log(line);
  const { pebble, challtestsrv } = await fetchPebble(say);
  const programs = [pebble, challtestsrv, await fetchBind(say), await fetchPowerDns(say)];
  for (const { file } of programs) console.log(file);
}
