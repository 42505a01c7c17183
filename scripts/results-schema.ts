/** Writes docs/results.schema.json from the types. `npm run schema` runs this and then formats the file. */
import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../src/core/results/results-schema.ts';

const file = new URL('../docs/results.schema.json', import.meta.url);
writeFileSync(file, resultsJsonSchema());
console.log('docs/results.schema.json is up to date.');
