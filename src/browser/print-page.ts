import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import type { Browser } from './find.ts';
import { launchOptions } from './launch.ts';

/**
 * Prints a local page as a PDF: A4 landscape, in its light colours.
 *
 * @param file the page; files that it links by relative paths are drawn too
 */
export async function printPage(browser: Browser, file: string, pdf: string): Promise<void> {
  const running = await chromium.launch(await launchOptions(browser));
  try {
    const page = await running.newPage({ colorScheme: 'light' });
    await page.goto(pathToFileURL(file).href);
    await page.pdf({
      path: pdf,
      format: 'A4',
      landscape: true,
      printBackground: true,
      scale: 0.75,
      margin: { top: '10mm', right: '10mm', bottom: '12mm', left: '10mm' },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="font-size:8px;width:100%;text-align:center"><span class="title"></span> · <span class="pageNumber"></span>/<span class="totalPages"></span></div>',
    });
  } finally {
    await running.close();
  }
}
