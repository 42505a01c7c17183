/**
 * How often the harness is wrong, measured: `npm run bench:detection -- record | resample | live`.
 *
 * `record [base] [shifted]` measures the dial page (at least 200 values of the base and 60 of each shift),
 * `resample` computes false alarms, power and coverage from them, `live` runs whole comparisons.
 */
import { record } from './detection/record.ts';

const [command, ...rest] = process.argv.slice(2);
switch (command) {
  case 'record':
    await record({ base: Number(rest[0] ?? 200), shifted: Number(rest[1] ?? 60) });
    break;
  default:
    console.error('Use record, resample or live.');
    process.exitCode = 2;
}
