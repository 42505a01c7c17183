/** What the two sides of `ab` are, and which options have a meaning for them. */
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import type { TargetDefinition } from '../targets/definition.ts';
import type { AbFlags } from './ab-flags.ts';
import { areRefs, buildOptionNames } from './ab-refs.ts';
import { isTargetSide, type SideKind } from './ab-targets.ts';
import { pageOptionNames } from './visit-options.ts';

type Definition = Pick<TargetDefinition, 'id' | 'options'>;

/** @throws HarnessError `SIDES_MISSING` */
export function sideKindOf(flags: AbFlags, definition: Definition): SideKind {
  if (areRefs(flags)) return 'refs';
  return [flags.a, flags.b].some((side) => isTargetSide(side ?? '', definition)) ? 'target' : 'pages';
}

/**
 * Refuses options that would be ignored, because they belong to sides of another kind.
 *
 * @throws HarnessError `OPTIONS_CONFLICT`
 */
export function assertOfKind(kind: SideKind, command: Command, definition: Definition): void {
  const foreign = foreignTo(kind, definition);
  const given = command.options
    .filter((option) => foreign.includes(option.attributeName()))
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .map(({ long }) => long);
  if (given.length === 0) return;
  const sides = {
    pages: 'two addresses in --a and --b',
    refs: '--a-ref and --b-ref',
    target: `builds of ${definition.id} in --a and --b`,
  };
  const words = given.join(' and ');
  const [does, it] = given.length === 1 ? ['does', 'it'] : ['do', 'them'];
  throw new HarnessError(
    'OPTIONS_CONFLICT',
    `${words} ${does} not go with ${sides[kind]}: the comparison would ignore ${it}.`,
    `Leave ${it} out, or compare others: "backscroll ab --help" says which options each kind of side has.`,
  );
}

function foreignTo(kind: SideKind, { options = {} }: Definition): readonly string[] {
  const ofTarget = ['target', 'scenario', 'messages', ...Object.keys(options)];
  switch (kind) {
    case 'pages':
      return [...ofTarget, ...buildOptionNames];
    case 'refs':
      return ofTarget;
    case 'target':
      return [...pageOptionNames, ...buildOptionNames];
    default:
      throw new RangeError(`unknown sides ${kind satisfies never}`);
  }
}

/** Flags that results do not keep as they are: those of other sides, and those that the sides tell themselves. */
export function unrecorded(kind: SideKind, definition: Definition): string[] {
  const ofSides = ['a', 'b', 'serve', 'json', 'target', ...buildOptionNames];
  // The screen of a page, by its name in results.
  const ofPages = kind === 'target' ? ['device'] : [];
  return [...ofSides, ...ofPages, ...foreignTo(kind, definition), ...Object.keys(definition.options ?? {})];
}
