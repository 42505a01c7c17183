/** What is kept of each audit: one line of NDJSON. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const audited = z.object({
  /** Null for the chat without a defect. */
  defect: z.string().nullable(),
  sizes: z.array(z.int()),
  number: z.int(),
  startedAt: z.iso.datetime(),
  exit: z.int(),
  minutes: z.number(),
  machine: z.object({ cpu: z.string(), hostIndex: z.number().nullable(), commit: z.string().nullable() }),
  /** The checks that found something, and what they saw. */
  fired: z.array(z.object({ check: z.string(), seen: z.string() })),
});
export type Audited = z.output<typeof audited>;

/** @throws Error for a line that is no audit: what was measured is never dropped silently */
export function readAudits(file: string): Audited[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const read = audited.safeParse(JSON.parse(line));
      if (!read.success)
        throw new Error(`Line ${index + 1} of ${file} is not an audit.`, { cause: read.error });
      return [read.data];
    });
}

export function keepAudit(file: string, audit: Audited): Audited {
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(audit)}\n`);
  return audit;
}
