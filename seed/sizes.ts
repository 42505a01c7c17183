import { HarnessError } from '../src/core/errors.ts';

/** How much data a target gets, in addition to the journeys. */
export type Size = {
  users: number;
  /** The number of equal parts of the users; users talk only within their part. Default: one. */
  businesses?: number;
  /** Two members each. */
  directs: number;
  groups: number;
  /** Messages of the directs and groups. */
  messages: number;
  /** How many of these messages carry an image, a video, a file or a voice note. */
  attached: { image: number; video: number; file: number; voice: number };
  /** The conversations of the measured user among the directs and groups. */
  ofMeasuredUser: { directs: number; groups: number };
};

/**
 * Row S1 of the requirements. `edge` is one long conversation of a hundred members; `large` puts the database
 * under load.
 */
const sizes = {
  small: {
    users: 100,
    directs: 10,
    groups: 1,
    messages: 800,
    attached: { image: 100, video: 0, file: 100, voice: 24 },
    ofMeasuredUser: { directs: 10, groups: 1 },
  },
  standard: {
    users: 1_000,
    directs: 7_000,
    groups: 3_000,
    messages: 100_000,
    attached: { image: 10_000, video: 10_000, file: 2_000, voice: 3_000 },
    ofMeasuredUser: { directs: 100, groups: 30 },
  },
  tenants: {
    users: 500,
    businesses: 50,
    directs: 2_000,
    groups: 3_000,
    messages: 50_000,
    attached: { image: 5_000, video: 5_000, file: 1_000, voice: 1_500 },
    ofMeasuredUser: { directs: 9, groups: 20 },
  },
  edge: {
    users: 200,
    directs: 0,
    groups: 1,
    messages: 15_000,
    attached: { image: 1_500, video: 1_500, file: 300, voice: 450 },
    ofMeasuredUser: { directs: 0, groups: 1 },
  },
  large: {
    users: 5_000,
    directs: 30_000,
    groups: 10_000,
    messages: 1_000_000,
    attached: { image: 100_000, video: 100_000, file: 20_000, voice: 30_000 },
    ofMeasuredUser: { directs: 100, groups: 30 },
  },
} satisfies Record<string, Size>;

/** The number of users in one business. */
export function businessSize({ users, businesses = 1 }: Size): number {
  return users / businesses;
}

export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as SizeName[];

/** Messages of the conversations that are measured; every size has them. */
export const journeySizes = [50, 150, 500, 2_000, 10_000] as const;
/** Members of a journey. */
export const journeyMembers = 24;

/** Members of the first group, which has a poll of four options; all of them may vote in a load test. */
export const everyoneMembers = 100;

/** The user that the browser logs in as. */
export const measuredUser = 1;

/** @throws HarnessError DATASET_UNKNOWN */
export function findSize(name: SizeName): Size {
  const size: Size | undefined = sizes[name];
  if (size === undefined) {
    throw new HarnessError(
      'DATASET_UNKNOWN',
      `There is no data set "${String(name)}".`,
      `Choose one of: ${sizeNames.join(', ')}.`,
    );
  }
  return size;
}
