/** Keeps its core busy for a share of the time: `node spinner.ts <duty> <mean period in ms>`. Ends with its input. */
const [duty = Number.NaN, periodMs = Number.NaN] = process.argv.slice(2).map(Number);

/** So long the event loop, which hears of the end of the input, has to wait. */
const turnMs = 100;
const never = new Int32Array(new SharedArrayBuffer(4));

let nextMs = performance.now();
function spin(): void {
  const turnStartMs = performance.now();
  while (performance.now() - turnStartMs < turnMs) {
    // Of random length: the kernel counts CPU time at its ticks, and equal periods would be in step with them.
    const lengthMs = periodMs * (0.5 + Math.random());
    const startMs = performance.now();
    while (performance.now() - startMs < duty * lengthMs);
    nextMs += lengthMs;
    // A period that was missed is gone: catching up would take the core for longer.
    if (nextMs < performance.now()) nextMs = performance.now();
    // A timer of the event loop has steps of 1 ms; this sleeps for as short as the kernel can.
    Atomics.wait(never, 0, 0, nextMs - performance.now());
  }
  setImmediate(spin);
}

process.stdin.on('end', () => process.exit()).resume();
spin();
console.log('spinning');
