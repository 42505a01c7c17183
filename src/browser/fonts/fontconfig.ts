/** Families in the order of font-files.ts; a strong order, so that neither the page's language nor the host's changes it. */
const fallbackOrder = [
  'Arimo',
  'Noto Naskh Arabic',
  'Noto Sans Devanagari',
  'Noto Sans Thai',
  'Noto Sans S Chinese',
  'NanumGothic',
  'DejaVu Sans',
  'Noto Color Emoji',
] as const;

/** Which font stands for a generic family, and for the families of the same metrics. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  Arimo: [
    'sans-serif',
    'sans',
    'system-ui',
    'ui-sans-serif',
    'cursive',
    'fantasy',
    'Arial',
    'Helvetica',
    'Liberation Sans',
  ],
  Tinos: ['serif', 'ui-serif', 'Times', 'Times New Roman', 'Liberation Serif'],
  Cousine: ['monospace', 'ui-monospace', 'mono', 'Courier', 'Courier New', 'Liberation Mono'],
  'Noto Color Emoji': ['emoji'],
};

/**
 * How glyphs are drawn: what Debian and Ubuntu set by default. It decides the width of text where the device pixel
 * ratio is 1.
 */
const drawing = {
  antialias: 'bool>true',
  hinting: 'bool>true',
  hintstyle: 'const>hintslight',
  autohint: 'bool>false',
  rgba: 'const>none',
  lcdfilter: 'const>lcddefault',
  embeddedbitmap: 'bool>true',
} as const;

/**
 * Everything of the configuration but its folders. It includes nothing of the host.
 *
 * Chromium looks for a missing glyph by language, and for emoji by the language `und-zsye`.
 * Source: https://www.freedesktop.org/software/fontconfig/fontconfig-user.html
 */
export const fontRules: string = [
  ...Object.entries(aliases).flatMap(([font, families]) =>
    families.map(
      (family) =>
        `<match target="pattern"><test qual="any" name="family"><string>${family}</string></test>${prepend(font)}</match>`,
    ),
  ),
  `<match target="pattern"><test name="lang" compare="contains"><string>und-zsye</string></test>${prepend('Noto Color Emoji')}</match>`,
  `<match target="pattern">${fallbackOrder.map((family) => `<edit name="family" mode="append_last" binding="strong"><string>${family}</string></edit>`).join('')}</match>`,
  `<match target="pattern">${Object.entries(drawing)
    .map(([name, value]) => assign(name, value))
    .join('')}</match>`,
].join('\n');

/** A whole configuration file. @param folder holds the fonts @param cache where fontconfig may keep what it has read */
export function fontconfigFile(folder: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>${escaped(folder)}</dir>
<cachedir>${escaped(cache)}</cachedir>
${fontRules}
</fontconfig>
`;
}

function prepend(family: string): string {
  return `<edit name="family" mode="prepend_first" binding="strong"><string>${family}</string></edit>`;
}

function assign(name: string, value: string): string {
  const [type = '', text = ''] = value.split('>');
  return `<edit name="${name}" mode="assign"><${type}>${text}</${type}></edit>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
