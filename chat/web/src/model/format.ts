import { hasDefect } from './defects.ts';
import { slowTimeOfDay } from './slow-format.ts';

/**
 * Formats without `Intl.DateTimeFormat`: the first one of a page takes 15 ms on a fast computer and 200 ms on
 * a slow phone, before the first paint.
 */
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const twoDigits = (count: number): string => String(count).padStart(2, '0');
const clock = (date: Date): string => `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
const weekday = (date: Date): string => weekdays[date.getDay()] ?? '';
const monthAndDay = (date: Date): string => `${months[date.getMonth()]} ${date.getDate()}`;

const dayMs = 86_400_000;
const daysAgo = (date: Date, now: Date): number => Math.round((startOfDay(now) - startOfDay(date)) / dayMs);

/** `14:05` */
export const timeOfDay = hasDefect('rerender-all')
  ? slowTimeOfDay
  : (iso: string): string => clock(new Date(iso));

/** The start of a date's day in the reader's time zone, ms since the epoch. */
export function startOfDay(date: Date): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

/** `Today`, `Yesterday`, `Monday, March 3`, or `March 3, 2025` in another year. */
export function dayName(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  return date.getFullYear() === now.getFullYear()
    ? `${weekday(date)}, ${monthAndDay(date)}`
    : `${monthAndDay(date)}, ${date.getFullYear()}`;
}

/** The time for today, the weekday for the last six days, the date for anything older. */
export function whenShort(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  if (ago <= 0) return clock(date);
  return ago < 7 ? weekday(date).slice(0, 3) : `${months[date.getMonth()]?.slice(0, 3)} ${date.getDate()}`;
}

/** `1:05` from milliseconds. */
export function duration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

/** `820 B`, `14 KB`, `2.4 MB` (decimal units). */
export function fileSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 999_500) return `${Math.round(sizeBytes / 1000)} KB`;
  return `${(sizeBytes / 1e6).toFixed(1)} MB`;
}

/** At most two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase();
}

/** A stable hue (degrees) for an item without its own colour. */
export function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  // The golden angle makes the hues of neighbouring hashes differ.
  return (hash * 137) % 360;
}
