import { InvalidArgumentError } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import { findNetwork, formatProfile, parseCpuSlowdown } from '../profiles/profile.ts';

/** A comma-separated list of names. */
export function list(text: string): string[] {
  return text.split(',').flatMap((name) => name.trim() || []);
}

/** A whole number of at least 1. */
export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be a whole number of at least 1.');
}

/** A whole number of at least 0. */
export function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a whole number of at least 0.');
}

/** All profiles of some networks and slowdowns. @throws HarnessError when one is unknown */
export function profilesOf(networks: readonly string[], slowdowns: readonly string[]): string[] {
  return networks.flatMap((network) =>
    slowdowns.map((cpu) =>
      formatProfile({ network: findNetwork(network), cpuSlowdown: parseCpuSlowdown(cpu) }),
    ),
  );
}

/** The name if it is known. @throws HarnessError with what was probably meant */
export function known(kind: string, typed: string, names: readonly string[]): string {
  if (names.includes(typed)) return typed;
  throw new HarnessError(
    `${kind.toUpperCase()}_UNKNOWN`,
    `There is no ${kind} "${typed}".`,
    `${suggestion(typed, names)}Use ${names.join(', ')}.`,
  );
}
