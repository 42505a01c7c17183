const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const shortDate = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const longDateWithYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' });

const dayMs = 86_400_000;
const daysAgo = (date: Date, now: Date): number => Math.round((startOfDay(now) - startOfDay(date)) / dayMs);

/** `14:05` */
export function timeOfDay(iso: string): string {
  return clock.format(new Date(iso));
}

/** When the day of a time began in the reader's calendar, ms since the epoch. */
export function startOfDay(date: Date): number {
  return new Date(date).setHours(0, 0, 0, 0);
}

/** `Today`, `Yesterday`, `Monday 3 March`, and with the year where it is another one. */
export function dayName(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? longDate : longDateWithYear).format(date);
}

/** The time of today, the weekday of this week, the date of anything older. */
export function whenShort(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  if (ago <= 0) return clock.format(date);
  return (ago < 7 ? weekday : shortDate).format(date);
}

/** `1:05` from milliseconds. */
export function duration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
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

/** A stable hue (degrees) for what has no colour of its own. */
export function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  // The golden angle keeps neighbours apart.
  return (hash * 137) % 360;
}
