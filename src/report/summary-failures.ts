import { ConfigError, type ServerAnswer } from '../base/errors.ts';
import { explain, type Explanation, type Fact } from './explain.ts';
import { code, foldable, inline, prose, table } from './markup.ts';
import type { CertificateResult } from './outcome.ts';
import { recordBlocks } from './record-blocks.ts';
import { mostNames, type Trouble } from './troubles.ts';
import { signs } from './summary-certificates.ts';
import { count, flat } from './wording.ts';

/** One failure with its heading. */
export function renderTrouble(trouble: Trouble, sign: string): string {
  return `### ${sign} ${explain(trouble.error).title}\n\n${renderStory(trouble)}`;
}

/** What happened, what to do, what happens next: one failure as blocks of the page. */
export function renderStory({ error, certificates }: Trouble): string {
  const { remedies, next, links, parts } = explain(error);
  return [
    ...(certificates.length > 0 ? [namesOf(certificates)] : []),
    `<p><b>What happened</b><br>${inline(parts.plain, links)}</p>`,
    ...(parts.message === '' ? [] : [`<blockquote>${inline(parts.message)}</blockquote>`]),
    ...evidence({ error, certificates }, parts),
    ...recordBlocks(error.details.records ?? []),
    ...(error instanceof ConfigError
      ? []
      : [
          `<p><b>What to do</b></p>\n<ol>\n${remedies.map((one) => `<li>${inline(one, links)}</li>`).join('\n')}\n</ol>`,
        ]),
    `<p><b>What happens next</b><br>${inline(next, links)}</p>`,
  ].join('\n\n');
}

function namesOf(certificates: readonly CertificateResult[]): string {
  const names = certificates.slice(0, mostNames).map(({ name }) => code(name, 100));
  const more = certificates.length - names.length;
  const lead = certificates.length === 1 ? 'Certificate' : `${count(certificates.length, 'certificate')}:`;
  return `<p>${lead} ${names.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}</p>`;
}

function evidence(
  { error, certificates }: Trouble,
  { names, servers, facts, also }: Explanation['parts'],
): string[] {
  const shown = names.slice(0, mostNames);
  const more = names.length - shown.length;
  return [
    ...(error instanceof ConfigError ? [faultTable(error)] : []),
    ...(shown.length > 0
      ? [
          table(
            ['Name', 'Reason given'],
            [
              ...shown.map(({ identifier, reason }) => [code(identifier, 260), prose(reason)]),
              ...(more > 0 ? [[`and ${more} more`, '']] : []),
            ],
          ),
        ]
      : []),
    ...(servers.length > 0 ? [answerTable(servers, error.details.servers?.length ?? 0)] : []),
    ...(certificates.length > 1
      ? [factTable(certificates)]
      : facts.length > 0
        ? [`<p>${factLines(facts)}</p>`]
        : []),
    ...also.slice(0, mostNames).map((trouble) => `<p><b>Besides</b>: ${prose(trouble)}</p>`),
  ];
}

/** What the name servers answered; a name stands at the first of its rows, so that what belongs together shows. */
function answerTable(servers: readonly ServerAnswer[], total: number): string {
  const rows = servers.map(({ name, of, server, address, answer, isThere }, index) => {
    const isFirst = servers[index - 1]?.name !== name;
    return [
      isFirst ? `${code(name, 260)}<br><sub>${prose(of, 260)}</sub>` : '',
      [server ?? '', address ?? '']
        .filter(Boolean)
        .map((text) => code(text, 260))
        .join('<br>'),
      `${isThere ? signs.unchanged : signs.failed}&nbsp;${prose(answer)}`,
    ];
  });
  const more = total - servers.length;
  return table(
    ['Name', 'Name server and its address', 'Its last answer'],
    [...rows, ...(more > 0 ? [[`and ${more} more answers`, '', '']] : [])],
  );
}

/** The same failure has its own time, attempts and address for each certificate. */
function factTable(certificates: readonly CertificateResult[]): string {
  const rows = certificates
    .slice(0, mostNames)
    .map(({ name, error }) => [
      code(name, 100),
      error === undefined ? '' : factLines(explain(error).parts.facts),
    ]);
  return foldable('Time, attempts and address of each', table([], rows));
}

/** The short facts on one line, addresses each on its own. */
function factLines(facts: readonly Fact[]): string {
  const isAddress = ({ value }: Fact) => value.includes('://');
  const short = facts
    .filter((fact) => !isAddress(fact))
    .map(({ label, value }) => `${label} <b>${prose(value)}</b>`);
  const addresses = facts.filter(isAddress).map(({ label, value }) => `${label} ${code(value)}`);
  return [short.join(' · '), ...addresses].filter(Boolean).join('<br>');
}

function faultTable({ faults }: ConfigError): string {
  return table(
    ['Input', 'Value', 'What is wrong', 'What to do'],
    faults
      .slice(0, 100)
      .map(({ input, value, problem, remedy }) => [
        code(input),
        value === undefined ? '' : code(value, 120),
        inline(flat(problem)),
        inline(flat(remedy)),
      ]),
  );
}
