import { closest, distance } from 'fastest-levenshtein';

/**
 * "Did you mean …? " when one of the names is near to what was typed, else nothing.
 *
 * A common beginning counts for more than the edit distance, as in Jaro-Winkler's measure: `lite` suggests
 * `light`, although `none` is as few edits away.
 */
export function suggestion(typed: string, names: readonly string[]): string {
  const text = typed.toLowerCase();
  const alike = names.filter((name) => commonStart(text, name.toLowerCase()) >= 2);
  const near = nearest(text, alike, 3) ?? nearest(text, names, 2);
  return near === undefined ? '' : `Did you mean ${near}? `;
}

/** The nearest name that is at most `edits` edits away, or a third of a long name. */
function nearest(text: string, names: readonly string[], edits: number): string | undefined {
  if (names.length === 0) return undefined;
  const near = closest(text, [...names]);
  return distance(text, near.toLowerCase()) <= Math.max(edits, near.length / 3) ? near : undefined;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
