/** What the two sides of `ab` are, and which options results keep of them. */
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
  return [...ofSides, ...foreignTo(kind, definition), ...Object.keys(definition.options ?? {})];
}
