#!/usr/bin/env node
// What a user of the DNS provider `exec` writes: `dns-hook.ts present|cleanup <name.> <value>` sets a TXT record or takes
// it away again. This one talks to pebble-challtestsrv, whose `clear-txt` takes every value of a name at once; with a
// server that other programs write to as well, remove the given value only.
const [verb, host, value] = process.argv.slice(2);
const path = verb === 'present' ? 'set-txt' : 'clear-txt';
const response = await fetch(`${process.env['CHALLTESTSRV_URL'] ?? ''}/${path}`, {
  method: 'POST',
  body: JSON.stringify({ host, value }),
});
if (!response.ok) throw new Error(`${path} ${host ?? ''}: ${response.status} ${await response.text()}`);
