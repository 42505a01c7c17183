/** Families in the order of font-files.ts, bound strongly: no language changes the order. */
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

/** The font for each generic family and for the families with the same metrics. */
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
 * How glyphs are drawn, as in the defaults of Debian and Ubuntu. It affects the width of text where the
 * device pixel ratio is 1.
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
 * The whole configuration except its folders. It includes no configuration of the host.
 *
 * Chromium searches a missing glyph by language, and an emoji by the language `und-zsye`.
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

/**
 * A complete configuration file. @param folder contains the fonts @param cache folder for fontconfig's cache
 */
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
