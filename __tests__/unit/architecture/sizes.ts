import ts from 'typescript';
import { inEachModule, violation, walk, type Check, type Module, type Violation } from './tree.ts';

const fileCap = 300;
const functionCap = 60;

/** Names that say nothing of what is inside. */
const emptyWords = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'manager',
  'misc',
  'lib',
  'shared',
  'stuff',
];

function linesOf(node: ts.Node, source: ts.SourceFile): number {
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.getEnd()) - lineAt(node.getStart(source)) + 1;
}

function findLongFunctions(module: Module): readonly Violation[] {
  const found: Violation[] = [];
  // The story is told on one screen, and a screen has less than the cap.
  const cap = module.path === 'run.ts' ? functionCap - 1 : functionCap;
  walk(module.source, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const lines = linesOf(node, module.source);
    if (lines > cap) found.push(violation(module, node, `has a function of ${lines} lines, cap ${cap}`));
  });
  return found;
}

const lines = (count: number) => '\n'.repeat(count);

export const sizeChecks: readonly Check[] = [
  {
    rule: `no file is longer than ${fileCap} lines`,
    find: inEachModule((module) => {
      const count = module.source.text.trimEnd().split('\n').length;
      return count > fileCap ? [violation(module, module.source, `has ${count} lines`)] : [];
    }),
    breaches: [{ 'dns/zone.ts': `export const a = 1;${lines(300)}export const b = 2;` }],
    allowed: [{ 'dns/zone.ts': `export const a = 1;${lines(299)}export const b = 2;` }],
  },
  {
    rule: `no function is longer than ${functionCap} lines, and the story in run.ts is shorter`,
    find: inEachModule(findLongFunctions),
    breaches: [
      { 'dns/zone.ts': `export function f() {${lines(60)}}` },
      { 'dns/zone.ts': `export const f = { g() {${lines(60)}} };` },
      { 'run.ts': `export function run() {${lines(59)}}` },
    ],
    allowed: [{ 'dns/zone.ts': `export function f() {${lines(59)}}` }],
  },
  {
    rule: 'no file or folder has a name that says nothing',
    find: inEachModule((module) => {
      const words = module.path.replace(/\.ts$/, '').split(/[/-]/);
      const empty = words.filter((word) => emptyWords.includes(word));
      return empty.map((word) => violation(module, module.source, `is called ${word}`));
    }),
    breaches: [
      { 'utils/text.ts': 'export const a = 1;' },
      { 'dns/helpers.ts': 'export const a = 1;' },
      { 'acme/order-manager.ts': 'export const a = 1;' },
    ],
    allowed: [{ 'dns/commonname.ts': 'export const a = 1;' }],
  },
];
