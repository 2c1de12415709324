/** `npm run demo`: a real run on a local CA, and what happens when that CA stalls. Needs no account, DNS or GitHub. */
import { issueFromTerminal, meetStalledCa, renewOnSchedule, type Played } from './demo/scenes.ts';
import { bad, bold, columns, good, say } from './demo/screen.ts';
import { setStage, type Stage } from './demo/stage.ts';

const startedAt = performance.now();
process.once('SIGINT', () => {
  say('\nInterrupted: everything that was started is ended.');
  process.exit(130);
});

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function heading(title: string, ...lines: readonly string[]): void {
  say(`\n${bold(title)}`);
  for (const line of lines) say(`  ${line}`);
  say();
}

function row(title: string, { told, spentMs, faults }: Played): string[] {
  const verdict = faults.length === 0 ? good('ok') : bad('WRONG');
  return [title, verdict, seconds(spentMs), faults.length === 0 ? told : faults.join('; ')];
}

/** @returns whether all went as it should, the stall included */
async function play(stage: Stage): Promise<boolean> {
  heading(
    '1. From a terminal: two names, and a wildcard',
    'dist/cli orders both from Pebble. The provider `exec` runs scripts/demo/dns-hook.ts to set the TXT records;',
    'the CA asks the DNS server for them, and then they are removed.',
  );
  const issued = await issueFromTerminal(stage);

  heading(
    '2. In a workflow: the action, as a schedule starts it, and starts it again',
    'dist/main and dist/post, with inputs and files in the environment as a runner gives them. The account key',
    'follows from `encryption-key`, so this is the same account. The next run finds nothing due, and gives the',
    'same files and outputs again.',
  );
  const renewed = await renewOnSchedule(stage, issued);

  heading(
    '3. A CA that stalls',
    'The order stays `processing`. With order-timeout 3s, retries 1, retry-interval 1s the run must fail after 7 s',
    'or a little more, say why, and leave no record behind. Then the CA is well again, and the next run goes on',
    'with the same order.',
  );
  const stalled = await meetStalledCa(stage);

  heading('Result');
  say(columns([row('1. terminal', issued), row('2. schedule', renewed), row('3. stalled CA', stalled)]));
  heading('Look further');
  say(columns(issued.files.map(({ names, until, directory }) => [names, `until ${until}`, `${directory}/`])));
  say(
    columns([
      ['job summary', renewed.summaryFile],
      ['outputs', renewed.outputFile],
    ]),
  );
  const [first] = issued.files;
  if (first) {
    say(`\n  openssl x509 -in ${first.directory}/fullchain.pem -noout -subject -ext subjectAltName -dates`);
  }
  return [issued, renewed, stalled].every(({ faults }) => faults.length === 0);
}

try {
  heading(
    'Servers',
    "Pebble is the test CA of Let's Encrypt. It and its DNS server run on 127.0.0.1, for this demo only.",
  );
  const stage = await setStage((line) => say(`  ${line}`));
  const right = await play(stage);
  await stage.stop();
  say(`\n  The servers are stopped. ${seconds(performance.now() - startedAt)} in all.`);
  process.exit(right ? 0 : 1);
} catch (error) {
  console.error(`\nThe demo can't go on: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
