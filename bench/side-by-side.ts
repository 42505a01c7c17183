/**
 * Measures one page with Backscroll, browsertime, Lighthouse and tachometer:
 * `npm run bench:side-by-side -- [turns] [samples]`.
 *
 * The tools take turns in random order, each for a few samples, through the same shaped link. The start of a
 * tool counts as part of its time. After an interruption the same command continues. Needs a system
 * chromedriver that matches the browser (Debian: `apt-get install chromium-driver`). Writes
 * docs/side-by-side.md.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { launchArguments } from '../src/browser/launch.ts';
import { causeText } from '../src/core/errors.ts';
import { seededRandom, shuffled } from '../src/core/statistics/random.ts';
import { startShaper } from '../src/profiles/shaper/shaper.ts';
import { Place, profile } from './detection/place.ts';
import { setting } from './detection/samples.ts';
import { writeBetween } from './markers.ts';
import { backscroll } from './side-by-side/backscroll.ts';
import { browsertime } from './side-by-side/browsertime.ts';
import { installTools } from './side-by-side/install.ts';
import { lighthouse } from './side-by-side/lighthouse.ts';
import { type Measured, table } from './side-by-side/report.ts';
import { tachometer } from './side-by-side/tachometer.ts';
import type { Subject, Tool } from './side-by-side/tool.ts';

const [turns = '5', samples = '5', only] = process.argv.slice(2);
const folder = path.resolve('.backscroll/side-by-side');
const journalFile = path.join(folder, 'turns.ndjson');
const settingFile = path.join(folder, 'setting.json');

const turnRecord = z.object({
  turn: z.int(),
  tool: z.string(),
  /** The settings of the tool. A record with other settings counts as another tool. */
  settings: z.string(),
  version: z.string(),
  seconds: z.number(),
  values: z.record(z.string(), z.array(z.number())),
  /** Why the tool gave no values; null if it gave some. */
  failure: z.string().nullable(),
});
type TurnRecord = z.infer<typeof turnRecord>;

await installTools(folder);
mkdirSync(folder, { recursive: true });
const known = existsSync(settingFile)
  ? setting.parse(JSON.parse(readFileSync(settingFile, 'utf8')))
  : undefined;
await using place = await Place.open(known);
writeFileSync(settingFile, JSON.stringify(place.setting));
await using shaper = await startShaper({ network: profile.network, allowHosts: [] });
const tools = await allTools();
const records = journaled();
const startedMs = performance.now();
let played = 0;
for (let turn = 1; turn <= Number(turns); turn++) {
  for (const tool of shuffled(tools, seededRandom(turn))) {
    if (records.some((each) => each.turn === turn && isOf(each, tool) && each.failure === null)) continue;
    if (only !== undefined && tool.id !== only) continue;
    const record = await play(tool, turn);
    records.push(record);
    appendFileSync(journalFile, `${JSON.stringify(record)}\n`);
    played++;
    const left = Number(turns) * tools.length - records.length;
    const minutes = ((performance.now() - startedMs) / 60_000 / played) * left;
    console.error(
      `turn ${turn}, ${tool.id}: ${record.failure ?? `${record.seconds.toFixed(1)} s`}; about ${Math.ceil(minutes)} min left`,
    );
  }
}
const measured: Measured[] = tools.map((tool) => {
  const own = records.filter((each) => isOf(each, tool) && each.failure === null);
  const failed = records.findLast((each) => isOf(each, tool) && each.failure !== null);
  return { tool, turns: own, unavailable: failed?.failure ?? undefined };
});
const text = `${environmentLine()}\n\n${table(measured)}`;
writeBetween('docs/side-by-side.md', 'measured', text);
console.log(text);

async function allTools(): Promise<Tool[]> {
  const browserPath = realBinary(place.browser.executablePath);
  const subject: Subject = {
    url: place.url(0).href,
    proxyUrl: shaper.proxyUrl,
    browserPath,
    chromedriverPath: process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver',
    browserArguments: await launchArguments(),
    folder,
  };
  const version = (file: string) =>
    z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  return [
    ...[false, true].map((scrolls) => backscroll(place, folder, version('package.json'), scrolls)),
    ...[false, true].map((quick) => browsertime(subject, quick)),
    lighthouse(subject, version('node_modules/lighthouse/package.json')),
    tachometer(subject),
  ];
}

/** The drivers need the browser binary itself; on Debian, `chromium` is a script that starts it. */
function realBinary(executable: string): string {
  const debian = '/usr/lib/chromium/chromium';
  return realpathSync(executable) === '/usr/bin/chromium' && existsSync(debian) ? debian : executable;
}

function isOf(record: TurnRecord, { id, settings, version }: Tool): boolean {
  return record.tool === id && record.settings === settings && record.version === version;
}

async function play(tool: Tool, turn: number): Promise<TurnRecord> {
  const begunMs = performance.now();
  const about = { turn, tool: tool.id, settings: tool.settings, version: tool.version };
  try {
    const { seconds, values } = await tool.sample(Number(samples));
    return { ...about, seconds, values, failure: null };
  } catch (cause) {
    const seconds = (performance.now() - begunMs) / 1000;
    const failure = causeText(cause).replaceAll(/\s+/g, ' ').slice(-300);
    return { ...about, seconds, values: {}, failure };
  }
}

function journaled(): TurnRecord[] {
  if (!existsSync(journalFile)) return [];
  return readFileSync(journalFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => turnRecord.parse(JSON.parse(line)));
}

function environmentLine(): string {
  const { environment } = place.setting;
  const today = new Date().toISOString().slice(0, 10);
  const browser = JSON.stringify(environment.browser);
  return `Measured ${today} with \`${profile.id}\`; ${String(environment.cpu)}, ${String(environment.cores)} cores, ${String(environment.os)}, ${String(environment.renderer)} rendering, ${browser}, Node ${String(environment.node)}.`;
}
