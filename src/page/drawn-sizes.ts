/**
 * Runs inside a page. Measures texts with the fonts that this browser finds (CSS px): advance, and the boxes
 * of font and ink. The result is a text that is equal when the same fonts are used. It covers font families
 * that pages request, upright, bold and italic, in the scripts of chats; other fonts are not detected.
 */
export function drawnSizes(): string {
  const families = [
    'sans-serif',
    'serif',
    'monospace',
    'system-ui',
    'Arial',
    'Helvetica Neue',
    'Segoe UI',
    'Roboto',
    'Georgia',
    'Menlo',
    'Consolas',
  ];
  const styles = ['', 'bold', 'italic'];
  const texts = [
    'Sphinx of black quartz',
    'Съешь ещё этих булок',
    'नमस्ते',
    'สวัสดี',
    'مرحبا',
    'שלום',
    '你好世界',
    'こんにちは',
    '안녕',
    '👍🏽👨‍👩‍👧',
  ];
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  const sizeOf = (text: string): string => {
    const box = context.measureText(text);
    const font = [box.width, box.fontBoundingBoxAscent, box.fontBoundingBoxDescent];
    const ink = [box.actualBoundingBoxRight, box.actualBoundingBoxAscent, box.actualBoundingBoxDescent];
    return [...font, ...ink].map((size) => size.toFixed(2)).join(' ');
  };
  return families
    .flatMap((family) =>
      styles.map((style) => `${style} 100px ${family.includes(' ') ? `"${family}"` : family}`),
    )
    .map((font) => {
      context.font = font;
      return texts.map(sizeOf).join(' ');
    })
    .join('\n');
}
