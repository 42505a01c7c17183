import { openStream, type Random, streams } from './random.ts';
import { writeWav } from './wav.ts';

/** A synthetic voice, in no language. */
export type Voice = {
  /** WAV in telephone quality. */
  content: Buffer;
  durationMs: number;
  /** The largest amplitude in each of 48 equal parts, in percent of the largest possible one. */
  peaks: number[];
};

type Speaker = {
  /** The mean pitch of the voice (Hz). */
  pitchHz: number;
  /** A longer throat has lower formants. */
  throat: number;
};

const samplesPerSecond = 8_000;
const shortestMs = 2_000;
const longestMs = 15_000;
const peakCount = 48;
/** The loudest sample, as a share of the largest possible one. */
const loudest = 0.9;
const fullTurn = 2 * Math.PI;
/** The upper limit of the telephone band. */
const highestHz = 3_400;

/** Formants 1 and 2 (Hz) of the vowels of father, bed, see, law, moon. Source: Peterson and Barney, 1952. */
const vowels = [
  [730, 1090],
  [530, 1840],
  [270, 2290],
  [570, 840],
  [300, 870],
] as const;

/** Makes the voice note of this number: 2 to 15 s, more short ones than long ones. */
export function makeVoice(seed: number, index: number): Voice {
  const random = openStream(seed, streams.voice, index);
  const durationMs = Math.round(shortestMs * (longestMs / shortestMs) ** random.next());
  const sound = new Float32Array(samples(durationMs));
  const speaker = { pitchHz: 95 + random.next() * 120, throat: 0.88 + random.next() * 0.28 };
  let first = samples(80);
  while (first < sound.length) {
    first += utter(sound, first, speaker, random);
    // Most syllables follow at once; now and then the speaker pauses to breathe.
    first += samples(random.chance(0.16) ? 200 + random.next() * 400 : 8 + random.next() * 40);
  }
  const spoken = withRoom(sound, random);
  return { content: writeWav(spoken, samplesPerSecond), durationMs, peaks: peaksOf(spoken) };
}

/** Adds one syllable to the sound. @returns its length (samples) */
function utter(sound: Float32Array, first: number, { pitchHz, throat }: Speaker, random: Random): number {
  const length = samples(110 + random.next() * 150);
  const startHz = pitchHz * (0.9 + random.next() * 0.3);
  const bend = (random.next() - 0.6) * 0.3;
  const loudness = 0.4 + random.next() * 0.6;
  const harmonics = harmonicsOf(random.pick(vowels), startHz, throat);
  let phase = 0;
  for (let index = 0; index < Math.min(length, sound.length - first); index++) {
    const part = index / length;
    phase += (fullTurn * startHz * (1 + bend * part)) / samplesPerSecond;
    let value = 0;
    harmonics.forEach((strength, harmonic) => {
      value += strength * Math.sin(phase * (harmonic + 1));
    });
    sound[first + index] = value * loudness * Math.sin(Math.PI * part) ** 0.7;
  }
  return length;
}

/** The strength of each multiple of the pitch: it decreases with frequency, except near a formant. */
function harmonicsOf([first, second]: readonly [number, number], pitchHz: number, throat: number): number[] {
  const nearness = (hz: number, formantHz: number) => Math.exp(-(((hz - formantHz / throat) / 170) ** 2));
  return Array.from({ length: Math.floor(highestHz / (pitchHz * 1.15)) }, (_, index) => {
    const hz = (index + 1) * pitchHz;
    return (0.12 + nearness(hz, first) + 0.5 * nearness(hz, second)) / (index + 1) ** 0.6;
  });
}

/** Normalises the loudness and adds a faint room noise, so that pauses are not completely silent. */
function withRoom(sound: Float32Array, random: Random): Float32Array {
  const highest = sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const factor = (loudest - 0.01) / highest;
  return sound.map((value) => value * factor + (random.next() - 0.5) * 0.02);
}

function peaksOf(sound: Float32Array): number[] {
  return Array.from({ length: peakCount }, (_, part) => {
    const from = Math.floor((part * sound.length) / peakCount);
    const to = Math.floor(((part + 1) * sound.length) / peakCount);
    const highest = sound.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return Math.round(highest * 100);
  });
}

function samples(ms: number): number {
  return Math.round((ms / 1_000) * samplesPerSecond);
}
