import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction, runCli, type Ended, type Values } from './bundles.ts';
import { quote } from './screen.ts';
import type { Stage } from './stage.ts';

/** What a scene came to. */
export interface Played {
  /** What happened, in a few words. */
  told: string;
  spentMs: number;
  /** What was not as it should be. */
  faults: readonly string[];
}

const certificates = [
  { name: 'example.test', names: ['example.test', 'www.example.test'] },
  { name: '_wildcard.apps.example.test', names: ['*.apps.example.test'] },
];
const domains = certificates.map(({ names }) => names.join(' ')).join('\n');
const records = certificates.flatMap(({ names }) =>
  names.map((name) => `_acme-challenge.${name.replace('*.', '')}`),
);

export interface Issued extends Played {
  account: string;
  files: readonly { names: string; until: string; directory: string }[];
}

/** Two certificates, one of them a wildcard's, in one run from a terminal. */
export async function issueFromTerminal(stage: Stage): Promise<Issued> {
  const directory = stage.newDirectory('terminal');
  const output = join(directory, 'certificates');
  const ended = await runCli({
    inputs: { domains, ca: stage.directoryUrl, ...stage.inputs, 'output-directory': output },
    secrets: stage.secrets,
    env: stage.env,
    directory,
  });
  const faults = [...exitFault(ended, 0), ...(await recordFaults(stage))];
  const files = faults.length > 0 ? [] : certificates.map((one) => readFiles(output, one));
  return {
    told: `${files.length} certificates, keys, names and issuer checked`,
    spentMs: ended.spentMs,
    faults: [...faults, ...files.flatMap((file) => file.faults)],
    account: accountIn(ended),
    files,
  };
}

/** The action's own bundles, with the environment of a scheduled workflow: a first run, and the one after it. */
export async function renewOnSchedule(
  stage: Stage,
  { account }: Issued,
): Promise<Played & { outputFile: string; summaryFile: string }> {
  const directory = stage.newDirectory('action');
  const state = join(directory, 'state');
  const run = {
    inputs: { domains, ca: stage.directoryUrl, ...stage.inputs, state, artifact: 'none' },
    secrets: stage.secrets,
    env: stage.env,
  };
  const first = await runAction({ ...run, directory: stage.newDirectory('action/first-run') });
  quoteOutputs(first);
  quote('');
  const next = await runAction({ ...run, directory: stage.newDirectory('action/next-run') });
  quoteOutputs(next);
  const { outputFile, summaryFile } = next;
  const serials = [first, next].map(({ outputs }) => serialsIn(outputs['certificates']));
  return {
    told: `issued with the same account, then ${next.outputs['outcome'] ?? 'unknown'}: the same certificates and keys`,
    spentMs: first.spentMs + next.spentMs,
    faults: [
      ...[first, next].flatMap((ended) => exitFault(ended, 0)),
      ...(await recordFaults(stage)),
      ...(first.outputs['renewed'] === 'true' ? [] : ['the first run obtained nothing']),
      ...(accountIn(first) === account ? [] : [`the account is ${accountIn(first)}, and was ${account}`]),
      ...(next.outputs['outcome'] === 'unchanged' ? [] : ['the next run is not `unchanged`']),
      ...(serials[0] === serials[1] ? [] : ['the next run has other certificates']),
      ...(readFileSync(summaryFile, 'utf8') === '' ? ['the job summary is empty'] : []),
    ],
    outputFile,
    summaryFile,
  };
}

function quoteOutputs({ outputs }: { outputs: Values }): void {
  const shown = ['outcome', 'renewed', 'days-left'].map((name) => `${name}=${outputs[name] ?? '(not set)'}`);
  quote(`outputs: ${shown.join(' ')}`);
}

function serialsIn(certificates = '[]'): string {
  return (JSON.parse(certificates) as { serial?: string }[]).map(({ serial }) => serial).join();
}

/** A CA that takes the order and doesn't finish it, until it is well again: the next run gets what that order was for. */
export async function meetStalledCa(stage: Stage): Promise<Played> {
  const bounds = { timeout: '30s', 'order-timeout': '3s', retries: '1', 'retry-interval': '1s' };
  const directory = stage.newDirectory('stalled');
  const places = { state: join(directory, 'state'), 'output-directory': join(directory, 'certificates') };
  const run = {
    inputs: {
      domains: 'stalled.example.test',
      ca: stage.stallingDirectoryUrl,
      ...stage.inputs,
      ...bounds,
      ...places,
    },
    secrets: stage.secrets,
    env: stage.env,
    directory,
  };
  const stalled = await runCli(run);
  const left = await recordFaults(stage, ['_acme-challenge.stalled.example.test']);
  stage.heal();
  quote('');
  const next = await runCli(run);
  const [, code = 'none'] = /^failed: .*\[([a-z-]+)\]$/m.exec(stalled.log) ?? [];
  const orders = stage.stallingOrders();
  return {
    told: `failed in time, as it has to: ${code}; the next run finished the same order`,
    spentMs: stalled.spentMs + next.spentMs,
    faults: [
      ...exitFault(stalled, 1),
      ...(code === 'order-timeout' ? [] : [`the error is ${code}, not order-timeout`]),
      ...(stalled.spentMs < 15_000 ? [] : ['it took longer than its bounds allow']),
      ...left,
      ...exitFault(next, 0),
      ...(orders === 1 ? [] : [`the CA has seen ${orders} orders, not one`]),
    ],
  };
}

function exitFault({ exitCode }: Ended, wanted: number): string[] {
  return exitCode === wanted ? [] : [`the exit code is ${exitCode ?? 'none'}, not ${wanted}`];
}

async function recordFaults(stage: Stage, names: readonly string[] = records): Promise<string[]> {
  return (await stage.leftRecords(names)).map((name) => `the TXT record ${name} is left`);
}

function accountIn({ log }: Ended): string {
  return /Account (\S+)/.exec(log)?.[1] ?? 'unknown';
}

/** What was written for a certificate, looked at with other eyes than those that wrote it. */
function readFiles(output: string, { name, names }: (typeof certificates)[number]) {
  const directory = join(output, name);
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  const leaf = new X509Certificate(read('cert.pem'));
  const issuer = new X509Certificate(read('chain.pem'));
  const altNames = (leaf.subjectAltName ?? '').split(', ').map((entry) => entry.replace('DNS:', ''));
  const fits =
    altNames.toSorted().join() === names.toSorted().join() &&
    leaf.checkPrivateKey(createPrivateKey(read('privkey.pem'))) &&
    leaf.verify(issuer.publicKey);
  return {
    names: names.join(', '),
    until: new Date(leaf.validTo).toISOString().slice(0, 10),
    directory,
    faults: fits ? [] : [`key, names or issuer of ${directory} don't fit`],
  };
}
