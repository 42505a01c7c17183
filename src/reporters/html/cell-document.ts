import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { trafficOf } from '../../core/results/traffic-account.ts';
import { cellCharts } from '../charts/pictures.ts';
import {
  culpritTable,
  failedIterations,
  invalidIterations,
  iterationsText,
  metricTable,
  missingFigures,
  p99Note,
  sampleSizes,
  verdictTable,
} from '../figures.ts';
import { sentence } from '../headline.ts';
import { judgedOf, statusSign } from '../judged.ts';
import { momentTable } from '../moments.ts';
import { countTable, latencyTable, trafficAbsence, trafficNotes } from '../traffic.ts';
import { verificationTable } from '../verification.ts';
import { workNotes, workTable } from '../work.ts';
import { style } from './cell-style.ts';
import { inWords, statusText } from './cell-words.ts';
import { configurationTable } from './configuration.ts';
import { htmlDocument, htmlList, htmlSection, htmlTable } from './html.ts';
import { Markup, markup } from './markup.ts';

/**
 * A page for one cell, for people: verdict in words, pictures, every figure, load, verification and the
 * iterations that do not count. It is self-contained and runs no script.
 *
 * @param results of the run so far; other cells are used for growth only
 */
export function cellHtml(cell: Cell, results: Results): string {
  return htmlDocument(
    { title: `${statusText(cell)}: ${cellName(cell)}`, style: style },
    markup`<main>
${cellParts(cell, results, { besideFiles: false })}
${htmlSection('Configuration of the run', [htmlTable(configurationTable(results))])}
</main>`,
  );
}

/**
 * The content about a cell, for its own page or the page of its run.
 *
 * @param besideFiles whether the page lies in the folder of the run, so that it can show and link its files
 */
export function cellParts(cell: Cell, results: Results, { besideFiles }: { besideFiles: boolean }): Markup {
  return markup`${header(cell, results)}
${htmlSection('Verdicts', [verdicts(cell, results)])}
${htmlSection('Pictures', pictures(cell, results, besideFiles))}
${htmlSection('Figures', figures(cell, results))}
${htmlSection('Long frames', [htmlTable(culpritTable(cell))])}
${htmlSection('Worst moments', [besideFiles ? image(cell, 'worst-moments') : markup``, htmlTable(momentTable(cell))])}
${htmlSection('Work of the main thread', work(cell))}
${htmlSection('Traffic', traffic(cell))}
${htmlSection('Verification', [htmlTable(verificationTable(cell))])}
${htmlSection('Failures of the page', [htmlTable(failedIterations(cell))])}
${htmlSection('Iterations that do not count', [htmlTable(invalidIterations(cell))])}
${htmlSection('Findings', [findings(cell)])}
${htmlSection('Files', [besideFiles ? linkedFiles(cell) : artifacts(cell)])}`;
}

function header(cell: Cell, results: Results): Markup {
  const facts = [
    ...Object.entries(cell.params).map(([name, value]) => `${name} ${value}`),
    cell.profile,
    ...(cell.arm === 'default' ? [] : [`arm ${cell.arm}`]),
    ...(cell.dataset === null ? [] : [`data set ${cell.dataset}`]),
    ...cell.defects.map((defect) => `planted defect: ${defect}`),
    ...(cell.classification === null ? [] : [cell.classification]),
    iterationsText(cell),
  ];
  const status = cell.verdict ?? 'none';
  const sign = cell.verdict === null ? '·' : statusSign[cell.verdict];
  const troubles = [
    ...(cell.error === null ? [] : [`Ended early: ${sentence(cell.error)}`]),
    ...(cell.invalid === null ? [] : [`No timing figure of this cell counts: ${sentence(cell.invalid)}`]),
  ];
  return markup`<header class="${status}">
<p class="badge"><span aria-hidden="true">${sign}</span> ${statusText(cell)}</p>
<h1>${cell.title}</h1>
<p class="lead">${inWords(cell, results)}</p>
<ul class="facts">${facts.map((fact) => markup`<li>${fact}</li>`)}</ul>
${troubles.map((trouble) => markup`<p class="trouble">${trouble}</p>\n`)}</header>`;
}

function verdicts(cell: Cell, { metrics }: Results): Markup {
  const judged = judgedOf(cell, metrics);
  return htmlTable(verdictTable(judged, { withCell: false }), (row) => judged[row]?.verdict.status ?? '');
}

/** The filmstrip first: the frames below it have the same axis. */
function pictures(cell: Cell, results: Results, besideFiles: boolean): Markup[] {
  const figure = ({ name, caption, svg }: ReturnType<typeof cellCharts>[number]) =>
    markup`<figure class="${name.startsWith('growth-') ? 'half' : 'wide'}"><div class="scroll" tabindex="0">${new Markup(svg)}</div><figcaption>${caption}</figcaption></figure>\n`;
  const film = besideFiles ? markup`${image(cell, 'filmstrip')}${image(cell, 'blank-time')}` : markup``;
  const figures = cellCharts(cell, results).map(figure);
  return [film, figures.length === 0 ? markup`` : markup`<div class="pictures">${figures}</div>`];
}

/** A picture among the files of a cell; empty when it has none of this name. */
function image({ artifacts: files }: Cell, wanted: string): Markup {
  return markup`${files
    .filter(({ name, contentType }) => name === wanted && contentType.startsWith('image/'))
    .map(
      ({ name, path }) => markup`<div class="scroll" tabindex="0"><img src="${path}" alt="${name}"></div>\n`,
    )}`;
}

function figures(cell: Cell, { metrics }: Results): Markup[] {
  const missing = missingFigures(cell, metrics).map(
    ({ reason, titles }) => `Unavailable, ${reason}: ${titles.join(', ')}.`,
  );
  return [htmlTable(metricTable(cell, metrics)), htmlList([...missing, ...p99Note(sampleSizes(cell))])];
}

function work({ iterations }: Cell): Markup[] {
  const recorded = iterations.findLast((each) => each.work !== undefined)?.work;
  if (recorded === undefined) return [];
  return [htmlTable(workTable(recorded)), htmlList(workNotes(recorded))];
}

function traffic(cell: Cell): Markup[] {
  if (cell.traffic === null) return trafficAbsence(cell).map((text) => markup`<p>${text}.</p>`);
  const account = trafficOf(cell);
  if (account === undefined) return [markup`<p>The account of the load generator cannot be read.</p>`];
  return [
    markup`<p>Plan: ${account.plan}</p>\n`,
    htmlTable(countTable(account)),
    htmlTable(latencyTable(account)),
    htmlList(trafficNotes(account)),
  ];
}

function findings({ findings: found }: Cell): Markup {
  return htmlList(
    found.map(
      ({ severity, title, evidence, cause, remedy }) =>
        markup`<strong>${severity}: ${title}</strong> ${sentence(evidence)} Likely cause: ${sentence(cause)} What to do: ${sentence(remedy)}`,
    ),
  );
}

/**
 * Names and paths, no links: a report viewer shows this page from memory, where relative links do not work.
 */
function artifacts({ artifacts: files }: Cell): Markup {
  const list = htmlList(files.map(({ name, path }) => markup`${name} <code>${path}</code>`));
  return list.text === '' ? list : markup`<p>In the folder of the run:</p>\n${list}`;
}

/** Links to the files. */
function linkedFiles({ artifacts: files }: Cell): Markup {
  return htmlList(files.map(({ name, path }) => markup`<a href="${path}">${name}</a>`));
}
