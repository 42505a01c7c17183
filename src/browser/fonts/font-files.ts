/** A font file in an npm package. */
export interface FontFile {
  package: string;
  /** Path inside the package. */
  file: string;
}

const weights = { regular: '400Regular', bold: '700Bold' } as const;

/**
 * The fonts of the measured browser, in the order in which a missing glyph is searched.
 *
 * Arimo, Tinos and Cousine have the metrics of Arial, Times New Roman and Courier New, so a page is laid out
 * as on Windows and macOS; they contain Latin, Greek, Cyrillic and Hebrew. Noto Sans S Chinese contains Han
 * and kana, DejaVu Sans symbols and smaller scripts. Noto Color Emoji comes last: it also contains digits and
 * text symbols, which must not be drawn as emoji (real emoji are matched earlier, see fontconfig.ts).
 */
export const fontFiles: readonly FontFile[] = [
  ...['Arimo', 'Tinos', 'Cousine'].flatMap((family) =>
    [weights.regular, `${weights.regular}_Italic`, weights.bold, `${weights.bold}_Italic`].map((style) =>
      googleFont(family, style),
    ),
  ),
  ...['Regular', 'Bold'].map((style) => ({
    package: '@embedpdf/fonts-arabic',
    file: `fonts/NotoNaskhArabic-${style}.ttf`,
  })),
  ...['NotoSansDevanagari', 'NotoSansThai', 'NanumGothic'].flatMap((family) =>
    [weights.regular, weights.bold].map((style) => googleFont(family, style)),
  ),
  ...['Regular', 'Bold'].map((style) => ({
    package: '@embedpdf/fonts-sc',
    file: `fonts/NotoSansHans-${style}.otf`,
  })),
  { package: 'dejavu-fonts-ttf', file: 'ttf/DejaVuSans.ttf' },
  { package: 'dejavu-fonts-ttf', file: 'ttf/DejaVuSans-Bold.ttf' },
  googleFont('NotoColorEmoji', weights.regular),
];

/** `NotoSansThai`, `400Regular` → @expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf */
function googleFont(family: string, style: string): FontFile {
  const name = family.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return { package: `@expo-google-fonts/${name}`, file: `${style}/${family}_${style}.ttf` };
}
