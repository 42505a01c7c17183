/** The target of a command: which one it is, its own options, and what it makes ready. */
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { kebab } from '../core/format.ts';
import type { TargetDefinition } from '../targets/definition.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { prepareTarget, type TargetSurroundings } from '../targets/start-target.ts';
import { stateFolder } from './folders.ts';
import { addConfig, known, list, whole } from './options.ts';
import type { Logger } from './terminal.ts';

const flag = '--target';

/** What a command line gives a flag, before it is parsed: a target has options of its own. */
export function valueIn(words: readonly string[], flag: string): string | undefined {
  const at = words.indexOf(flag);
  if (at >= 0) return words[at + 1];
  return words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

export interface TargetFlags {
  target?: string;
  config?: string;
  defect?: string[];
}

/**
 * Adds the target, and what it offers: after all other options, so that a clash of names is the target's.
 *
 * @param withDefects false where each side names its own
 * @throws HarnessError `TARGET_MODULE_INVALID` where one of its options has the name of another
 */
export function addTargetOptions(
  command: Command,
  { definition }: LoadedTarget,
  withDefects = true,
): Command {
  const { id, defectIds = [], options = {} } = definition;
  command.option(
    `${flag} <module>`,
    `your own chat: a file or package that says what it is (default: ${id})`,
  );
  addConfig(command);
  if (withDefects && defectIds.length > 0)
    command.option('--defect <list>', `plant faults in ${id}: ${defectIds.join(', ')}`, list);
  for (const [name, each] of Object.entries(options)) {
    assertFree(command, name, id);
    const choices = each.choices === undefined ? '' : `: ${each.choices.join(', ')}`;
    const words = [
      `--${kebab(name)} <${each.type === 'number' ? 'n' : name}>`,
      `${each.description}${choices}`,
    ] as const;
    if (each.type === 'number') command.option(...words, whole, each.default);
    else command.option(...words, each.default);
  }
  return command;
}

function assertFree(command: Command, name: string, id: string): void {
  const long = `--${kebab(name)}`;
  if (!command.options.some((each) => each.long === long || each.attributeName() === name)) return;
  throw new HarnessError(
    'TARGET_MODULE_INVALID',
    `The target ${id} cannot be used: its option "${name}" has the name of the option ${long} of "${command.name()}".`,
    'Give it another name in the options of the target.',
  );
}

/** An example of one of its own options for a help, ` --size small`; nothing without a choice. */
export function optionExample({ options = {} }: TargetDefinition): string {
  const [found] = Object.entries(options).flatMap(([name, { choices }]) =>
    choices?.[0] === undefined ? [] : [` --${kebab(name)} ${choices[0]}`],
  );
  return found ?? '';
}

/** The values of the target's own options. @throws HarnessError `OPTION_UNKNOWN` where one is none of its choices */
export function targetOptionsOf(
  { options = {} }: TargetDefinition,
  flags: object,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { choices, default: usual }]) => {
      const value: unknown = Reflect.get(flags, name) ?? usual;
      if (choices !== undefined) known('option', String(value), choices, kebab(name));
      return [name, typeof value === 'number' ? value : String(value)];
    }),
  );
}

/** The faults that are to be planted. @throws HarnessError `DEFECT_UNKNOWN` */
export function defectsOf({ defectIds = [] }: TargetDefinition, { defect = [] }: TargetFlags): string[] {
  for (const each of defect) known('defect', each, defectIds);
  return defect;
}

/** Where a target is made ready by a command. */
export function surroundingsOf(logger: Logger, options: Record<string, string | number>): TargetSurroundings {
  return {
    options,
    directory: stateFolder(),
    environment: process.env,
    say: (line) => logger.say(`  ${line}`),
    progress: (line) => logger.progress(line),
  };
}

/** Makes the target ready, and says what came of it. @throws whatever the target throws */
export function prepareTargetLogged(
  logger: Logger,
  target: LoadedTarget,
  options: Record<string, string | number>,
): ReturnType<typeof prepareTarget> {
  return logger.timed(
    'Chat',
    () => prepareTarget(target, surroundingsOf(logger, options)),
    ({ summary }) => summary,
  );
}
