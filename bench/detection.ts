/**
 * How often the harness is wrong, measured: `npm run bench:detection -- record | resample | live`.
 *
 * `record [base] [shifted]` measures the dial page (200 values of the base and 60 of each shift, at least),
 * `resample` computes false alarms, coverage and power from them, `live [same] [shifted]` runs whole
 * comparisons (10 and 5). What was interrupted goes on where it stopped.
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
