/** The size of the waveform of a voice note (CSS px), as the style sheet sets it. */
const width = 144;
const height = 28;
const lowest = 3;

/** The bars of a recording whose loudness is unknown. */
const unknown: readonly number[] = Array.from({ length: 48 }, () => 20);

/** A clip path with one bar for each peak (0 to 100) of a voice note. */
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

/** Rounds to tenths of a pixel: precise enough, and the path stays short. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
