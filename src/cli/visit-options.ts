/** The options of every command that visits a page by its address. */
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import type { Parameters } from '../core/results.ts';
import { findNetwork, makeProfile, type Profile, parseCpuSlowdown } from '../profiles/profile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { visitPage } from '../scenarios/visit-page.ts';
import { type VisitTarget, visitTarget } from '../targets/page.ts';
import { count } from './options.ts';

export interface VisitFlags {
  network: string;
  cpu: string;
  scroll?: string;
  distance: number;
  speed: number;
  waitFor?: string;
}

/** Adds what says which page, under which conditions, and what is done there. */
export function addVisitOptions(command: Command): Command {
  return command
    .option('--network <id>', 'none, slow-3g, 3g, fast-3g, 4g', 'fast-3g')
    .option('--cpu <factor>', 'CPU slowdown, 1 for full speed', '4')
    .option('--scroll <selector>', 'element to scroll instead of the document')
    .option('--distance <px>', 'how far down to scroll', count, 3_000)
    .option('--speed <px/s>', 'how fast', count, 1_500)
    .option('--wait-for <selector>', 'what must be visible before scrolling');
}

/**
 * The page at an address, entered as the flags say.
 *
 * @throws HarnessError when the address or a flag cannot be used
 */
export async function visitTargetOf(url: string, _flags: VisitFlags): Promise<VisitTarget> {
  return visitTarget(parseUrl(url));
}

/** What is done on the page. @param params `{ url }` where the cell is about one address */
export function visitScenarioOf(flags: VisitFlags, params: Parameters = {}): Scenario<VisitTarget, void> {
  return visitPage(
    {
      scroller: flags.scroll,
      distancePx: flags.distance,
      pixelsPerSecond: flags.speed,
      waitFor: flags.waitFor,
    },
    params,
  );
}

/** @throws HarnessError when the network or the slowdown is unknown */
export function visitProfileOf({ network, cpu }: VisitFlags): Profile {
  return makeProfile(findNetwork(network), parseCpuSlowdown(cpu));
}

/** The flags as results.json keeps them: without what may be secret. */
export function publicVisitFlags(flags: VisitFlags): Record<string, unknown> {
  return { ...flags };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new HarnessError(
    'URL_INVALID',
    `"${text}" is not an address of a page.`,
    'Give the whole address, such as https://example.com.',
  );
}
