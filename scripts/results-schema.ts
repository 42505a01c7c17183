/** `npm run schema`: writes docs/results.schema.json from the types. */
import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../src/core/results/results-schema.ts';

const file = new URL('../docs/results.schema.json', import.meta.url);
writeFileSync(file, resultsJsonSchema());
console.log('docs/results.schema.json is up to date.');
