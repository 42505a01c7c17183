import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { versions } from './install.ts';
import { proxyArguments, runNode, type Subject, type Tool, timed } from './tool.ts';

const result = z.array(
  z.object({
    googleWebVitals: z.array(
      z.object({
        firstContentfulPaint: z.number().optional(),
        largestContentfulPaint: z.number().optional(),
        totalBlockingTime: z.number().optional(),
        cumulativeLayoutShift: z.number().optional(),
      }),
    ),
  }),
);

/** Complete when the page shows `#ready` and has loaded. Otherwise browsertime waits until 2 s after load. */
const completeCheck =
  "return document.querySelector('#ready') !== null && performance.timing.loadEventEnd > 0;";

/**
 * Makes it quick. By default browsertime writes a HAR, starts its completion check after 5 s, and waits until
 * 2 s after the load event.
 */
const quickly = [
  '--skipHar',
  `--pageCompleteCheck=${completeCheck}`,
  '--pageCompleteCheckPollTimeout=100',
  '--pageCompleteCheckStartWait=1000',
];

/** @param quick uses the settings for many samples; otherwise the defaults */
export function browsertime(subject: Subject, quick: boolean): Tool {
  return {
    id: quick ? 'browsertime, quick' : 'browsertime',
    version: versions.browsertime,
    settings: quick
      ? 'one start for all samples of a turn (`-n`), no HAR, its completion check is ours: complete when the page is, polled every 100 ms from 1 s on'
      : 'one start for all samples of a turn (`-n`), otherwise as it comes (without video)',
    sample: (samples) =>
      timed(async () => {
        const output = path.join(subject.folder, 'browsertime-result');
        rmSync(output, { recursive: true, force: true });
        await runNode(
          path.join(subject.folder, 'node_modules/browsertime/bin/browsertime.js'),
          [...argumentsFor(subject, samples, output), ...(quick ? quickly : [])],
          { cwd: subject.folder },
        );
        const [page] = result.parse(JSON.parse(readFileSync(path.join(output, 'browsertime.json'), 'utf8')));
        const vitals = page?.googleWebVitals ?? [];
        const values = (name: keyof (typeof vitals)[number]) =>
          vitals.map((each) => each[name]).filter((value) => value !== undefined);
        return {
          fcp: values('firstContentfulPaint'),
          lcp: values('largestContentfulPaint'),
          tbt: values('totalBlockingTime'),
          cls: values('cumulativeLayoutShift'),
        };
      }),
  };
}

function argumentsFor(subject: Subject, samples: number, output: string): string[] {
  const browserArguments = [...subject.browserArguments, ...proxyArguments(subject.proxyUrl)];
  return [
    subject.url,
    '-n',
    String(samples),
    '--headless',
    '--video=false',
    '--visualMetrics=false',
    `--chrome.binaryPath=${subject.browserPath}`,
    `--chrome.chromedriverPath=${subject.chromedriverPath}`,
    ...browserArguments.map((each) => `--chrome.args=${each.replace(/^--/, '')}`),
    '--useSameDir',
    `--resultDir=${output}`,
  ];
}
