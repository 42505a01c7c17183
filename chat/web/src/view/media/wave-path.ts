/** The waveform of a voice note (CSS px), as the style sheet sets it. */
const width = 144;
const height = 28;
const lowest = 3;

/** What a recording looks like of which the loudness is not known. */
const unknown: readonly number[] = Array.from({ length: 48 }, () => 20);

/** Bars for the loudness (0 to 100) of a voice note over its length, as a path to cut the waveform out with. */
export function wavePath(peaks: readonly number[] | null): string {
  const known = peaks === null || peaks.length === 0 ? unknown : peaks;
  const step = width / known.length;
  const bar = round(step * 0.65);
  return known
    .map((peak, index) => {
      const tall = round(Math.max(lowest, (peak / 100) * height));
      return `M${round(index * step)} ${round((height - tall) / 2)}h${bar}v${tall}h-${bar}z`;
    })
    .join('');
}

/** Tenths of a pixel are fine enough, and keep the path short. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
