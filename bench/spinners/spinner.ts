/** Keeps its core busy for a share of each period: `node spinner.ts <duty> <period in ms>`. Ends with its input. */
const [duty = Number.NaN, periodMs = Number.NaN] = process.argv.slice(2).map(Number);

let nextMs = performance.now();
function spin(): void {
  const startMs = performance.now();
  while (performance.now() - startMs < duty * periodMs);
  nextMs += periodMs;
  // A period that was missed is gone: catching up would take the core for longer.
  if (nextMs < performance.now()) nextMs = performance.now();
  setTimeout(spin, Math.max(0, nextMs - performance.now()));
}

process.stdin.on('end', () => process.exit()).resume();
spin();
console.log('spinning');
