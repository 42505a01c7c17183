/** Records the dial page, block by block, until every metric has enough values; resumes where it stopped. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble } from '../../src/core/assemble.ts';
import { referenceFigureMs } from '../../src/core/judging/reference.ts';
import type { Cell } from '../../src/core/results/cell.ts';
import { observedOf } from '../../src/core/results/evidence.ts';
import type { ReferenceReading } from '../../src/core/results/reference.ts';
import { runExperiment } from '../../src/measure/experiment.ts';
import { readReference } from '../../src/measure/host/reference.ts';
import { ReferenceReadings } from '../../src/measure/host/reference-readings.ts';
import { folder, Place, profile, visit } from './place.ts';
import {
  type Block,
  baselineOf,
  block,
  type Condition,
  conditions,
  type Row,
  recordedFile,
  recordedMetrics,
  type Setting,
  setting,
  settingsOf,
  valuesOf,
} from './samples.ts';

/** How many values of every metric are needed: for each page at its base dials, and for each shift. */
export interface Wanted {
  base: number;
  shifted: number;
}

const settingFile = path.join(folder, 'setting.json');
const blocksFile = path.join(folder, 'blocks.ndjson');

/** Each unshifted page has three arms in a block, because false alarms are counted only on these. */
const arms: readonly { id: string; condition: Condition }[] = conditions.flatMap((condition) =>
  Array.from({ length: condition === baselineOf(condition) ? 3 : 1 }, (_, index) => ({
    id: `${condition}-${index + 1}`,
    condition,
  })),
);

const metrics = [...recordedMetrics.timing, ...recordedMetrics.memory];

/** @param output where the samples are written; by default the file that the unit tests and tables read */
export async function record(wanted: Wanted, output: string = fileURLToPath(recordedFile)): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const blocks = journaledBlocks();
  const known = existsSync(settingFile)
    ? setting.parse(JSON.parse(readFileSync(settingFile, 'utf8')))
    : undefined;
  await using place = await Place.open(known);
  writeFileSync(settingFile, JSON.stringify(place.setting));
  const startedMs = performance.now();
  const before = blocks.length;
  const most = mostBlocks(wanted);
  while (missing(blocks, wanted) > 0) {
    if (blocks.length >= most) {
      throw new Error(
        `${blocks.length} blocks did not give the configured values. Leave the machine alone, delete ${folder} and record again.`,
      );
    }
    blocks.push(await recordBlock(place, blocks.length));
    appendFileSync(blocksFile, `${JSON.stringify(blocks.at(-1))}\n`);
    const minutesPerBlock = (performance.now() - startedMs) / 60_000 / (blocks.length - before);
    const left = missing(blocks, wanted);
    console.error(
      `block ${blocks.length}: at least ${left} more, about ${Math.ceil(left * minutesPerBlock)} min left`,
    );
  }
  write(place.setting, blocks, output);
  console.error(`${blocks.length} blocks are in ${path.relative('.', output)}`);
}

/** The limit of blocks: if more are needed, the machine is too disturbed, or a metric is never measured. */
function mostBlocks({ base, shifted }: Wanted): number {
  return 3 + 3 * Math.max(Math.ceil(base / 3), shifted);
}

/** The smallest number of blocks that are still needed. */
function missing(blocks: readonly Block[], wanted: Wanted): number {
  return Math.max(
    ...arms.map(({ condition }) => {
      const inBlock = arms.filter((arm) => arm.condition === condition).length;
      const enough = condition === baselineOf(condition) ? wanted.base : wanted.shifted;
      const fewest = Math.min(...metrics.map((metric) => valuesOf(blocks, condition, metric).length));
      return Math.ceil((enough - fewest) / inBlock);
    }),
  );
}

async function recordBlock(place: Place, index: number): Promise<Block> {
  const startedAtMs = Date.now();
  const own = path.join(folder, 'block');
  rmSync(own, { recursive: true, force: true });
  const runContext = await place.runContext(`detection-${index + 1}`, own, (title) =>
    process.stderr.write(`block ${index + 1}: ${title}\n`),
  );
  const reference = new ReferenceReadings(runContext.journal, () => readReference(place.bench, []));
  await runExperiment(
    { ...runContext, reference },
    {
      scenario: visit,
      profile,
      arms: arms.map(({ id, condition }) => {
        const { share, noise } = settingsOf[condition];
        return place.arm(id, share, { noise });
      }),
      counts: { timing: 1, memory: 1 },
      budgets: [],
      seed: index + 1,
      warmUp: index === 0,
    },
  );
  const { cells, reference: readings } = assemble(runContext.journal.records());
  return {
    startedAtMs,
    rows: cells.map((cell) => rowOf(cell, readings?.readings ?? [])),
    invalid: cells
      .flatMap(({ iterations }) => iterations)
      .filter(({ status, reason }) => {
        if (status === 'invalid') console.error(`  not counted: ${reason}`);
        return status === 'invalid';
      }).length,
    secondsPerIteration: { timing: meanSeconds(cells, 'timing'), memory: meanSeconds(cells, 'memory') },
  };
}

function rowOf(cell: Cell, readings: readonly ReferenceReading[]): Row {
  const condition = arms.find(({ id }) => id === cell.arm)?.condition ?? 'base';
  const referenceMs = nearestTo(cell, readings);
  const values = metrics.flatMap((metric) => {
    const [value] = observedOf(metric, cell).values;
    return value === undefined ? [] : [[metric, Number(value.toPrecision(6))] as const];
  });
  return {
    condition,
    values: Object.fromEntries(values),
    ...(referenceMs === undefined ? {} : { referenceMs: Number(referenceMs.toPrecision(6)) }),
  };
}

/** The figure of the reference reading that is nearest in time to the timing iteration of a cell. */
function nearestTo({ iterations }: Cell, readings: readonly ReferenceReading[]): number | undefined {
  const [timed] = iterations.filter(({ pass, status }) => pass === 'timing' && status === 'valid');
  const away = ({ finishedAtMs }: ReferenceReading): number =>
    Math.abs(finishedAtMs - (timed?.startedAtMs ?? Number.NaN));
  const counted = readings.filter(({ partsMs }) => partsMs !== null);
  const [nearest] = counted.toSorted((a, b) => away(a) - away(b));
  return timed === undefined || nearest === undefined ? undefined : referenceFigureMs(nearest);
}

/** Wall time of all tries of a pass, divided by the number of arms: each arm needs one iteration. */
function meanSeconds(cells: readonly Cell[], pass: 'timing' | 'memory'): number {
  const all = cells.flatMap(({ iterations }) => iterations).filter((each) => each.pass === pass);
  const spentMs = all.reduce((sum, each) => sum + each.finishedAtMs - each.startedAtMs, 0);
  return Number((spentMs / 1000 / cells.length).toFixed(2));
}

function journaledBlocks(): Block[] {
  if (!existsSync(blocksFile)) return [];
  return readFileSync(blocksFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => block.parse(JSON.parse(line)));
}

function write(known: Setting, blocks: readonly Block[], output: string): void {
  // One block on each line: the file is small, and its diff shows which blocks changed.
  const lines = blocks.map((each) => JSON.stringify(each)).join(',\n');
  writeFileSync(output, `{"setting":${JSON.stringify(known)},\n"blocks":[\n${lines}\n]}\n`);
}
