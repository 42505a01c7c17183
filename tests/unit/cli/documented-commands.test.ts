/** Every command that the docs and the help show is one that the program takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Command } from 'commander';
import { z } from 'zod';
import { makeProgram } from '../../../src/cli/program.ts';
import { loadTarget } from '../../../src/targets/load-target.ts';

const target = await loadTarget(undefined, '.');
const project = new URL('../../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, project), 'utf8');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** What is typed, in blocks and between backticks, without comments and what it is piped into. */
function typed(markdown: string): string[] {
  const joined = markdown.replaceAll(/\\\n\s*/g, ' ');
  const found = joined.matchAll(/(?:^|`|&& )(?:[A-Z_]+=\S+ )?((?:npm run |backscroll )[^`\n]+)/gm);
  return [...found].map(([, line = '']) => line.split(/\s+#\s|\s\|\s/, 1)[0]?.trim() ?? '');
}

/** As a shell splits them. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/** The words after `backscroll`; undefined for an npm script of another kind. */
function argumentsOf(line: string): string[] | undefined {
  const [first, ...rest] = words(line);
  if (first === 'backscroll') return rest;
  const [script = '', ...others] = rest.slice(1).filter((word) => word !== '-s');
  expect(Object.keys(scripts), line).toContain(script);
  const [, own] = /^node src\/cli\/main\.ts ?(.*)$/.exec(scripts[script] ?? '') ?? [];
  return own === undefined ? undefined : [...words(own), ...others.filter((word) => word !== '--')];
}

function commandOf(program: Command, given: readonly string[]): { command: Command; rest: string[] } {
  const [name, ...rest] = given;
  const inner = program.commands.find((each) => each.name() === name);
  return inner === undefined ? { command: program, rest: [...given] } : commandOf(inner, rest);
}

/** Fails as the program itself would: an unknown option, a value that cannot be read, what is required missing. */
function take(line: string): void {
  const given = argumentsOf(line);
  if (given === undefined || given.includes('--help')) return;
  const { command, rest } = commandOf(makeProgram(target), given);
  expect(command.commands.length, `${line}: which command?`).toBe(0);
  const { operands, unknown } = command.parseOptions(rest);
  expect(unknown, line).toEqual([]);
  const required = command.registeredArguments.filter((argument) => argument.required).length;
  expect(operands.length, `${line}: arguments`).toBeGreaterThanOrEqual(required);
  for (const option of command.options.filter(({ mandatory }) => mandatory)) {
    expect(command.getOptionValue(option.attributeName()), `${line}: ${option.long}`).toBeDefined();
  }
}

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs', project)).map((name) => `docs/${name}`),
];

for (const name of documents.filter((each) => each.endsWith('.md'))) {
  test(`${name} shows commands that are there`, () => {
    // Names alone, such as `backscroll ab` in a sentence, say what a thing is called.
    const lines = typed(read(name)).filter(
      (line) => !/^backscroll [a-z]+$|…/.test(line) || line.includes('--'),
    );
    for (const line of lines.filter((each) => !each.includes('<command>'))) take(line);
  });
}

test('the examples of every help are taken', () => {
  const program = makeProgram(target);
  const shown = (command: Command): string[] => {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
    return [...text.matchAll(/^ {2}(backscroll .+)$/gm)].map(([, line = '']) => line);
  };
  const all = program.commands.flatMap((command) => [command, ...command.commands]).flatMap(shown);
  expect(all.length).toBeGreaterThan(20);
  for (const line of all) take(line);
});
