/**
 * A stream of pseudo-random numbers. Each entity has its own stream, so that one more user does not change
 * the messages of others.
 */
export type Random = {
  /** Uniform in [0, 1). */
  next: () => number;
  /** Uniform integer in [0, limit). */
  below: (limit: number) => number;
  /** True with this probability. */
  chance: (probability: number) => boolean;
  /** One of the values. */
  pick: <T>(values: readonly T[]) => T;
};

/**
 * Opens the stream of one entity.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), which passes PractRand and TestU01's BigCrush.
 *
 * @param seed of the whole data set
 * @param kind of the entity, a small integer of {@link streams}
 * @param id of the entity
 */
export function openStream(seed: number, kind: number, id: number): Random {
  let a = mix(seed);
  let b = mix(kind ^ 0x9e3779b9);
  let c = mix(id ^ 0x85ebca6b);
  let counter = 1;
  const step = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // As many rounds as sfc32 needs until the streams of neighbouring seeds are unrelated.
  for (let round = 0; round < 12; round++) step();
  const next = () => step() / 4_294_967_296;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}

/** Numbers of the streams; never reuse one. */
export const streams = {
  person: 1,
  membership: 2,
  timeline: 3,
  message: 4,
  photo: 5,
  grain: 6,
  file: 7,
  phrase: 8,
  size: 9,
  reading: 10,
  reaction: 11,
  attachment: 12,
  change: 13,
  clip: 14,
  voice: 15,
  link: 16,
} as const;

/** The finaliser of MurmurHash3: spreads small integers over all 32 bits. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
