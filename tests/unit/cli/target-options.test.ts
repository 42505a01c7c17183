import { expect, test } from '@playwright/test';
import { Command } from 'commander';
import { makeProgram } from '../../../src/cli/program.ts';
import { addTargetOptions, optionExample, targetOptionsOf } from '../../../src/cli/target.ts';
import type { TargetDefinition, TargetOption } from '../../../src/targets/definition.ts';

const chatWith = (options: Record<string, TargetOption>): TargetDefinition => ({
  id: 'my-chat',
  url: 'http://127.0.0.1:1',
  options,
});
const loaded = (options: Record<string, TargetOption>) => ({
  definition: chatWith(options),
  file: 'file:///chat.ts',
});

const size: TargetOption = {
  ...{ type: 'string', default: 'huge', choices: ['tiny', 'huge'], description: 'rooms' },
};

test('an option of a target may have the name of one of the default target', () => {
  const command = addTargetOptions(new Command('run'), loaded({ size }));
  command.parse(['--size', 'tiny'], { from: 'user' });
  expect(targetOptionsOf(chatWith({ size }), command.opts())).toEqual({ size: 'tiny' });
  expect(() => targetOptionsOf(chatWith({ size }), { size: 'tny' })).toThrow(
    /There is no size "tny"\.\n {2}Did you mean tiny\?.*OPTION_UNKNOWN/s,
  );
  expect(optionExample(chatWith({ size }))).toBe(' --size tiny');
});

test('no help names an option or a fault of another chat', () => {
  let text = '';
  for (const command of makeProgram(loaded({})).commands) {
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  }
  expect(text).toContain('backscroll run --quick');
  expect(text).not.toMatch(/--size\b|--data-seed|no-virtualization|reference-chat/);
});

test('an option that a command has already is refused by its name', () => {
  const seed: TargetOption = { type: 'number', default: 1, description: 'of the data' };
  expect(() => makeProgram(loaded({ seed }))).toThrow(
    /its option "seed" has the name of the option --seed of "run".*TARGET_MODULE_INVALID/s,
  );
});
