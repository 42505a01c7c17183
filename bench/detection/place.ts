/** The environment in which the dial page is measured: the browser, the server and the settings. */
import path from 'node:path';
import type { Browser } from '../../src/browser/find.ts';
import { ensureBrowser } from '../../src/browser/install.ts';
import type { Arm } from '../../src/measure/arms.ts';
import { describeEnvironment } from '../../src/measure/host/environment.ts';
import { Bench } from '../../src/measure/iteration/bench.ts';
import { beginRun } from '../../src/measure/journal/begin-run.ts';
import type { RunContext } from '../../src/measure/run-context.ts';
import { parseProfile } from '../../src/profiles/profile.ts';
import { plainVisit, visitPage } from '../../src/scenarios/visit-page.ts';
import { type VisitTarget, visitTarget } from '../../src/targets/page.ts';
import { calibrateWork } from './calibrate.ts';
import { baseDials, type Dials, dialPage, shiftedDials } from './dials.ts';
import type { Setting } from './samples.ts';
import { DialServer } from './server.ts';

/** Quick, but with a link on which bytes take time. No CPU slowdown, because its busy-wait adds noise. */
export const profile = parseProfile('fast-3g/cpu-1');

export const folder = path.resolve('.backscroll/detection');

/** Milliseconds of work in every sixth scroll event: longer than a frame, shorter than a long task. */
const pauseMs = 22;

export const visit = visitPage({
  ...plainVisit,
  scroller: dialPage.scroller,
  distance: dialPage.distancePx,
  pixelsPerSecond: dialPage.pixelsPerSecond,
  waitFor: dialPage.ready,
});

/** How the page differs from the base. */
interface Turned {
  /** The dials that are increased; all if undefined. */
  which?: readonly (keyof Dials)[];
  /** How far work and bytes vary from load to load: the standard deviation of their logarithm. */
  noise?: number;
}

/** The dial page with its server, and the bench that measures it. */
export class Place implements AsyncDisposable {
  readonly browser: Browser;
  readonly bench: Bench;
  readonly server: DialServer;
  readonly setting: Setting;

  private constructor(parts: Pick<Place, 'browser' | 'bench' | 'server' | 'setting'>) {
    this.browser = parts.browser;
    this.bench = parts.bench;
    this.server = parts.server;
    this.setting = parts.setting;
  }

  /** @param known the setting of earlier recordings, to keep the page the same; undefined calibrates again */
  static async open(known: Setting | undefined): Promise<Place> {
    const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
    const server = await DialServer.start();
    const setting = known ?? {
      profile: profile.id,
      roundsPerMs: await calibrateWork(browser, server.origin),
      environment: { ...(await describeEnvironment({ browser })) },
    };
    return new Place({ browser, server, setting, bench: await Bench.open(browser) });
  }

  url(share: number, { which, noise = 0 }: Turned = {}): URL {
    const { roundsPerMs } = this.setting;
    const base = baseDials(roundsPerMs);
    const dials = share === 0 ? base : shiftedDials(base, share, which);
    return this.server.url(dials, Math.round(roundsPerMs * pauseMs), noise);
  }

  /** An arm whose dials are increased by a share. */
  arm(id: string, share: number, turned?: Turned): Arm<VisitTarget> {
    return { id, target: visitTarget(this.url(share, turned)), traffic: undefined };
  }

  /** A run context with its own journal. */
  async runContext(id: string, journalFolder: string, say: (title: string) => void): Promise<RunContext> {
    const begun = await beginRun(journalFolder, {
      id,
      browser: this.browser,
      target: { id: 'dial-page', database: null },
      options: {},
    });
    return {
      ...begun,
      bench: this.bench,
      ownRoots: [],
      step: (title, body) => {
        say(title);
        return body();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bench[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
