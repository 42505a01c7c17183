import { openStream, type Random, streams } from './random.ts';

/** A document that messages carry, with content that matches its name. */
export type SeedFile = { name: string; mimeType: string; content: Buffer };

const kilobyte = 1_024;
const makers = [
  { name: 'expenses', mimeType: 'text/csv', extension: 'csv', line: expense },
  { name: 'server', mimeType: 'text/plain', extension: 'log', line: logLine },
  { name: 'export', mimeType: 'application/x-ndjson', extension: 'ndjson', line: event },
] as const;

/** Makes the file of this number: 8 KiB to 1.5 MiB of lines. */
export function makeFile(seed: number, index: number): SeedFile {
  const random = openStream(seed, streams.file, index);
  const { name, mimeType, extension, line } = makers[index % makers.length] ?? makers[0];
  const sizeBytes = Math.round(8 * kilobyte * 190 ** random.next());
  let text = '';
  for (let number = 1; text.length < sizeBytes; number++) text += `${line(random, number)}\n`;
  return {
    name: `${name}-${2024 + (index % 3)}-${index + 1}.${extension}`,
    mimeType,
    content: Buffer.from(text),
  };
}

function expense(random: Random, number: number): string {
  const what = random.pick(['train', 'lunch', 'hotel', 'paper', 'licence', 'parking']);
  return `${number},2025-${month(random)}-${day(random)},${what},${(random.next() * 400).toFixed(2)},EUR`;
}

function logLine(random: Random, number: number): string {
  const path = random.pick(['/login', '/search?q=map', '/files/list', '/health', '/messages']);
  return `2025-${month(random)}-${day(random)} ${number} GET ${path} ${random.pick([200, 200, 200, 304, 404])} ${random.below(900)}ms`;
}

function event(random: Random, number: number): string {
  return JSON.stringify({
    id: number,
    user: random.below(1_000),
    score: Math.round(random.next() * 1e4) / 100,
  });
}

function month(random: Random): string {
  return String(1 + random.below(12)).padStart(2, '0');
}

function day(random: Random): string {
  return String(1 + random.below(28)).padStart(2, '0');
}
