import { type Command, InvalidArgumentError } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import { findNetwork, formatProfile, parseCpu } from '../profiles/profile.ts';

/** Adds the fonts, which every command that measures has; the flags win over the configuration. */
export function addHostFonts(command: Command, { hostFonts }: Pick<BackscrollConfig, 'hostFonts'>): Command {
  return command
    .option('--host-fonts', 'draw with the fonts of this host, on Linux too', hostFonts)
    .option('--no-host-fonts', 'draw with those of Backscroll, whatever the configuration says');
}

/** Adds the configuration, which is read before the flags are. */
export function addConfig(command: Command): Command {
  return command.option('--config <file>', 'configuration instead of backscroll.config.ts of this folder');
}

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

/** A share of a whole, `5%` or `0.05`, above 0 and below 1. */
export function share(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a percentage above 0 % and below 100 %, such as 5%.');
}

/** How long, in milliseconds: `90s`, `5m`, `1h`. */
export function duration(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(s|m|h)$/.exec(text.trim()) ?? [];
  const value = Number(digits) * (unit === 's' ? 1_000 : unit === 'm' ? 60_000 : 3_600_000);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be a time such as 90s, 5m or 1h.');
}

/** A part of a whole, `2/4`. */
export function shardOf(text: string): string {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (Number(part) >= 1 && Number(part) <= Number(parts)) return `${Number(part)}/${Number(parts)}`;
  throw new InvalidArgumentError('It must name a part of a whole, such as 1/2.');
}

/** All profiles of some networks and CPUs. @throws HarnessError when one is unknown */
export function profilesOf(networks: readonly string[], cpus: readonly string[]): string[] {
  return networks.flatMap((network) =>
    cpus.map((cpu) => formatProfile({ network: findNetwork(network), cpu: parseCpu(cpu) })),
  );
}

type Named = 'defect' | 'option' | 'scenario' | 'screen' | 'throttling';

/**
 * The name if it is known.
 *
 * @param word for the message, where it is not the kind
 * @throws HarnessError with what was probably meant
 */
export function known(kind: Named, typed: string, names: readonly string[], word: string = kind): string {
  if (names.includes(typed)) return typed;
  throw new HarnessError(
    `${kind.toUpperCase() as Uppercase<Named>}_UNKNOWN` as const,
    `There is no ${word} "${typed}".`,
    `${suggestion(typed, names)}Use ${names.join(', ')}.`,
  );
}
