/**
 * A run as one self-contained page for people: overview by scenario and profile, and every cell on demand.
 */
import { gzipSync } from 'node:zlib';
import { formatCommit, formatDuration, plural } from '../../core/format.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import {
  bottleneckItems,
  bottleneckNotes,
  capacityTable,
  capacityText,
  type Item,
  recommendationItems,
} from '../advice.ts';
import { percentileNotes, percentileTable } from '../charts/percentiles.ts';
import { comparisonHeadline, comparisonNotes, comparisonTable } from '../comparison.ts';
import { verdictTable } from '../figures.ts';
import { headline, sentence, whatToLookAt } from '../headline.ts';
import { judgedIn, judgedOf, limitFigure, observedText, statusSign, statusWord, titleOf } from '../judged.ts';
import { blankTable, growthLawTable, invariantTable, kindText, unreadInvariants } from '../list-audit.ts';
import { resourceNotes, resourceTable } from '../resources.ts';
import type { Table } from '../table.ts';
import { cellParts } from './cell-document.ts';
import { style } from './cell-style.ts';
import { configurationTable } from './configuration.ts';
import { dashboardScript, dashboardStyle } from './dashboard-style.ts';
import { htmlDocument, htmlList, htmlSection, htmlTable } from './html.ts';
import { Markup, markup } from './markup.ts';

/** Rows shown of a table over all cells: beyond that, use the overview and the table of each cell. */
const mostRows = 100;

export interface DashboardOptions {
  /**
   * Number of cells that are written out, the worst first; all others are compressed, and unpacked when they
   * are opened. A single cell is always written out.
   */
  writtenOut?: number;
}

/**
 * The page for the folder of a run: it links the files there, and needs no network.
 *
 * Cells are compressed because a thousand of them, written out, would take seconds to lay out.
 */
export function dashboardHtml(results: Results, { writtenOut = 0 }: DashboardOptions = {}): string {
  const ids = new Map(results.cells.map((cell, index) => [cell, `cell-${index + 1}`]));
  const whole = results.cells.length === 1 ? 1 : writtenOut;
  const shown = new Set(worstFirst(results).slice(0, whole));
  const packed = results.cells.filter((cell) => !shown.has(cell));
  return htmlDocument(
    { title: headline(results), style: style + dashboardStyle },
    markup`<main id="overview">
${header(results)}
${htmlSection('What to do', [items(recommendationItems(results))])}
${comparisons(results)}
${lists(results)}
${overview(results, ids)}
${writtenOut > 0 ? htmlList(notPrinted(packed.length)) : markup``}
${verdicts(results)}
${found(results)}
${[...shown].map((cell) => markup`<div class="cell" id="${ids.get(cell) ?? ''}">${cellParts(cell, results, { besideFiles: true })}</div>`)}
${htmlSection('Configuration of the run', [htmlTable(configurationTable(results))])}
</main>
<main id="opened" hidden><p class="back"><a href="#overview">← All cells</a></p><div class="cell" tabindex="-1"></div></main>
${packed.map((cell) => markup`<script type="application/gzip" id="${ids.get(cell) ?? ''}-packed">${pack(cell, results)}</script>\n`)}
<script>${new Markup(dashboardScript)}</script>`,
  );
}

/** The audited lists; empty in other runs. */
function lists(results: Results): Markup {
  return markup`${(results.lists ?? []).map((audit) => {
    const invariants = invariantTable(audit, results).table;
    const growth = growthLawTable(audit, results).table;
    const blank = blankTable(audit, results);
    return htmlSection(`${kindText[audit.kind].text}: ${audit.name}`, [
      htmlList(audit.reasons),
      ...(invariants.rows.length === 0 ? [] : [htmlTable(invariants)]),
      htmlList(unreadInvariants(audit, results)),
      ...(blank.rows.length === 0 ? [] : [htmlTable(blank)]),
      ...(growth.rows.length === 0 ? [] : [htmlTable(growth)]),
    ]);
  })}`;
}

/** Bottlenecks, capacity, percentiles and resources; empty for a run that measured nothing. */
function found(results: Results): Markup {
  if (results.cells.length === 0) return markup``;
  return markup`${htmlSection('Bottlenecks', [items(bottleneckItems(results)), htmlList(bottleneckNotes(results))])}
${htmlSection('Capacity', [markup`<p>${capacityText(results)}</p>`, ...begun(capacityTable(results))])}
${htmlSection('Percentiles', [...begun(percentileTable(results)), htmlList(percentileNotes(results))])}
${htmlSection('Resources', [htmlTable(resourceTable(results)), htmlList(resourceNotes(results))])}`;
}

/** The first rows of a table over all cells. */
function begun({ columns, rows }: Table): Markup[] {
  const rest = rows.length - mostRows;
  return [
    htmlTable({ columns, rows: rows.slice(0, mostRows) }),
    htmlList(rest > 0 ? [`${plural(rest, 'more row')}, in the cells above.`] : []),
  ];
}

function items(all: readonly Item[]): Markup {
  return htmlList(all.map(({ head, text }) => markup`<strong>${head}</strong>: ${text}`));
}

/** A note for the printed page, where cells cannot be opened. */
function notPrinted(cells: number): string[] {
  return cells === 0
    ? []
    : [`${plural(cells, 'more cell')} stand in the tiles above only; the page of the run has them in full.`];
}

/** Base64 of gzip, which a browser can unpack without a library. */
function pack(cell: Cell, results: Results): string {
  const text = cellParts(cell, results, { besideFiles: true }).text;
  return gzipSync(text).toString('base64');
}

/** Cells with the worst verdicts first, then those without any. */
function worstFirst(results: Results): Cell[] {
  return [...new Set([...judgedIn(results).map(({ cell }) => cell), ...results.cells])];
}

function header(results: Results): Markup {
  const { environment, id, startedAt, finishedAt, verdict, errors, complete } = results;
  const { browser, target } = environment;
  const facts = [
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}`,
    target.database === null ? target.id : `${target.id} on ${target.database}`,
    `${browser.name} ${browser.version}, ${environment.renderer} rendering`,
    `${environment.cpu}, ${plural(environment.cores, 'core')}`,
    `commit ${formatCommit(environment.commit)}`,
    `run ${id}`,
  ];
  const troubles = [
    ...errors.map(sentence),
    ...(complete || errors.length > 0
      ? []
      : ['The run was cut short: this is what it had measured by then.']),
  ];
  return markup`<header class="${verdict ?? 'none'}">
<p class="badge"><span aria-hidden="true">${verdict === null ? '·' : statusSign[verdict]}</span> ${verdict === null ? 'Not judged' : statusWord[verdict]}</p>
<h1>${headline(results)}</h1>
<p class="lead">${whatToLookAt(results)}</p>
<ul class="facts">${facts.map((fact) => markup`<li>${fact}</li>`)}</ul>
${troubles.map((trouble) => markup`<p class="trouble">${trouble}</p>\n`)}</header>`;
}

function comparisons(results: Results): Markup {
  return htmlSection(
    'Comparisons',
    results.comparisons.map(
      (each) =>
        markup`<h3>${comparisonHeadline(each)}</h3>${htmlTable(comparisonTable(each, results.metrics))}${htmlList(comparisonNotes(each, results.metrics))}`,
    ),
  );
}

/** One row per scenario with its parameters, one column per profile. */
function overview(results: Results, ids: ReadonlyMap<Cell, string>): Markup {
  if (results.cells.length < 2) return markup``;
  const profiles = [...new Set(results.cells.map(({ profile }) => profile))];
  const rows = Map.groupBy(results.cells, (cell) => cellName(cell).replace(` ${cell.profile}`, ''));
  const body = [...rows].map(([name, cells]) => {
    const columns = profiles.map((profile) => {
      const own = cells.filter((cell) => cell.profile === profile);
      return markup`<td>${own.map((cell) => tile(cell, results, ids.get(cell) ?? ''))}</td>`;
    });
    return markup`<tr><th scope="row">${name}</th>${columns}</tr>\n`;
  });
  return markup`<section><h2>Cells</h2>
<p class="tools"><label>Show <select id="filter"><option value="">all cells</option><option value="open">what is not met</option></select></label>
<label>with <input id="search" type="search" placeholder="scroll-history"></label></p>
<div class="scroll" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Scenario</th>${profiles.map((profile) => markup`<th scope="col">${profile}</th>`)}</tr></thead>
<tbody>${body}</tbody>
</table></div>
</section>
`;
}

function tile(cell: Cell, results: Results, id: string): Markup {
  const status = cell.error === null ? cell.verdict : 'invalid';
  const word = cell.error !== null ? 'Ended early' : status === null ? 'Not judged' : statusWord[status];
  const [worst] = judgedOf(cell, results.metrics);
  const text =
    worst === undefined ? '' : `${titleOf(worst)}: ${observedText(worst)}, limit ${limitFigure(worst)}`;
  return markup`<a class="tile ${status ?? 'none'}" href="#${id}"><b><span aria-hidden="true">${status === null ? '·' : statusSign[status]}</span> ${word}</b><small>${text}</small></a>`;
}

function verdicts(results: Results): Markup {
  const judged = judgedIn(results);
  const shown = judged.slice(0, mostRows);
  const rest = judged.length - shown.length;
  return htmlSection('Verdicts', [
    htmlTable(
      verdictTable(shown, { withCell: results.cells.length > 1 }),
      (row) => shown[row]?.verdict.status ?? '',
    ),
    htmlList(rest === 0 ? [] : [`${plural(rest, 'more verdict')}, none of them worse, in the cells above.`]),
  ]);
}
