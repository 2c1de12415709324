import ts from 'typescript';
import {
  inEachModule,
  isRead,
  violation,
  walk,
  type Check,
  type Module,
  type Tree,
  type Violation,
} from './tree.ts';

const bounds = ['AbortSignal', 'Bound', 'Budget'];

interface Exported {
  module: Module;
  name: string;
  code: ts.SignatureDeclaration;
}

/** Every function that another module can call: functions, arrows in constants, public methods, contracts' methods. */
function exportedFunctions(module: Module): readonly Exported[] {
  const isExported = (node: ts.Statement) =>
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return module.source.statements.filter(isExported).flatMap((statement): Exported[] => {
    if (ts.isFunctionDeclaration(statement)) {
      return [{ module, name: statement.name?.text ?? 'default', code: statement }];
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
        initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
          ? [{ module, name: name.getText(), code: initializer }]
          : [],
      );
    }
    if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return [];
    return [...statement.members]
      .filter((member) => ts.isMethodDeclaration(member) || ts.isMethodSignature(member))
      .filter(({ name }) => !ts.isPrivateIdentifier(name))
      .map((code) => ({ module, name: code.name.getText(), code }));
  });
}

function waits(code: ts.SignatureDeclaration): boolean {
  const isAsync = (ts.canHaveModifiers(code) && ts.getModifiers(code)?.some(isAsyncKeyword)) === true;
  return isAsync || typeName(code.type) === 'Promise';
}

function isAsyncKeyword({ kind }: ts.ModifierLike): boolean {
  return kind === ts.SyntaxKind.AsyncKeyword;
}

function typeName(type: ts.TypeNode | undefined): string | undefined {
  if (!type) return undefined;
  if (ts.isTypeReferenceNode(type)) return type.typeName.getText();
  if (ts.isUnionTypeNode(type)) return type.types.map(typeName).find((name) => bounds.includes(name ?? ''));
  return undefined;
}

/** A signal, a bound, an object that holds one, or work of the caller's that brings its own. */
function bringsBound(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): boolean {
  const { type } = parameter;
  if (!type) return false;
  if (bounds.includes(typeName(type) ?? '')) return true;
  if (ts.isFunctionTypeNode(type)) return typeName(type.type) === 'Promise';
  return checker
    .getTypeAtLocation(parameter)
    .getProperties()
    .flatMap(({ declarations }) => declarations ?? [])
    .some((held) => ts.isPropertySignature(held) && bounds.includes(typeName(held.type) ?? ''));
}

/** Whether all it waits for is its own code being loaded: no one outside can make that last. */
function onlyLoads(code: ts.SignatureDeclaration): boolean {
  const awaited: ts.Expression[] = [];
  walk(code, (node) => {
    if (ts.isAwaitExpression(node)) awaited.push(node.expression);
  });
  const isImport = (waitedFor: ts.Expression) =>
    ts.isCallExpression(waitedFor) && waitedFor.expression.kind === ts.SyntaxKind.ImportKeyword;
  return awaited.length > 0 && awaited.every(isImport);
}

function findUnbounded({ modules, checker }: Tree): readonly Violation[] {
  return modules
    .filter(({ room }) => !['platform', 'main', 'post', 'cli'].includes(room))
    .flatMap(exportedFunctions)
    .filter(
      ({ code }) =>
        waits(code) &&
        !onlyLoads(code) &&
        !code.parameters.some((parameter) => bringsBound(parameter, checker)),
    )
    .map(({ module, name, code }) => violation(module, code, `${name} waits without a signal or a Bound`));
}

function uses(block: ts.Node, name: string): boolean {
  let found = false;
  walk(block, (node) => {
    if (isRead(node) && node.text === name) found = true;
  });
  return found;
}

function throws(block: ts.Node): boolean {
  let found = false;
  walk(block, (node) => {
    if (ts.isThrowStatement(node)) found = true;
  });
  return found;
}

function swallowFault(node: ts.Node): string | undefined {
  if (ts.isCatchClause(node)) {
    if (node.block.statements.length === 0) return 'has an empty catch';
    const name = node.variableDeclaration?.name.getText();
    const used = name === undefined ? throws(node.block) : uses(node.block, name);
    return used ? undefined : 'catches an error and neither uses it nor throws';
  }
  const isCatchCall =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'catch';
  const handler = isCatchCall ? node.arguments[0] : undefined;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return undefined;
  const error = handler.parameters[0]?.name.getText();
  const used = error === undefined ? throws(handler.body) : uses(handler, error);
  return used ? undefined : 'gives catch() a handler that neither uses the error nor throws';
}

export const functionChecks: readonly Check[] = [
  {
    rule: 'every exported function that waits takes a signal or a Bound',
    find: findUnbounded,
    breaches: [
      { 'dns/zone.ts': 'export async function findZone(name: string) {}' },
      { 'dns/zone.ts': 'export function findZone(name: string): Promise<string> { return look(name); }' },
      {
        'dns/zone.ts':
          "export async function find() { const { ask } = await import('./ask.ts'); await ask(); }",
      },
      { 'dns/zone.ts': 'export const findZone = async (name: string) => name;' },
      { 'acme/session.ts': 'export class Session { async post(url: string) {} }' },
      { 'dns/provider.ts': 'export interface DnsProvider { present(record: string): Promise<void> }' },
      { 'run.ts': 'interface Ports { log: Log } export async function run(ports: Ports) {}' },
    ],
    allowed: [
      { 'dns/zone.ts': 'export async function findZone(name: string, signal: AbortSignal) {}' },
      {
        'base/bound.ts': 'export interface Bound { signal: AbortSignal }',
        'base/retry.ts': "import type { Bound } from './bound.ts'; export interface Options { bound: Bound }",
        'dns/zone.ts':
          "import type { Options } from '../base/retry.ts'; export async function find(options: Omit2 & Options) {} type Omit2 = object;",
      },
      { 'base/parallel.ts': 'export async function each<T>(work: (item: T) => Promise<T>) {}' },
      { 'dns/zone.ts': 'async function inner(name: string) {}' },
      { 'certificate/x509.ts': "export async function load() { return await import('@peculiar/x509'); }" },
    ],
  },
  {
    rule: 'no catch swallows an error',
    find: inEachModule((module) => {
      const found: Violation[] = [];
      walk(module.source, (node) => {
        const what = swallowFault(node);
        if (what !== undefined) found.push(violation(module, node, what));
      });
      return found;
    }),
    breaches: [
      { 'dns/zone.ts': 'export function f() { try { g(); } catch {} }' },
      { 'dns/zone.ts': 'export function f() { try { g(); } catch { return undefined; } }' },
      { 'dns/zone.ts': 'export function f() { try { g(); } catch (error) { return { error: 1 }; } }' },
      { 'dns/zone.ts': 'export const f = () => g().catch(() => undefined);' },
    ],
    allowed: [
      {
        'dns/zone.ts':
          "export function f() { try { g(); } catch (error) { throw new Error('g', { cause: error }); } }",
      },
      { 'dns/zone.ts': 'export const f = () => g().catch((error: unknown) => tell(error));' },
    ],
  },
];
