import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { proxyArguments, runNode, type Subject, type Tool, timed } from './tool.ts';

const audit = z.object({ numericValue: z.number().optional() }).optional();
const report = z.object({
  lighthouseVersion: z.string(),
  audits: z.object({
    'first-contentful-paint': audit,
    'largest-contentful-paint': audit,
    'total-blocking-time': audit,
    'cumulative-layout-shift': audit,
    'total-byte-weight': audit,
  }),
});

export function lighthouse(subject: Subject, version: string): Tool {
  return {
    id: 'lighthouse',
    version,
    settings:
      'its command line, once a sample; `--only-categories=performance --throttling-method=provided` (the link is shaped already), its own phone screen, no full-page screenshot',
    sample: (samples) =>
      timed(async () => {
        const audits: z.infer<typeof report>['audits'][] = [];
        for (let index = 0; index < samples; index++) audits.push(await auditOnce(subject));
        const values = (name: keyof (typeof audits)[number]) =>
          audits.map((each) => each[name]?.numericValue).filter((value) => value !== undefined);
        return {
          fcp: values('first-contentful-paint'),
          lcp: values('largest-contentful-paint'),
          tbt: values('total-blocking-time'),
          cls: values('cumulative-layout-shift'),
          'transfer-bytes': values('total-byte-weight'),
        };
      }),
  };
}

async function auditOnce(subject: Subject): Promise<z.infer<typeof report>['audits']> {
  const cli = path.join(path.dirname(fileURLToPath(import.meta.resolve('lighthouse'))), '../cli/index.js');
  const flags = [...subject.browserArguments, ...proxyArguments(subject.proxyUrl)].join(' ');
  const stdout = await runNode(
    cli,
    [
      subject.url,
      '--quiet',
      '--output=json',
      '--only-categories=performance',
      '--throttling-method=provided',
      '--disable-full-page-screenshot',
      `--chrome-flags=${flags}`,
    ],
    { cwd: subject.folder, env: { CHROME_PATH: subject.browserPath } },
  );
  return report.parse(JSON.parse(stdout)).audits;
}
