import { noFigure } from '../../core/format.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import type { VerdictStatus } from '../../core/results/verdict.ts';
import { metricTable, verdictTable } from '../figures.ts';
import { statusText } from '../html/cell-words.ts';
import { type Markup, markup } from '../html/markup.ts';
import { judgedOf, statusSign } from '../judged.ts';
import type { Table } from '../table.ts';
import { type ColorName, line, rect, svg, text, textWidthPx } from './svg.ts';

const widthPx = 1240;
const leftPx = 16;
const headPx = 100;
const rowPx = 30;
/** Position of each column: right edge of figures, left edge of words. */
const columnPx = [16, 130, 520, 680, 850, 866];
/** Maximum width of the text in each column. */
const roomPx = [110, 230, widthPx, widthPx, widthPx, widthPx - leftPx - 866];

const statusColor: Record<VerdictStatus, ColorName> = {
  invalid: 'muted',
  missed: 'bad',
  inconclusive: 'warn',
  met: 'second',
};

/**
 * The verdicts of a cell as a picture, the worst first, so that a report shows them without a click; without
 * any budget, the figures of the cell.
 *
 * @returns undefined when nothing of the cell was judged or measured
 */
export function verdictPicture(cell: Cell, { metrics }: Pick<Results, 'metrics'>): string | undefined {
  const judged = judgedOf(cell, metrics);
  const { columns, rows } =
    judged.length === 0 ? unjudged(cell, metrics) : verdictTable(judged, { withCell: false });
  if (rows.length === 0) return undefined;
  const heightPx = headPx + rows.length * rowPx + 12;
  const color = cell.verdict === null ? 'muted' : statusColor[cell.verdict];
  const sign = cell.verdict === null ? '·' : statusSign[cell.verdict];
  return svg({ widthPx, heightPx }, `Verdicts of ${cellName(cell)}`, [
    rect(0, 0, 6, heightPx, color),
    text(leftPx, 30, `${sign} ${statusText(cell)}`, { bold: true, sizePx: 18 }),
    text(leftPx, 54, cut(`${cell.title}, ${cell.profile}`, widthPx - 2 * leftPx), { color: 'muted' }),
    markup`${columns.map(({ title, align }, index) => cellText(title, index, headPx - 14, { align, color: 'muted' }))}`,
    ...rows.map((row, index) => {
      const y = headPx + index * rowPx;
      const status = judged[index]?.verdict.status ?? 'inconclusive';
      return markup`${line([leftPx, y - 8], [widthPx - leftPx, y - 8], 'grid')}${row.map((words, column) =>
        cellText(words, column, y + 12, {
          align: columns[column]?.align ?? 'left',
          color: column === 0 ? (status === 'inconclusive' ? 'ink' : statusColor[status]) : 'ink',
        }),
      )}`;
    }),
  ]);
}

/** The figures in the columns of the verdict table, without limits. */
function unjudged(cell: Cell, metrics: Results['metrics']): Table {
  const { columns } = verdictTable([], { withCell: false });
  return {
    columns,
    rows: metricTable(cell, metrics).rows.map(([title = '', n = '', median = '', interval = '']) => [
      '',
      title,
      median,
      interval,
      noFigure,
      `no budget; n = ${n}`,
    ]),
  };
}

function cellText(
  words: string,
  column: number,
  y: number,
  { align, color }: { align: 'left' | 'right'; color: ColorName },
): Markup {
  const x = columnPx[column] ?? leftPx;
  const anchor = align === 'right' ? 'end' : 'start';
  return text(x, y, cut(words, roomPx[column] ?? widthPx), { anchor, color, sizePx: 13 });
}

/**
 * Pictures do not wrap: a text that does not fit ends in an ellipsis; the page of the cell has the full text.
 */
function cut(words: string, room: number): string {
  const wide = textWidthPx(words, 13);
  if (wide <= room) return words;
  const kept = Math.floor((room / wide) * words.length) - 1;
  return `${words.slice(0, kept)}…`;
}
