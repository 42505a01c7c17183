/** No character that the reference chat shows is a box, and every emoji of its picker is one coloured glyph. */
import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { makePlan } from '../../seed/plan.ts';
import type { Row } from '../../seed/row.ts';
import { tables } from '../../seed/tables.ts';
import { sampleMedia } from '../unit/seed/sample-media.ts';
import { test } from './blank-page.ts';

const web = fileURLToPath(new URL('../../chat/web/', import.meta.url));
/** As in chat/web/src/styles/base.css. */
const textFonts = readFileSync(`${web}src/styles/base.css`, 'utf8').match(/-apple-system,[^;]+/)?.[0] ?? '';
/** In none of the fonts: an unassigned code point, a private one, and a script that was left out. */
const never = ['\u{10ffff}', '\ue123', '\u0995'];

/** A package of the client's, which takes its emoji from it. */
const pickerData = 'emoji-picker-element-data';

const emojiData = z.array(
  z.object({
    emoji: z.string(),
    version: z.number(),
    skins: z.array(z.object({ emoji: z.string() })).optional(),
  }),
);

test.skip(process.platform !== 'linux', 'elsewhere the fonts are those of the system');

function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}

/** Each grapheme once that a reader can see. */
function visible(texts: Iterable<string>): string[] {
  const all = new Set<string>();
  for (const text of texts) for (const grapheme of graphemesOf(text)) all.add(grapheme);
  return [...all].filter((grapheme) => /[^\s\p{C}]/u.test(grapheme));
}

function* seededTexts(): Generator<string> {
  const plan = makePlan('small', 1, sampleMedia);
  for (const { rows } of tables) {
    for (const row of rows(plan) as Iterable<Row>) {
      for (const cell of row) if (typeof cell === 'string') yield cell;
    }
  }
}

function* clientTexts(): Generator<string> {
  yield readFileSync(`${web}index.html`, 'utf8');
  for (const entry of readdirSync(`${web}src`, { recursive: true, encoding: 'utf8' })) {
    if (/\.(ts|tsx|css)$/.test(entry)) yield readFileSync(`${web}src/${entry}`, 'utf8');
  }
}

/** Those that are drawn as the box of a missing glyph. Runs inside the page. */
function drawnAsBoxes({ graphemes, fonts }: { graphemes: string[]; fonts: string }): string[] {
  const context = new OffscreenCanvas(96, 48).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const drawn = (text: string): string => {
    context.clearRect(0, 0, 96, 48);
    context.font = `32px ${fonts}`;
    context.fillText(text, 4, 36);
    return context.getImageData(0, 0, 96, 48).data.join(',');
  };
  const box = drawn('\u{10ffff}');
  return graphemes.filter((grapheme) => drawn(grapheme) === box);
}

test('the seeded texts and the words of the client have glyphs', async ({ blank }) => {
  const graphemes = visible([...seededTexts(), ...clientTexts()]);
  for (const expected of ['Ż', 'й', 'ש', 'م', 'की', '你', 'の', '사', '👨‍👩‍👧‍👦', '…', '👍']) {
    expect(graphemes).toContain(expected);
  }
  const boxes = await blank.evaluate(drawnAsBoxes, { graphemes: [...graphemes, ...never], fonts: textFonts });
  expect(boxes).toEqual(never);
});

test('every emoji of the picker is a single glyph of the colour font', async ({ blank }) => {
  const manifest = findPackageJSON(pickerData, web);
  const file = path.join(path.dirname(manifest ?? ''), 'en/emojibase/data.json');
  const data = emojiData.parse(JSON.parse(readFileSync(file, 'utf8')));
  const emoji = data.flatMap((each) => [each.emoji, ...(each.skins ?? []).map((skin) => skin.emoji)]);
  expect(emoji.length).toBeGreaterThan(3_500);

  // Not a sequence of Unicode, so it falls apart: the control.
  const separate = '🧑‍🦰‍🚀';
  // Each in a block of its own: a skin tone would join what stands before it.
  await blank.setContent([...emoji, separate].map((each) => `<p>${each}</p>`).join(''));
  const session = await blank.context().newCDPSession(blank);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: 'p' });
  const wrong: string[] = [];
  for (const [index, nodeId] of nodeIds.entries()) {
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    const drawn = fonts.map(({ familyName, glyphCount }) => `${glyphCount} of ${familyName}`).join(', ');
    if (drawn !== '1 of Noto Color Emoji') wrong.push(`${emoji[index] ?? separate}: ${drawn}`);
  }
  expect(wrong).toEqual([`${separate}: 3 of Noto Color Emoji`]);
  expect(await blank.evaluate(drawnAsBoxes, { graphemes: emoji, fonts: 'emoji' })).toEqual([]);
});
