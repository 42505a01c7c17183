import { closest, distance } from 'fastest-levenshtein';

/** "Did you mean …? " when one of the names is near to what was typed, else nothing. */
export function suggestion(typed: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const near = closest(typed, [...names]);
  return distance(typed, near) <= Math.max(2, near.length / 3) ? `Did you mean ${near}? ` : '';
}
