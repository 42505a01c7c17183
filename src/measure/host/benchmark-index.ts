/**
 * Runs inside a page: how fast this host runs JavaScript (index, higher is faster).
 *
 * Half of the work makes garbage, half copies integers. Lighthouse warns below 750 for a desktop and below
 * 150 to 300 for phones. An index depends on the browser's version as well as on the host.
 * Source: Lighthouse 13, core/lib/page-functions.js, `computeBenchmarkIndex`, copied step by step so that the
 * figures are comparable with Lighthouse's.
 *
 * @param durationMs Lighthouse takes 1,000, Chrome DevTools' calibration 250; single readings of 250 vary
 *   by a tenth
 */
export function benchmarkIndex(durationMs: number): number {
  const windowMs = durationMs / 2;

  function stringsPerSecond(): number {
    const startMs = Date.now();
    let iterations = 0;
    while (Date.now() - startMs < windowMs) {
      let text = '';
      for (let index = 0; index < 10_000; index++) text += 'a';
      // Never true, but it keeps the compiler from dropping the loop.
      if (text.length === 1) throw new Error('the benchmark was optimised away');
      iterations++;
    }
    return iterations / ((Date.now() - startMs) / 1000);
  }

  function copiesPerSecond(): number {
    const first: number[] = [];
    const second: number[] = [];
    for (let index = 0; index < 100_000; index++) first[index] = second[index] = index;
    const startMs = Date.now();
    let iterations = 0;
    // Reads the clock only in every tenth round, which avoids a performance cliff of some Intel CPUs
    // (v8:10954).
    while (iterations % 10 !== 0 || Date.now() - startMs < windowMs) {
      const source = iterations % 2 === 0 ? first : second;
      const target = iterations % 2 === 0 ? second : first;
      for (let index = 0; index < source.length; index++) target[index] = source[index] as number;
      iterations++;
    }
    return iterations / ((Date.now() - startMs) / 1000);
  }

  // Divided by 10 to stay in the range of the index's first version, as Lighthouse does.
  return (Math.round(stringsPerSecond() / 10) + Math.round(copiesPerSecond() / 10)) / 2;
}
