/**
 * Draws self-contained SVGs. Colours are attributes for a light background, so that every viewer shows them;
 * the classes let a page that contains the SVG restyle it, for example for a dark background.
 */
import type { ScaleLinear } from 'd3-scale';
import { type Markup, markup } from '../html/markup.ts';

/** People with colour blindness can distinguish them too, together with height or dash. */
export const colors = {
  paper: '#ffffff',
  ink: '#1f2933',
  muted: '#5f6c7b',
  grid: '#e3e8ee',
  band: '#eef3f9',
  good: '#6aa5cf',
  warn: '#e69f00',
  bad: '#b3261e',
  line: '#2166ac',
  second: '#1b7f5c',
  limit: '#b3261e',
} as const;
export type ColorName = keyof typeof colors;

const fonts = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

/** `class` and attribute that fill with a colour. */
export function fill(name: ColorName): Markup {
  return markup`class="f-${name}" fill="${colors[name]}"`;
}

/** `class` and attributes that draw lines of a colour, without a filling. */
export function stroke(name: ColorName, widthPx = 1): Markup {
  return markup`class="s-${name}" stroke="${colors[name]}" stroke-width="${widthPx}" fill="none"`;
}

export interface Size {
  widthPx: number;
  heightPx: number;
}

/**
 * A whole document.
 *
 * @param title what the picture shows, in words, for those who cannot see it
 */
export function svg({ widthPx, heightPx }: Size, title: string, body: readonly Markup[]): string {
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" role="img" aria-label="${title}" font-family="${fonts}" font-size="14">
<title>${title}</title>
<rect ${fill('paper')} width="${widthPx}" height="${heightPx}"/>
${body}
</svg>
`.text;
}

interface TextStyle {
  color?: ColorName;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  sizePx?: number;
}

/** One line of text; `y` is its base line. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): Markup {
  const { color = 'ink', anchor = 'start', bold = false, sizePx = 14 } = style;
  const weight = bold ? markup` font-weight="600"` : markup``;
  return markup`<text ${fill(color)} x="${x}" y="${y}" text-anchor="${anchor}" font-size="${sizePx}"${weight}>${words}</text>\n`;
}

/** A rectangle filled with a colour, at least half a pixel wide. */
export function rect(x: number, y: number, widthPx: number, heightPx: number, color: ColorName): Markup {
  return markup`<rect ${fill(color)} x="${x}" y="${y}" width="${Math.max(0.5, widthPx)}" height="${heightPx}"/>\n`;
}

/** A straight line. */
export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  color: ColorName,
  { widthPx = 1, dash = '' }: { widthPx?: number; dash?: string } = {},
): Markup {
  const dashed = dash === '' ? markup`` : markup` stroke-dasharray="${dash}"`;
  return markup`<line ${stroke(color, widthPx)} x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"${dashed}/>\n`;
}

/** A path as d3-shape writes it; nothing when there is nothing to draw. */
export function path(d: string | null, style: Markup): Markup {
  return d === null || d === '' ? markup`` : markup`<path ${style} d="${d}"/>\n`;
}

type Scale = ScaleLinear<number, number>;

/** Ticks with numbers along the bottom, grid lines up to `topPx`, and the label of the axis. */
export function bottomAxis(
  scale: Scale,
  { topPx, yPx, label, ticks = 10 }: { topPx: number; yPx: number; label: string; ticks?: number },
): Markup {
  const [startPx = 0, endPx = 0] = scale.range();
  const format = scale.tickFormat(ticks);
  return markup`${scale
    .ticks(ticks)
    .map((tick) => [
      line([scale(tick), topPx], [scale(tick), yPx], 'grid'),
      text(scale(tick), yPx + 18, format(tick), { anchor: 'middle', color: 'muted', sizePx: 13 }),
    ])}${line([startPx, yPx], [endPx, yPx], 'muted')}${text(endPx, yPx + 38, label, { anchor: 'end', color: 'muted', sizePx: 13 })}`;
}

/** Position of a vertical axis, and the format of its ticks. */
interface LeftAxis {
  leftPx: number;
  rightPx: number;
  format: (value: number) => string;
  ticks?: number;
  /** Leave out ticks that are not whole numbers. */
  whole?: boolean;
}

/** Ticks with figures at the left, and grid lines to the right. */
export function leftAxis(
  scale: Scale,
  { leftPx, rightPx, format, ticks = 4, whole = false }: LeftAxis,
): Markup {
  const shown = scale.ticks(ticks).filter((tick) => !whole || Number.isInteger(tick));
  return markup`${shown.map((tick) => [
    line([leftPx, scale(tick)], [rightPx, scale(tick)], 'grid'),
    text(leftPx - 8, scale(tick) + 4, format(tick), { anchor: 'end', color: 'muted', sizePx: 12 }),
  ])}`;
}

/** An entry of a legend: its mark is drawn at `x`, its words after it. */
export function legendEntry(x: number, y: number, words: string, mark: Markup): Markup {
  return markup`<g transform="translate(${x} ${y})">${mark}</g>${text(x + 22, y + 4, words, { sizePx: 13 })}`;
}

/** Approximate width of a text, for the layout: there is no font to measure with. */
export function textWidthPx(words: string, sizePx = 14): number {
  return words.length * sizePx * 0.56;
}
