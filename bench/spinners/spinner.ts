/** Uses a share of the time of its core until stdin ends: `node spinner.ts <duty> <mean period in ms>`. */
const [duty = Number.NaN, periodMs = Number.NaN] = process.argv.slice(2).map(Number);

/** How long the event loop, which receives the end of the input, has to wait. */
const turnMs = 100;
const never = new Int32Array(new SharedArrayBuffer(4));

let nextMs = performance.now();
function spin(): void {
  const turnStartMs = performance.now();
  while (performance.now() - turnStartMs < turnMs) {
    // Random length: the kernel counts CPU time at its ticks, and equal periods could be in phase with them.
    const lengthMs = periodMs * (0.5 + Math.random());
    const startMs = performance.now();
    while (performance.now() - startMs < duty * lengthMs);
    nextMs += lengthMs;
    // Skips missed periods: catching up would keep the core busy for longer.
    if (nextMs < performance.now()) nextMs = performance.now();
    // A timer of the event loop has steps of 1 ms; this sleeps for as short a time as the kernel can.
    Atomics.wait(never, 0, 0, nextMs - performance.now());
  }
  setImmediate(spin);
}

process.stdin.on('end', () => process.exit()).resume();
spin();
console.log('spinning');
