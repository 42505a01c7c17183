/** Pages as people have them, on loopback, and one visit to each in a real browser. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base } from '@playwright/test';
import { Command } from 'commander';
import { findBrowser } from '../../src/browser/find.ts';
import {
  addVisitOptions,
  type VisitFlags,
  visitProfileOf,
  visitScenarioOf,
  visitTargetOf,
} from '../../src/cli/visit-options.ts';
import { Bench } from '../../src/measure/iteration/bench.ts';
import { type IterationOutcome, runIteration } from '../../src/measure/iteration/iteration.ts';
import type { BrowserPass } from '../../src/measure/iteration/pass.ts';
import type { VisitTarget } from '../../src/targets/page.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of ours on a free port; `localhost` and `127.0.0.1` are two sites to the browser. */
export class Site implements AsyncDisposable {
  readonly server: Server;
  readonly port: number;

  constructor(server: Server) {
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(handler: Handler): Promise<Site> {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new Site(server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with a document of this body. */
export function html(response: ServerResponse, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(
    `<!doctype html><html><head><title>Page</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`,
  );
}

/** A list that scrolls by itself, 4,000 px high in 300. */
export function list(id: string): string {
  const rows = Array.from({ length: 100 }, (_, index) => `<p style="margin:0;height:40px">Row ${index}</p>`);
  return `<div id="${id}" style="height:300px;overflow-y:auto">${rows.join('')}</div>`;
}

/** The options as the command line reads them; a short rest, for the tests that are not about it. */
export function flagsOf(...words: string[]): VisitFlags {
  const command = addVisitOptions(new Command()).exitOverride();
  return command
    .parse(['--network', 'none', '--cpu', '1', '--rest', '0.2s', ...words], { from: 'user' })
    .opts();
}

export interface Visited extends IterationOutcome {
  target: VisitTarget;
  /** The value of a metric, or the reason why there is none. */
  of: (metric: string) => number | string | undefined;
}

export type Visit = (
  url: string,
  words: string[],
  pass?: BrowserPass,
  folder?: string,
  repeat?: number,
) => Promise<Visited>;

/** `visit` plays one iteration; what the host was doing meanwhile is not judged here. */
export const test = base.extend<{ visit: Visit }, { bench: Bench }>({
  bench: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      const browser = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
      if (browser === undefined) throw new Error('no browser; npm test installs one');
      await using bench = await Bench.open(browser, { allowHosts: ['*'] });
      await use(bench);
    },
    { scope: 'worker' },
  ],
  visit: async ({ bench }, use, info) => {
    await use(async (url, words, pass = 'timing', folder = info.outputDir, repeat = undefined) => {
      const flags = flagsOf(...words);
      const target = await visitTargetOf(url, flags, process.env);
      const scenario = visitScenarioOf(flags, {}, { repeat });
      const outcome = await runIteration({
        bench,
        scenario,
        target,
        profile: visitProfileOf(flags),
        pass,
        folder,
      });
      const of = (metric: string) => {
        const reading = outcome.readings.find((each) => each.metric === metric)?.reading;
        return reading?.status === 'measured' ? reading.value : reading?.reason;
      };
      return { ...outcome, target, of };
    });
  },
});
