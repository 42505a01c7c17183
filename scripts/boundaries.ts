/**
 * `npm run check:boundaries`: finds every import that .ci/boundaries.ts does not allow.
 *
 * It has its own parser because TypeScript 7 has no JavaScript API; tools that need one read no files and
 * pass.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { allowed, exceptions, names, restrictedPackages } from '../.ci/boundaries.ts';
import { checkout } from './step.ts';

interface Import {
  /** As written in the source; of a template with expressions, what comes before the first one. */
  specifier: string;
  /** Whether more follows that is known only when the code runs. */
  open: boolean;
  line: number;
}

/** The text of a literal, or what a template begins with; undefined for other expressions. */
function writtenIn(source: Node | null | undefined): Pick<Import, 'specifier' | 'open'> | undefined {
  if (source?.type === 'Literal' && typeof source.value === 'string') {
    return { specifier: source.value, open: false };
  }
  if (source?.type !== 'TemplateLiteral') return undefined;
  return { specifier: source.quasis[0]?.value.cooked ?? '', open: source.expressions.length > 0 };
}

/** Finds every form of import: statements, `import()`, types, and `new URL(…)` of a worker. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (source: Node | null | undefined, ending = /./): void => {
    const written = writtenIn(source);
    if (source == null || written === undefined) return;
    if (!written.open && !ending.test(written.specifier)) return;
    found.push({ ...written, line: text.slice(0, source.start).split('\n').length });
  };
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
    NewExpression: ({ callee, arguments: [first, base] }) => {
      if (callee.type === 'Identifier' && callee.name === 'URL' && base !== undefined)
        add(first, /\.[jt]sx?$/);
    },
  }).visit(program);
  return found;
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

/** The innermost folder in the list that contains a file, or the file itself where the list has it. */
function folderOf(file: string): string | undefined {
  return Object.keys(allowed)
    .filter((folder) => folder === file || isIn(file, folder))
    .sort((a, b) => b.length - a.length)[0];
}

/** @param open whether `target` is only the beginning of a path: then everything that begins so must be allowed */
function mayImport(from: string, target: string, open: boolean): boolean {
  const list = allowed[from] ?? [];
  const into = folderOf(target);
  const beginning = open ? Object.keys(allowed).filter((folder) => folder.startsWith(target)) : [];
  return [...(into === undefined ? [] : [into]), ...beginning].every(
    (to) => to === from || list.some((each) => each === '*' || each === to),
  );
}

/** The violations of one file, one line for each. */
export function violations(file: string, text: string): string[] {
  const from = folderOf(file);
  if (from === undefined) return [`${file}: Boundary: its folder has no line in .ci/boundaries.ts`];
  const list = allowed[from] ?? [];
  const exception = exceptions[file];
  const imports = importsOf(file, text).filter(({ specifier, open }) => {
    if (specifier.startsWith('.')) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      return !mayImport(from, target, open) && exception?.imports.includes(target) !== true;
    }
    const restricted = restrictedPackages.find((name) => specifier.startsWith(name));
    return (
      restricted !== undefined &&
      !list.includes('*') &&
      !list.some((each) => `${specifier}/`.startsWith(`${each}/`))
    );
  });
  const checked = (exception?.texts ?? []).reduce((rest, excepted) => rest.replace(excepted, ''), text);
  const named = names.filter(
    ({ name, folders }) => name.test(checked) && !folders.some((folder) => isIn(file, folder)),
  );
  return [
    ...imports.map(
      ({ specifier, line }) =>
        `${file}:${line}: Boundary: ${from} may not import ${specifier}; it may import ${list.join(', ') || 'nothing'}`,
    ),
    ...named.map(
      ({ name, folders }) => `${file}: Boundary: only ${folders.join(', ')} may name ${name.source}`,
    ),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.argv[2] ?? checkout;
  const files = globSync(
    ['*.{ts,js}', '{src,fixtures,specs,seed,chat,scripts,bench,tests,examples,bin}/**/*.{ts,tsx,js}'],
    {
      cwd: root,
      exclude: (name) => /(^|\/)(node_modules|dist)$/.test(name),
    },
  );
  const found = files.sort().flatMap((file) => violations(file, readFileSync(path.join(root, file), 'utf8')));
  for (const line of found) console.log(line);
  // A checker that reads nothing must not pass.
  if (files.length === 0) console.log(`Boundary: there is no source in ${root}`);
  else console.log(`${files.length} files, ${found.length} violations`);
  process.exitCode = found.length > 0 || files.length === 0 ? 1 : 0;
}
