import { at } from './calendar.ts';
import { openStream, type Random, streams } from './random.ts';

const side = 256;
const mask = side - 1;

/** Smooth noise in two dimensions, in [0, 1). */
export type Noise = (x: number, y: number) => number;

/** Value noise: random numbers on a grid, with smooth interpolation between them. */
export function makeNoise(random: Random): Noise {
  const lattice = Float32Array.from({ length: side * side }, () => random.next());
  return (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const u = smooth(x - left);
    const v = smooth(y - top);
    const row = (top & mask) * side;
    const below = ((top + 1) & mask) * side;
    const right = (left + 1) & mask;
    const a = at(lattice, row + (left & mask));
    const b = at(lattice, row + right);
    const c = at(lattice, below + (left & mask));
    const d = at(lattice, below + right);
    return a + (b - a) * u + (c - a + (a - b - c + d) * u) * v;
  };
}

/** Sums octaves of noise, each twice as fine and half as strong as the one before. In [0, 1). */
export function octaves(noise: Noise, x: number, y: number, count: number): number {
  let sum = 0;
  let strength = 0.5;
  let scale = 1;
  for (let octave = 0; octave < count; octave++) {
    sum += strength * noise(x * scale + octave * 17.3, y * scale + octave * 9.1);
    strength /= 2;
    scale *= 2;
  }
  return sum / (1 - 2 * strength);
}

/**
 * A tile of fine structure that is added to an enlarged picture, like the noise of a sensor and the texture
 * of surfaces. Without it a procedural picture compresses far better than a photo.
 */
export function makeGrain(seed: number, id: number, sidePixels: number): Int8Array {
  const random = openStream(seed, streams.grain, id);
  const noise = makeNoise(random);
  return Int8Array.from({ length: sidePixels * sidePixels }, (_, index) => {
    const x = index % sidePixels;
    const y = Math.floor(index / sidePixels);
    // Coarse and fine structure; the sum of three uniform numbers is close enough to a normal one.
    const surface = (octaves(noise, x / 9, y / 9, 3) - 0.5) * 26;
    const sensor = (random.next() + random.next() + random.next() - 1.5) * 9;
    return Math.round(surface + sensor);
  });
}

function smooth(value: number): number {
  return value * value * (3 - 2 * value);
}
