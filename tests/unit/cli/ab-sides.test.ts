import { expect, test } from '@playwright/test';
import type { Command } from 'commander';
import type { AbFlags } from '../../../src/cli/ab-flags.ts';
import { assertOfKind, sideKindOf, unrecorded } from '../../../src/cli/ab-sides.ts';
import { makeProgram } from '../../../src/cli/program.ts';
import type { TargetDefinition } from '../../../src/targets/definition.ts';

const definition: TargetDefinition = {
  id: 'my-chat',
  url: 'http://127.0.0.1:1',
  options: { rooms: { type: 'number', default: 3, description: 'rooms' } },
};

function parsed(words: string[]): Command {
  const program = makeProgram({ definition, file: 'file:///chat.ts' });
  const command = program.commands.find((each) => each.name() === 'ab');
  if (command === undefined) throw new Error('no ab');
  command.action(() => undefined).parse(words, { from: 'user' });
  return command;
}

function check(words: string[]): string {
  const command = parsed(words);
  const kind = sideKindOf(command.opts<AbFlags>(), definition);
  assertOfKind(kind, command, definition);
  return kind;
}

const chats = ['--a', 'my-chat', '--b', 'my-chat'];
const pages = ['--a', 'http://a', '--b', 'http://b'];
const refs = ['--a-ref', 'main', '--b-ref', 'HEAD', '--serve', 'x'];

test('each kind of side takes its own options', () => {
  expect(check([...chats, '--scenario', 'scroll-history', '--rooms', '4', '--cpu', '1'])).toBe('target');
  expect(check([...pages, '--click', 'button', '--distance', 'end'])).toBe('pages');
  expect(check([...refs, '--click', 'button', '--path', '/c'])).toBe('refs');
});

for (const { words, says } of [
  {
    words: [...chats, '--click', 'a', '--scroll', 'b'],
    says: /--click and --scroll do not go with builds of my-chat in --a and --b.*OPTIONS_CONFLICT/s,
  },
  { words: [...chats, '--build', 'make'], says: /--build does not go with builds of my-chat/ },
  {
    words: [...pages, '--scenario', 'scroll-history', '--messages', '50'],
    says: /--scenario and --messages do not go with two addresses in --a and --b.*OPTIONS_CONFLICT/s,
  },
  { words: [...pages, '--rooms', '4'], says: /--rooms does not go with two addresses/ },
  { words: [...refs, '--messages', '50'], says: /--messages does not go with --a-ref and --b-ref/ },
]) {
  test(`refused: ${words.join(' ')}`, () => {
    expect(() => check(words)).toThrow(says);
  });
}

test('results keep the options of the own kind alone', () => {
  const kept = (kind: Parameters<typeof unrecorded>[0], name: string) =>
    !unrecorded(kind, definition).includes(name);
  expect(['click', 'network', 'rooms', 'scenario'].map((name) => kept('pages', name))).toEqual([
    ...[true, true, false, false],
  ]);
  expect(['click', 'network', 'rooms', 'device'].map((name) => kept('target', name))).toEqual([
    ...[false, true, false, false],
  ]);
});
