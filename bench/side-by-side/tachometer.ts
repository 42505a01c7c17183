import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { useSystemChromedriver, versions } from './install.ts';
import { proxyArguments, runNode, type Subject, type Tool, timed } from './tool.ts';

const result = z.object({ benchmarks: z.array(z.object({ samples: z.array(z.number()) })) });

/** Tachometer refuses fewer samples. */
const fewest = 2;

export function tachometer(subject: Subject): Tool {
  useSystemChromedriver(subject.folder);
  return {
    id: 'tachometer',
    version: versions.tachometer,
    settings:
      'a fixed number of samples (`sampleSize`, `timeout: 0`), `fcp`, all in one browser, so that later samples reuse the connection and its FCP is that of a second visit; it knows no LCP, TBT and CLS',
    sample: (samples) =>
      timed(async () => {
        const config = path.join(subject.folder, 'tachometer.json');
        const output = path.join(subject.folder, 'tachometer-result.json');
        writeFileSync(config, JSON.stringify(configFor(subject, Math.max(fewest, samples))));
        await runNode(
          path.join(subject.folder, 'node_modules/tachometer/bin/tach.js'),
          [`--config=${config}`, `--json-file=${output}`],
          { cwd: subject.folder, env: { SE_CHROMEDRIVER: subject.chromedriverPath } },
        );
        const { benchmarks } = result.parse(JSON.parse(readFileSync(output, 'utf8')));
        return { fcp: benchmarks.flatMap((each) => each.samples) };
      }),
  };
}

function configFor(subject: Subject, sampleSize: number): object {
  return {
    sampleSize,
    timeout: 0,
    benchmarks: [
      {
        name: 'dial page',
        url: subject.url,
        measurement: 'fcp',
        browser: {
          name: 'chrome',
          headless: true,
          binary: subject.browserPath,
          addArguments: [...subject.browserArguments, ...proxyArguments(subject.proxyUrl)],
        },
      },
    ],
  };
}
