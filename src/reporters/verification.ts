/** What the instruments found when they checked their own settings, over all iterations of a cell. */
import { formatBitRate, formatCount, formatValue, noFigure, plural } from '../core/format.ts';
import type { Cell } from '../core/results/cell.ts';
import { median } from '../core/statistics/statistics.ts';
import { restRows } from './rest.ts';
import { left, right, type Table } from './table.ts';

type Verified = Cell['iterations'][number]['verification'];
type Network = NonNullable<Verified['network']>;

/** Expected and observed values of all checks; invalid iterations count here too. */
export function verificationTable({ iterations }: Pick<Cell, 'iterations'>): Table {
  const all = iterations.map(({ verification }) => verification);
  return {
    columns: [left('Checked'), right('Expected'), right('Observed, median'), left('From')],
    rows: [
      ...networkRows(all),
      ...cpuRows(all),
      ...restRows({ iterations }),
      ...scrollRows(all),
      ...loadRows(all),
      ...hostRows(all),
    ],
  };
}

function middle(values: readonly number[], format: (value: number) => string): string {
  return values.length === 0 ? noFigure : format(median(values));
}

const milliseconds = (value: number) => formatValue(value, 'ms');

function networkRows(all: readonly Verified[]): string[][] {
  const networks = all.flatMap(({ network }) => (network === undefined ? [] : [network]));
  const [first] = networks;
  if (first === undefined) return [];
  const roundTrip = (title: string, pings: number[]) => [
    title,
    milliseconds(first.expectedRoundTripMs),
    middle(pings, milliseconds),
    `${formatCount(pings.length)} pings`,
  ];
  return [
    roundTrip(
      'Round trip, HTTP',
      networks.flatMap(({ httpRoundTripMs }) => httpRoundTripMs),
    ),
    roundTrip(
      'Round trip, WebSocket',
      networks.flatMap(({ webSocketRoundTripMs }) => webSocketRoundTripMs),
    ),
    rateRow(
      'Rate down',
      first.expectedDownBitsPerSecond,
      networks,
      ({ downBitsPerSecond }) => downBitsPerSecond,
    ),
    rateRow('Rate up', first.expectedUpBitsPerSecond, networks, ({ upBitsPerSecond }) => upBitsPerSecond),
  ];
}

function rateRow(
  title: string,
  asked: number | null,
  networks: readonly Network[],
  read: (network: Network) => number | null,
): string[] {
  const rates = networks.flatMap((network) => read(network) ?? []);
  const from =
    rates.length === 0
      ? 'too little was sent to say'
      : `${formatCount(rates.length)} iterations with enough to send`;
  return [title, asked === null ? 'no limit' : formatBitRate(asked), middle(rates, formatBitRate), from];
}

function cpuRows(all: readonly Verified[]): string[][] {
  const probed = all.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]));
  const [first] = probed;
  if (first === undefined) return [];
  const factors = probed.flatMap((cpu) => cpu.factors);
  const times = (value: number) => `${formatValue(value, 'count')}×`;
  const asked = middle(
    probed.map((cpu) => cpu.asked),
    times,
  );
  return [
    ['CPU slowdown', asked, middle(factors, times), `${formatCount(factors.length)} probes`],
    ...coreRows(probed),
  ];
}

/** The main thread's share of a core; no row when it is unknown. */
function coreRows(probed: readonly NonNullable<Verified['cpu']>[]): string[][] {
  const percent = (share: number) => formatValue(100 * share, 'percent');
  const had = probed.flatMap(({ coreShare }) => coreShare ?? []);
  if (had.length === 0) return [];
  return [
    ['Core of the main thread', noFigure, middle(had, percent), `${formatCount(had.length)} iterations`],
  ];
}

function scrollRows(all: readonly Verified[]): string[][] {
  const scrolls = all.flatMap(({ scroll }) => (scroll === undefined || scroll.askedPx === 0 ? [] : [scroll]));
  const [first] = scrolls;
  if (first === undefined) return [];
  const shares = scrolls.map(({ askedPx, scrolledPx }) => (100 * scrolledPx) / askedPx);
  const percent = (value: number) => formatValue(value, 'percent');
  const least = `least ${percent(Math.min(...shares))}`;
  return [
    [
      'Scrolled',
      `${formatCount(first.askedPx)} px`,
      middle(shares, percent),
      `${formatCount(scrolls.length)} iterations, ${least}`,
    ],
  ];
}

function loadRows(all: readonly Verified[]): string[][] {
  const loads = all.flatMap(({ traffic }) => (traffic === undefined ? [] : [traffic]));
  if (loads.length === 0) return [];
  const sum = (read: (load: (typeof loads)[number]) => number) =>
    loads.reduce((total, load) => total + read(load), 0);
  const [planned, started] = [sum((load) => load.planned), sum((load) => load.started)];
  const lags = loads.flatMap(({ sendLagP99Ms }) => sendLagP99Ms ?? []);
  const lag = lags.length === 0 ? '' : `, worst send lag p99 ${milliseconds(Math.max(...lags))}`;
  const share = planned === 0 ? noFigure : formatValue((100 * started) / planned, 'percent');
  const from = `${formatCount(sum((load) => load.dropped))} dropped, ${formatCount(sum((load) => load.failed))} failed${lag}`;
  return [['Operations started', formatCount(planned), share, from]];
}

function hostRows(all: readonly Verified[]): string[][] {
  const hosts = hostsOf(all);
  if (hosts.length === 0) return [];
  const reasons = [
    ...new Set(hosts.filter(({ state }) => state !== 'quiet').flatMap((host) => host.reasons)),
  ];
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more reasons)` : '';
  const [reason = `${formatCount(hosts.length)} iterations`] = reasons;
  return [['Host', 'quiet', hostStates(hosts), `${reason}${more}`], ...browserRows(hosts)];
}

type Host = NonNullable<Verified['host']>;

function hostsOf(all: readonly Verified[]): Host[] {
  return all.flatMap(({ host }) => (host === undefined ? [] : [host]));
}

function hostStates(hosts: readonly Host[]): string {
  return [...Map.groupBy(hosts, ({ state }) => state)]
    .map(([state, group]) => `${formatCount(group.length)} ${state}`)
    .join(', ');
}

/** Other browsers than Backscroll's, idle ones too: they may be active in the next iteration. */
function browserRows(hosts: readonly Host[]): string[][] {
  const beside = hosts.filter(({ browsers = [] }) => browsers.length > 0);
  const last = beside.at(-1)?.browsers;
  if (last === undefined) return [];
  return [['Other browsers', 'none', plural(beside.length, 'iteration'), last.join(', ')]];
}

/** The state of the host over all iterations of a run, in words: `Host: 80 quiet, 1 void`. */
export function hostLine(cells: readonly Pick<Cell, 'iterations'>[]): string {
  const hosts = hostsOf(
    cells.flatMap(({ iterations }) => iterations).map(({ verification }) => verification),
  );
  return hosts.length === 0 ? 'Host: no iteration was watched' : `Host: ${hostStates(hosts)}`;
}
