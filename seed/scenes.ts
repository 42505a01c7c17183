import { makeNoise, type Noise, octaves } from './noise.ts';
import type { Random } from './random.ts';

/** The colour (0 to 255) at a point, with coordinates from 0 to 1. */
export type Scene = (x: number, y: number) => Colour;
export type Colour = readonly [red: number, green: number, blue: number];

const makers = [mountains, sea, lights, leaves, table];

/**
 * Makes one of five kinds of picture; the stream makes each picture different.
 *
 * @param heightPerWidth of the picture, so that circles stay round
 */
export function makeScene(random: Random, index: number, heightPerWidth: number): Scene {
  const maker = makers[index % makers.length] ?? mountains;
  return maker(random, makeNoise(random), heightPerWidth);
}

function mountains(random: Random, noise: Noise): Scene {
  const sky = random.pick(skies);
  const sunX = random.next();
  const sunY = 0.15 + random.next() * 0.25;
  const ridges = Array.from({ length: 5 }, (_, index) => ({
    height: 0.38 + index * 0.12,
    rough: 3 + index * 1.5,
    shift: random.next() * 90,
    colour: blend([92, 110, 140], [18, 34, 26], index / 4),
  }));
  return (x, y) => {
    for (const ridge of ridges.toReversed()) {
      const edge = ridge.height + (octaves(noise, x * ridge.rough + ridge.shift, 0.5, 6) - 0.5) * 0.34;
      if (y > edge) return shade(ridge.colour, 0.7 + octaves(noise, x * 40, y * 40 + ridge.shift, 4) * 0.7);
    }
    const glow = Math.exp(-((x - sunX) ** 2 + (y - sunY) ** 2) * 22);
    const cloud = Math.max(0, octaves(noise, x * 4, y * 9, 6) - 0.52) * 2.2;
    return blend(blend(blend(sky[0], sky[1], y * 1.6), [255, 244, 214], glow), [250, 248, 246], cloud);
  };
}

function sea(random: Random, noise: Noise): Scene {
  const sky = random.pick(skies);
  const horizon = 0.35 + random.next() * 0.2;
  const shore = 0.8 + random.next() * 0.1;
  return (x, y) => {
    if (y < horizon) {
      const cloud = Math.max(0, octaves(noise, x * 3, y * 12, 6) - 0.45) * 1.8;
      return blend(blend(sky[0], sky[1], y / horizon), [255, 255, 255], cloud);
    }
    if (y > shore + (octaves(noise, x * 5, 2, 4) - 0.5) * 0.12) {
      return shade([206, 178, 138], 0.75 + octaves(noise, x * 60, y * 60, 4) * 0.5);
    }
    const depth = (y - horizon) / (shore - horizon);
    const wave = octaves(noise, x * (30 - 20 * depth), y * (120 - 60 * depth), 5);
    const foam = wave > 0.68 ? 0.7 : 0;
    return blend(shade(blend([22, 60, 92], [52, 150, 160], depth), 0.6 + wave * 0.8), [240, 248, 250], foam);
  };
}

/** Lights of a town at night, out of focus. */
function lights(random: Random, noise: Noise, heightPerWidth: number): Scene {
  const spots = Array.from({ length: 60 }, () => ({
    x: random.next(),
    y: 0.2 + random.next() * 0.7,
    radius: 0.01 + random.next() ** 2 * 0.06,
    colour: random.pick<Colour>([
      [255, 190, 110],
      [255, 120, 90],
      [160, 200, 255],
      [255, 240, 200],
    ]),
    strength: 0.25 + random.next() * 0.6,
  }));
  return (x, y) => {
    let colour = shade(blend([12, 14, 34], [46, 28, 40], y), 0.7 + octaves(noise, x * 6, y * 6, 5) * 0.7);
    for (const spot of spots) {
      const distance = Math.hypot(x - spot.x, (y - spot.y) * heightPerWidth) / spot.radius;
      if (distance < 1) colour = blend(colour, spot.colour, spot.strength * (0.7 + 0.3 * distance ** 4));
    }
    return colour;
  };
}

/** Foliage against the light. */
function leaves(random: Random, noise: Noise): Scene {
  const tint: Colour = random.pick<Colour>([
    [88, 132, 52],
    [170, 110, 40],
    [60, 120, 90],
  ]);
  const shift = random.next() * 50;
  return (x, y) => {
    const mass = octaves(noise, x * 7 + shift, y * 7, 6);
    const vein = Math.abs(octaves(noise, x * 28, y * 28 + shift, 5) - 0.5) * 2;
    const light = octaves(noise, x * 2, y * 2 + shift, 3);
    return blend(
      shade(tint, 0.25 + mass * 1.1 + vein * 0.4),
      [255, 250, 210],
      Math.max(0, light - 0.55) * 1.6,
    );
  };
}

/** Plates on a wooden table, from above. */
function table(random: Random, noise: Noise, heightPerWidth: number): Scene {
  const plates = Array.from({ length: 5 }, () => ({
    x: random.next(),
    y: random.next(),
    radius: 0.1 + random.next() * 0.12,
    food: [120 + random.below(120), 60 + random.below(130), 30 + random.below(70)] as const,
  }));
  return (x, y) => {
    for (const plate of plates) {
      const distance = Math.hypot(x - plate.x, (y - plate.y) * heightPerWidth) / plate.radius;
      if (distance > 1) continue;
      if (distance > 0.72) return shade([236, 233, 226], 0.82 + 0.18 * Math.cos((distance - 0.86) * 9));
      return shade(plate.food, 0.45 + octaves(noise, x * 34, y * 34, 6) * 1.1);
    }
    const plank = Math.floor(y * 7);
    const fibre = octaves(noise, x * 5 + plank * 13, y * 110, 5);
    const joint = Math.abs(y * 7 - Math.round(y * 7)) < 0.02 ? 0.55 : 1;
    return shade([150, 104, 66], (0.6 + fibre * 0.75) * joint);
  };
}

const skies: readonly (readonly [Colour, Colour])[] = [
  [
    [64, 120, 200],
    [190, 216, 240],
  ],
  [
    [40, 44, 92],
    [246, 150, 96],
  ],
  [
    [120, 140, 160],
    [222, 226, 228],
  ],
  [
    [86, 60, 120],
    [250, 196, 180],
  ],
];

function blend(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ];
}

function shade(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}
