/** Where a command keeps what it makes: below the folder that it was started in. */
import path from 'node:path';

/** Embedded database, secrets, calibrations, builds. */
export function stateFolder(): string {
  return path.resolve('.backscroll');
}

/** A folder for each run. */
export function reportsFolder(): string {
  return path.resolve('reports');
}
