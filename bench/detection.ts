/**
 * Measures how often the harness is wrong: `npm run bench:detection -- record | resample | live`.
 *
 * `record [base] [shifted]` measures the dial page (by default at least 200 values of the base and 60 of each
 * shift), `resample` computes false alarms, coverage and power from them, `live [same] [shifted]` runs whole
 * comparisons (by default 10 and 5). After an interruption, `record` and `live` continue where they stopped.
 */
import { live } from './detection/live.ts';
import { record } from './detection/record.ts';
import { resample } from './detection/resample.ts';

const [command, first, second] = process.argv.slice(2);
switch (command) {
  case 'record':
    await record({ base: Number(first ?? 200), shifted: Number(second ?? 60) });
    break;
  case 'resample':
    resample();
    break;
  case 'live':
    await live(Number(first ?? 10), Number(second ?? 5));
    break;
  default:
    console.error('Use record, resample or live.');
    process.exitCode = 2;
}
