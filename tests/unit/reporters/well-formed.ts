import sharp from 'sharp';

/**
 * Throws unless the text is well-formed XML: libxml2, which sharp draws SVGs with, is strict.
 *
 * @param text a document; one that is not an SVG is parsed as the metadata of one
 */
export async function parseXml(text: string): Promise<void> {
  const body = text.replace(/^<\?xml[^>]*\?>\s*/, '');
  const document = body.startsWith('<svg')
    ? body
    : `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><metadata>${body}</metadata></svg>`;
  await sharp(Buffer.from(document)).metadata();
}

/** Words that stand in a document only when a value was missing or wrong. */
export const leaks = /\b(?:NaN|undefined|null|Infinity)\b|\[object/;
