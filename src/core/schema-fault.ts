/** Says in words what a schema refuses, for files that users write. */
import type { z } from 'zod';
import { suggestion } from './suggest.ts';

type Issue = Pick<z.core.$ZodIssue, 'code' | 'message'> & { path: PropertyKey[] };

/** The first fault; of an unknown key with the nearest known one, also within a union. */
export function firstFault(schema: z.ZodType, { issues: [first] }: z.ZodError): string {
  if (first === undefined) return 'the whole: not right';
  const issue = innermost(first);
  const where = issue.path.join('.');
  if (!isUnknownKey(issue)) return `${where || 'the whole'}: ${issue.message}`;
  const [key = ''] = issue.keys;
  const hint = suggestion(key, keysAt(schema, issue.path));
  return `it has an unknown key "${where === '' ? key : `${where}.${key}`}". ${hint}`.trim();
}

function isUnknownKey(issue: Issue): issue is Issue & { keys: string[] } {
  return issue.code === 'unrecognized_keys';
}

/** Of a union the fault of the branch that the value comes nearest to: one with an unknown key, or one within it. */
function innermost(issue: z.core.$ZodIssue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().map(innermost);
  const nearest = inner.find(isUnknownKey) ?? inner.find(({ path }) => path.length > 0);
  return nearest === undefined ? issue : { ...nearest, path: [...issue.path, ...nearest.path] };
}

/** The keys that an object of the schema may have. */
function keysAt(schema: z.ZodType, place: readonly PropertyKey[]): string[] {
  let at: unknown[] = branches(schema);
  for (const step of place) at = at.flatMap((each) => branches(stepped(each, step)));
  return at.flatMap((each) => Object.keys(Object(part(each, 'shape'))));
}

/** The schema of a value in an object, a record or a list. */
function stepped(schema: unknown, step: PropertyKey): unknown {
  return part(part(schema, 'shape'), step) ?? part(schema, 'valueType') ?? part(schema, 'element');
}

/** A schema without what wraps it, or all of a union. */
function branches(schema: unknown): unknown[] {
  const options = part(schema, 'options');
  if (Array.isArray(options)) return options.flatMap(branches);
  const unwrap = part(schema, 'unwrap');
  return typeof unwrap === 'function' && part(schema, 'element') === undefined
    ? branches(unwrap.call(schema))
    : [schema];
}

function part(value: unknown, name: PropertyKey): unknown {
  return Reflect.get(Object(value), name);
}
