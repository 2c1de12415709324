import type { Bound } from '../../base/bound.ts';
import { Slots } from '../../base/parallel.ts';
import { CredentialReader } from '../credentials.ts';
import type {
  DnsProvider,
  ProviderContext,
  ProviderSpec,
  ProviderVariable,
  RunNews,
  TxtRecord,
} from '../provider.ts';
import { domainOf } from './domain.ts';
import { runProgram } from './program.ts';

const variables: readonly ProviderVariable[] = [
  {
    name: 'DEHYDRATED_HOOK',
    description: 'The hook to run; the input `hook` comes first',
    required: false,
    secret: false,
  },
];

/** A hook written for dehydrated: `<hook> <word> <arguments>`, exit code 0 for words that it doesn't know. */
export const dehydrated: ProviderSpec = {
  name: 'dehydrated',
  title: 'Hook of dehydrated',
  documentation: 'https://github.com/dehydrated-io/dehydrated/blob/master/docs/examples/hook.sh',
  variables,
  usesHook: true,
  permissions: 'What the hook needs',
  verified: 'The same hook called by dehydrated itself, on BIND',
  configure(context) {
    const read = new CredentialReader(variables, context);
    const file = read.hook('DEHYDRATED_HOOK');
    return read.faults.length > 0 ? { faults: read.faults } : createDehydrated(file, context);
  },
};

function createDehydrated(file: string, context: ProviderContext): DnsProvider {
  // One at a time, as dehydrated does it.
  const turn = new Slots(1);
  const run = async ([word, ...args]: readonly [string, ...string[]], bound: Bound) => {
    const call = {
      label: 'hook',
      name: context.hook === undefined ? 'DEHYDRATED_HOOK' : 'hook',
      file,
      args: [word, ...args],
      told: `${file} ${word} ${args[0] ?? ''}`.trimEnd(),
      hint: 'Run the hook by hand with these arguments; its output stands in the log above.',
    };
    await turn.hold(bound.signal, () => runProgram(call, context, bound));
  };
  const challenge = (record: TxtRecord) => [domainOf(record), record.proof?.token ?? '', record.value];
  return {
    present: (record, bound) => run(['deploy_challenge', ...challenge(record)], bound),
    remove: (record, bound) => run(['clean_challenge', ...challenge(record)], bound),
    tell: (news, bound) => run(wordsOf(news), bound),
  };
}

/** The words and arguments of dehydrated's documented hooks. */
function wordsOf(news: RunNews): readonly [string, ...string[]] {
  const files = (paths: Readonly<Record<string, string>>) =>
    ['privkey.pem', 'cert.pem', 'fullchain.pem', 'chain.pem'].map((file) => paths[file] ?? '');
  switch (news.event) {
    case 'startup':
      return ['startup_hook'];
    case 'deployed': {
      const issuedAt = String(Math.floor(news.issuedAtMs / 1000));
      return ['deploy_cert', news.domain, ...files(news.paths), issuedAt];
    }
    case 'unchanged':
      return ['unchanged_cert', news.domain, ...files(news.paths)];
    case 'challenge-invalid':
      return ['invalid_challenge', news.domain, news.reason];
    case 'request-failed':
      return ['request_failure', news.status, news.reason, 'post', ''];
    case 'exit':
      return news.error === '' ? ['exit_hook'] : ['exit_hook', news.error];
  }
}
