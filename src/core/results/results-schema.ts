import { z } from 'zod';
import { results } from './results.ts';

/**
 * The JSON Schema (draft 2020-12) of results.json, as the text of `docs/results.schema.json`.
 *
 * Made from the zod types, so that the two cannot differ; a test compares the committed file.
 */
export function resultsJsonSchema(): string {
  const schema = z.toJSONSchema(results, { target: 'draft-2020-12' });
  return `${JSON.stringify({ title: 'Backscroll results', ...schema }, null, 2)}\n`;
}
