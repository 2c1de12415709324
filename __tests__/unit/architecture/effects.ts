import ts from 'typescript';
import {
  entries,
  inEachModule,
  isRead,
  violation,
  walk,
  type Check,
  type Module,
  type Violation,
} from './tree.ts';

/** What reads or changes the world when it is named, or when a member of it is. */
const worldly = [
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'performance',
  'globalThis',
];
const worldlyMembers = ['Date.now', 'Math.random', 'AbortSignal.timeout'];

function worldlyUse(node: ts.Node): string | undefined {
  if (isRead(node) && worldly.includes(node.text)) return node.text;
  if (ts.isPropertyAccessExpression(node)) {
    const text = `${node.expression.getText()}.${node.name.text}`;
    if (worldlyMembers.includes(text)) return text;
  }
  const isDate = (made: ts.Expression) => ts.isIdentifier(made) && made.text === 'Date';
  if (ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isDate(node.expression)) return 'Date()';
  return undefined;
}

function findWorldly(module: Module): readonly Violation[] {
  if (module.room === 'platform' || entries.includes(module.room)) return [];
  return nodesOf(module, (node) => {
    const used = worldlyUse(node);
    return used === undefined ? undefined : `uses ${used}: only platform/ and the entries do`;
  });
}

/** A violation for each node that `judge` has something to say about. */
function nodesOf(module: Module, judge: (node: ts.Node) => string | undefined): readonly Violation[] {
  const found: Violation[] = [];
  walk(module.source, (node) => {
    const what = judge(node);
    if (what !== undefined) found.push(violation(module, node, what));
  });
  return found;
}

function waiting(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'awaits';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'awaits in a loop';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'is async';
  if (isRead(node) && node.text === 'Promise') return 'makes a promise';
  return undefined;
}

/** Methods that only compute from what they are called on. */
const computing = new Set([
  ...[
    'concat',
    'entries',
    'filter',
    'flat',
    'flatMap',
    'freeze',
    'from',
    'fromEntries',
    'join',
    'keys',
    'map',
    'of',
  ],
  ...['replace', 'replaceAll', 'slice', 'split', 'toLowerCase', 'toSorted', 'toUpperCase', 'trim', 'values'],
]);
const constants = new Set(['Map', 'Set', 'RegExp', 'TextEncoder', 'TextDecoder']);

/** Whether evaluating this at import time only makes a constant. */
function isInert(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return true;
  if (ts.isAwaitExpression(node) || ts.isTaggedTemplateExpression(node)) return false;
  if (ts.isNewExpression(node)) {
    if (!ts.isIdentifier(node.expression) || !constants.has(node.expression.text)) return false;
  }
  if (ts.isCallExpression(node)) {
    const called = node.expression;
    // A function by its bare name is one of ours: it can only compute, because the world is out of its reach too.
    const allowed = ts.isPropertyAccessExpression(called)
      ? computing.has(called.name.text)
      : ts.isIdentifier(called);
    if (!allowed) return false;
  }
  return ts.forEachChild(node, (child) => (isInert(child) ? undefined : true)) !== true;
}

/** A module-level container without content is there to be filled later: state that outlives a run. */
function isEmptyContainer(node: ts.Expression | undefined): boolean {
  if (!node) return false;
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  return (
    ts.isNewExpression(node) &&
    !node.arguments?.length &&
    /^(Weak)?(Map|Set)$/.test(node.expression.getText())
  );
}

function topLevelFault(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) {
    if (!(statement.declarationList.flags & ts.NodeFlags.Const)) return 'keeps a variable for the module';
    const initializers = statement.declarationList.declarations.map(({ initializer }) => initializer);
    if (initializers.some(isEmptyContainer)) return 'keeps a container for the module to fill';
    return initializers.every((made) => !made || isInert(made)) ? undefined : 'does something at import time';
  }
  const declares =
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return declares ? undefined : 'does something at import time';
}

function findTopLevel(module: Module): readonly Violation[] {
  if (entries.includes(module.room)) return [];
  return module.source.statements.flatMap((statement) => {
    const what = topLevelFault(statement);
    return what === undefined ? [] : [violation(module, statement, what)];
  });
}

export const effectChecks: readonly Check[] = [
  {
    rule: 'the environment, the clock, timers, chance and the network are reached only from platform/ and the entries',
    find: inEachModule(findWorldly),
    breaches: [
      { 'settings/parse.ts': "export const read = () => process.env['INPUT_CA'];" },
      { 'run.ts': 'export function run() { process.exit(1); }' },
      { 'cli-flags.ts': 'export const flags = () => process.argv.slice(2);' },
      { 'acme/session.ts': 'export const at = () => Date.now();' },
      { 'acme/session.ts': 'export const at = () => new Date();' },
      { 'base/bound.ts': 'export const wait = () => setTimeout(() => undefined, 5);' },
      { 'base/retry.ts': 'export const jitter = () => Math.random();' },
      { 'acme/transport.ts': 'export const bound = () => AbortSignal.timeout(5);' },
      { 'dns/zone.ts': "export const get = () => fetch('https://example.com');" },
      { 'dns/zone.ts': "export const get = () => globalThis['fetch'];" },
    ],
    allowed: [
      { 'platform/system.ts': 'export const now = () => Date.now();' },
      { 'main.ts': 'process.exitCode = 1;' },
      { 'report/summary.ts': 'export const day = (ms: number) => new Date(ms).toISOString();' },
      { 'dns/provider.ts': 'export const start = (ports: { process: string }) => ports.process;' },
    ],
  },
  {
    rule: 'plan/, report/ and settings/ never wait',
    find: inEachModule((module) =>
      ['plan', 'report', 'settings'].includes(module.room) ? nodesOf(module, waiting) : [],
    ),
    breaches: [
      { 'plan/due.ts': 'export async function due() {}' },
      { 'report/summary.ts': 'export const later = () => Promise.resolve(1);' },
    ],
    allowed: [{ 'dns/zone.ts': 'export async function zoneOf(signal: AbortSignal) { await find(signal); }' }],
  },
  {
    rule: 'no module does anything at import time, or keeps state of its own',
    find: inEachModule(findTopLevel),
    breaches: [
      { 'acme/session.ts': 'start();' },
      { 'acme/session.ts': 'let nonces = 0;' },
      { 'acme/session.ts': 'const cache = new Map<string, string>();' },
      { 'acme/session.ts': 'const seen: string[] = [];' },
      { 'acme/client.ts': "const acme = await import('acme-client');" },
      { 'dns/resolver.ts': 'export const resolver = new Resolver();' },
      { 'state/journal.ts': "const text = fs.readFileSync('journal');" },
      { 'base/bound.ts': 'if (debug) enable();' },
    ],
    allowed: [
      {
        'report/explain.ts':
          "const words = new Map([['a', 1]]); export const names = [...words.keys()].map((n) => n);",
      },
      { 'settings/mode.ts': "import { oneOf } from './words.ts'; const readWord = oneOf(['auto'], []);" },
      { 'main.ts': 'await run();' },
    ],
  },
];
