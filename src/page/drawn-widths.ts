/**
 * Runs inside a page: what texts are wide with the fonts that this browser finds (CSS px), as a text that is equal where
 * the same fonts draw. Families that pages ask for, in the scripts of chats; a font that none of them leads to changes
 * no layout either.
 */
export function drawnWidths(): string {
  const families = [
    'sans-serif',
    'serif',
    'monospace',
    'system-ui',
    'Arial',
    'Helvetica Neue',
    'Segoe UI',
    'Roboto',
  ];
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
  return families
    .map((family) => {
      context.font = `100px ${family.includes(' ') ? `"${family}"` : family}`;
      return texts.map((text) => context.measureText(text).width.toFixed(2)).join(' ');
    })
    .join('\n');
}
