import { formatCommit, formatRange, formatValue, plural } from '../../core/format.ts';
import type { CellTrends, KeptRun, Trend, TrendGroup } from '../../core/judging/history.ts';
import { runScale, trendChart } from '../charts/trend-chart.ts';
import {
  conditionsName,
  dayText,
  environmentName,
  levelsText,
  machinesText,
  shareText,
  stepsIn,
  trendCaution,
  trendHeadline,
} from '../trend-words.ts';
import { style } from './cell-style.ts';
import { htmlDocument } from './html.ts';
import { Markup, markup } from './markup.ts';
import { trendScript, trendStyle } from './trend-style.ts';

/**
 * The history as one self-contained page: what changed, then every metric of every cell over its runs,
 * separately for each environment and data set.
 */
export function trendsHtml(groups: readonly TrendGroup[]): string {
  const ids = new Map(
    groups
      .flatMap(({ cells }) => cells.flatMap(({ trends }) => trends))
      .map((trend, index) => [trend, `t${index}`]),
  );
  return htmlDocument(
    { title: `Trends: ${trendHeadline(groups)}`, style: style + trendStyle },
    markup`<main>
${header(groups, ids)}
${groups.map((group) => groupSection(group, ids))}
</main>
<div id="tip" role="status" hidden></div>
<script type="application/json" id="data">${scriptData(groups, ids)}</script>
<script>${new Markup(trendScript)}</script>`,
  );
}

type Ids = ReadonlyMap<Trend, string>;

function header(groups: readonly TrendGroup[], ids: Ids): Markup {
  const steps = stepsIn(groups);
  const worse = steps.filter(({ step }) => step.change === 'worse').length;
  const status = steps.length === 0 ? 'none' : worse > 0 ? 'missed' : 'met';
  const badge =
    steps.length === 0
      ? 'No change'
      : [
          ...(worse > 0 ? [`${worse} worse`] : []),
          ...(worse < steps.length ? [`${steps.length - worse} better`] : []),
        ].join(', ');
  return markup`<header class="${status}">
<p class="badge">${badge}</p>
<h1>${trendHeadline(groups)}</h1>
<p class="lead">${trendCaution(groups)}</p>
${stepsTable(groups, ids)}
<p class="legend"><span><i class="dot"></i> median of a run</span><span><i class="whisker"></i> its 95 % interval</span><span><i class="level"></i> level</span><span><i class="machine"></i> below: the machine, by its reference workload; full where times are compared with most other runs</span><span><i class="dot hollow"></i> cut short, forced or invalid: does not count</span></p>
</header>`;
}

function stepsTable(groups: readonly TrendGroup[], ids: Ids): Markup {
  const steps = stepsIn(groups);
  if (steps.length === 0) return markup``;
  const heads = ['Change', 'Metric', 'Before → after', 'Since', 'Commit', 'Cell', 'Browser'];
  return markup`<div class="scroll" tabindex="0"><table>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${steps.map(({ group, cell, trend, step }) => {
    const run = group.runs[step.at];
    return markup`<tr class="${step.change === 'worse' ? 'missed' : 'met'}"><td>${`${step.change === 'worse' ? '✗' : '✓'} ${shareText(step)} ${step.change}`}</td><td class="nowrap"><a href="#${ids.get(trend) ?? ''}">${trend.metric.title}</a></td><td class="nowrap">${levelsText(step, trend)}</td><td class="nowrap">${run === undefined ? '' : dayText(run.startedAt)}</td><td><code>${formatCommit(run?.environment.commit)}</code></td><td>${cell.name}</td><td class="nowrap">${`${group.environment.browser.name} ${group.environment.browser.version}`}</td></tr>
`;
  })}</tbody>
</table></div>
`;
}

function groupSection(group: TrendGroup, ids: Ids): Markup {
  const doubtful = group.runs.filter(({ complete, forced }) => !complete || forced.length > 0).length;
  const facts = [
    conditionsName(group),
    plural(group.runs.length, 'run'),
    ...(doubtful === 0 ? [] : [`${doubtful} of them cut short or forced`]),
    ...machinesText(group),
  ];
  return markup`<section>
<h2>${environmentName(group.environment)}</h2>
<ul class="facts">${facts.map((fact) => markup`<li>${fact}</li>`)}</ul>
${group.cells.map((cell) => cellPart(cell, group, ids))}
</section>
`;
}

/** The metrics that changed come first. */
function cellPart({ name, title, trends }: CellTrends, { runs }: TrendGroup, ids: Ids): Markup {
  const ordered = trends.toSorted((a, b) => Number(b.steps.length > 0) - Number(a.steps.length > 0));
  return markup`<article>
<h3>${title}</h3>
<p class="name">${name}</p>
<div class="charts">
${ordered.map((trend) => figure(trend, runs, ids))}</div>
</article>
`;
}

function figure(trend: Trend, runs: readonly KeptRun[], ids: Ids): Markup {
  const { metric, points, steps } = trend;
  const last = points.at(-1);
  const change = steps.at(-1)?.change ?? '';
  const id = ids.get(trend) ?? '';
  return markup`<figure id="${id}" class="${change}"><figcaption><strong>${metric.title}</strong> <span>${last === undefined ? '' : formatValue(last.median, metric.unit)}</span></figcaption>${new Markup(trendChart(trend, runs))}</figure>
`;
}

/** Data of the tooltip: the runs once per group, and the positions and texts of every chart's points. */
function scriptData(groups: readonly TrendGroup[], ids: Ids): Markup {
  const data = {
    groups: groups.map(({ runs, cells }) => {
      const x = runScale(runs.length);
      return {
        xPx: runs.map((_, at) => Math.round(x(at) * 10) / 10),
        runs: runs.map(
          (run) => `${dayText(run.startedAt)} · ${run.id} · ${formatCommit(run?.environment.commit)}`,
        ),
        charts: Object.fromEntries(
          cells.flatMap(({ trends }) => trends).map((trend) => [ids.get(trend), pointTexts(trend)]),
        ),
      };
    }),
  };
  return new Markup(JSON.stringify(data).replaceAll('<', '\\u003c'));
}

function pointTexts({ metric, points }: Trend): [number, string][] {
  return points.map(({ at, median, interval, doubt, referenceMs }) => {
    const machine = referenceMs === null ? '' : `\nreference workload ${formatValue(referenceMs, 'ms')}`;
    const range = interval === null ? '' : ` (${formatRange(interval.low, interval.high, metric.unit)})`;
    return [
      at,
      `${formatValue(median, metric.unit)}${range}${doubt === null ? '' : `, does not count: ${doubt.slice(0, 120)}`}${machine}`,
    ];
  });
}
