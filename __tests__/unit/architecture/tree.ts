import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** Text by path relative to src/: what is on disk, or what a test plants. */
export type Files = Readonly<Record<string, string>>;

export interface Module {
  path: string;
  /** The first folder, or the file's own name in src/ itself: `dns`, `run`. */
  room: string;
  source: ts.SourceFile;
  imports: readonly Import[];
}

export interface Import {
  specifier: string;
  /** The module of ours that is meant, as a path relative to src/. */
  target: string | undefined;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** The names it brings in; empty for `import()` and namespaces. */
  names: readonly string[];
  node: ts.Node;
}

export interface Tree {
  modules: readonly Module[];
  checker: ts.TypeChecker;
}

export interface Violation {
  path: string;
  line: number;
  what: string;
}

/** An invariant: what it says, how a breach is found, and breaches that have to be found. */
export interface Check {
  rule: string;
  find(tree: Tree): readonly Violation[];
  /** Each is one breach; the paths say in which room. */
  breaches: readonly Files[];
  /** Close to a breach, and allowed. */
  allowed?: readonly Files[];
}

const sourceRoot = join(import.meta.dirname, '../../../src');

export function readSources(): Files {
  const paths = globSync('**/*.ts', { cwd: sourceRoot }).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(sourceRoot, path), 'utf8')]));
}

/** Parses and binds; without the standard library, because names are all that is asked of types. */
export function parseTree(files: Files): Tree {
  const options: ts.CompilerOptions = {
    noLib: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
  };
  const textOf = (path: string) => files[posix.relative('/src', path)];
  const host: ts.CompilerHost = {
    getSourceFile(path, languageVersion) {
      const text = textOf(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true);
    },
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '/src',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
  const paths = Object.keys(files);
  const program = ts.createProgram({ rootNames: paths.map((path) => `/src/${path}`), options, host });
  const modules = paths.map((path) => moduleOf(path, program.getSourceFile(`/src/${path}`)));
  return { modules, checker: program.getTypeChecker() };
}

function moduleOf(path: string, source: ts.SourceFile | undefined): Module {
  if (!source) throw new Error(`${path} was not parsed`);
  const room = path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
  return { path, room, source, imports: importsOf(path, source) };
}

function importsOf(path: string, source: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const add = (node: ts.Node, from: ts.Node | undefined, about: { typeOnly: boolean; names: string[] }) => {
    if (!from || !ts.isStringLiteralLike(from)) return;
    const specifier = from.text;
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier) : undefined;
    imports.push({ specifier, target, node, ...about });
  };
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, boundNames(node.importClause));
    else if (ts.isExportDeclaration(node)) {
      add(
        node,
        node.moduleSpecifier,
        boundNames({ isTypeOnly: node.isTypeOnly, namedBindings: node.exportClause }),
      );
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, { typeOnly: true, names: [] });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], { typeOnly: false, names: [] });
    }
  });
  return imports;
}

interface Clause {
  isTypeOnly: boolean;
  name?: ts.Identifier | undefined;
  namedBindings?: ts.NamedImportBindings | ts.NamedExportBindings | undefined;
}

function boundNames(clause: Clause | undefined): { typeOnly: boolean; names: string[] } {
  const bindings = clause?.namedBindings;
  const named =
    bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? [...bindings.elements] : [];
  const allTypes =
    named.length > 0 && clause?.name === undefined && named.every(({ isTypeOnly }) => isTypeOnly);
  return {
    typeOnly: clause?.isTypeOnly === true || allTypes,
    names: named.map(({ name, propertyName }) => (propertyName ?? name).text),
  };
}

/** Calls back for each node below `node`, in the order of the text. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    walk(child, visit);
  });
}

export function violation(module: Module, node: ts.Node, what: string): Violation {
  const { line } = module.source.getLineAndCharacterOfPosition(node.getStart(module.source));
  return { path: module.path, line: line + 1, what };
}

/** A check that looks at one module at a time. */
export function inEachModule(find: (module: Module) => readonly Violation[]): Check['find'] {
  return ({ modules }) => modules.flatMap((module) => find(module));
}

/** The code that `node` has as a value: a name that is read, not one that is declared or follows a dot. */
export function isRead(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  return ts.isShorthandPropertyAssignment(parent) || !('name' in parent) || parent.name !== node;
}

export const entries = ['main', 'post', 'cli'];
