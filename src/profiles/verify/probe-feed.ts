/**
 * A page that does the same work every time: 400 rows in the document, an update of one row in each frame
 * that scrolls, no image, no timer, nothing random. Differences between its measurements come from the
 * machine.
 */
export const probeFeed = `<!doctype html>
<html lang="en">
<title>Probe feed</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<style>
  body { margin: 0; font: 16px sans-serif; }
  p { height: 60px; margin: 0; box-sizing: border-box; padding: 8px; border-bottom: 1px solid #ccc; }
</style>
<main></main>
<script>
  const main = document.querySelector('main');
  for (let row = 0; row < 400; row++) {
    const element = document.createElement('p');
    element.textContent = 'Row ' + row + ': the harbour is quiet and the ferry leaves at seven';
    main.append(element);
  }
  addEventListener('scroll', () => {
    const row = main.children[Math.floor(scrollY / 60)];
    if (row) row.textContent = 'Read to ' + Math.round(scrollY);
  });
</script>
`;
