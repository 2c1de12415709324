import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAction, runCli, type Ended } from './bundles.ts';
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

/** The action's own bundles, with the environment of a scheduled workflow. */
export async function renewOnSchedule(
  stage: Stage,
  { account }: Issued,
): Promise<Played & { outputFile: string; summaryFile: string }> {
  const ended = await runAction({
    inputs: { domains, ca: stage.directoryUrl, ...stage.inputs },
    secrets: stage.secrets,
    env: stage.env,
    directory: stage.newDirectory('action'),
  });
  const { outputs, outputFile, summaryFile } = ended;
  const summary = readFileSync(summaryFile, 'utf8');
  quote('');
  for (const name of ['outcome', 'renewed', 'expires', 'days-left', 'directory']) {
    quote(`output ${name} = ${outputs[name] ?? '(not set)'}`);
  }
  return {
    told: `outcome ${outputs['outcome'] ?? 'unknown'}, with the same account`,
    spentMs: ended.spentMs,
    faults: [
      ...exitFault(ended, 0),
      ...(await recordFaults(stage)),
      ...(outputs['renewed'] === 'true' ? [] : ['the output `renewed` is not true']),
      ...(accountIn(ended) === account ? [] : [`the account is ${accountIn(ended)}, and was ${account}`]),
      ...(summary === '' ? ['the job summary is empty'] : []),
    ],
    outputFile,
    summaryFile,
  };
}

/** A CA that takes the order and never finishes it. */
export async function meetStalledCa(stage: Stage): Promise<Played> {
  const bounds = { timeout: '30s', 'order-timeout': '3s', retries: '1', 'retry-interval': '1s' };
  const directory = stage.newDirectory('stalled');
  const ended = await runCli({
    inputs: { domains: 'stalled.example.test', ca: stage.stalledDirectoryUrl, ...stage.inputs, ...bounds },
    secrets: stage.secrets,
    env: stage.env,
    directory,
  });
  const [, code = 'none'] = /^failed: .*\[([a-z-]+)\]$/m.exec(ended.log) ?? [];
  return {
    told: `failed in time, as it has to: ${code}, TXT record removed`,
    spentMs: ended.spentMs,
    faults: [
      ...exitFault(ended, 1),
      ...(code === 'order-timeout' ? [] : [`the error is ${code}, not order-timeout`]),
      ...(ended.spentMs < 15_000 ? [] : ['it took longer than its bounds allow']),
      ...(await recordFaults(stage, ['_acme-challenge.stalled.example.test'])),
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
