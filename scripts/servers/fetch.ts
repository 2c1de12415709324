/** `node scripts/servers/fetch.ts` gets every server that the tests need, so that no test has to wait for one. */
import { fetchAcmeDns } from './fetch-acme-dns.ts';
import { fetchAge } from './fetch-age.ts';
import { fetchClients } from './fetch-clients.ts';
import { fetchBind, fetchPowerDns } from './fetch-dns.ts';
import { fetchSdks } from './fetch-sdks.ts';
import { fetchPebble } from './fetch-pebble.ts';
import { fetchPython, pythonInstalls } from './fetch-python.ts';

export { fetchAcmeDns } from './fetch-acme-dns.ts';
export { fetchAge, type AgePrograms } from './fetch-age.ts';
export { fetchClients, type Clients } from './fetch-clients.ts';
export { fetchBind, fetchPowerDns, type PowerDnsProgram } from './fetch-dns.ts';
export { fetchPebble, type PebblePrograms } from './fetch-pebble.ts';
export { fetchPython, type PythonPackages } from './fetch-python.ts';

if (import.meta.main) {
  const say = (line: string) => console.log(line);
  const { pebble, challtestsrv } = await fetchPebble(say);
  const { age, keygen } = await fetchAge(say);
  const programs = [pebble, challtestsrv, await fetchBind(say), await fetchPowerDns(say), age, keygen];
  for (const { file } of programs) console.log(file);
  const acmeDns = await fetchAcmeDns(say);
  console.log('missing' in acmeDns ? `no acme-dns: ${acmeDns.missing}` : acmeDns.file);
  const sdks = await fetchSdks(say);
  console.log('missing' in sdks ? `no SDKs: ${sdks.missing}` : sdks.directory);
  const clients = await fetchClients(say);
  for (const directory of clients.directories) console.log(directory);
  for (const install of pythonInstalls) {
    const fetched = await fetchPython(install, say);
    console.log(
      fetched?.directory ?? `no ${install}: its tests are left out where there is no Python with pip`,
    );
  }
}
