/** What `--repeat` finds on pages whose leak is known. */
import { expect } from '@playwright/test';
import { judgeLeak } from '../../src/core/judging/leak.ts';
import { growthPoints } from '../../src/metrics/growth.ts';
import { html, Site, test } from './measure-pages.ts';

for (const [kind, leaked, grows] of [
  ['keeps 10 elements of every click', 'kept.push(box.innerHTML && [...box.children]);', 20],
  ['lets all of them go', '', 0],
] as const) {
  test(`a page that ${kind}: ${grows} detached nodes more with every repetition`, async ({ visit }) => {
    const script = `const kept = []; const box = document.querySelector('#box');
      document.querySelector('button').onclick = () => {
        box.innerHTML = '<p>item</p>'.repeat(10); ${leaked} box.innerHTML = '';
      };`;
    await using site = await Site.start((_, response) =>
      html(
        response,
        `<h1>Hello</h1><button>Go</button><input><div id="box"></div><script>${script}</script>`,
      ),
    );
    const words = ['--click', 'button', '--type', 'input=Hello'];
    const { leak } = await visit(site.url, words, 'memory', undefined, 7);
    if (leak === undefined) throw new Error('nothing was repeated');
    const counts = growthPoints(leak).filter(({ unit }) => unit === 'count');
    const verdicts = counts.map(({ metric, points }) => {
      const { status, perRepetition } = judgeLeak([points.map(([, value]) => value)], 'count');
      return [metric, status, perRepetition];
    });
    expect(verdicts).toContainEqual(['detached-nodes', grows === 0 ? 'clean' : 'leaks', grows]);
    expect(verdicts).toContainEqual(['dom-elements', 'clean', 0]);
  });
}

test('what stands where something was pressed before is named', async ({ visit }) => {
  await using site = await Site.start((_, response) =>
    html(
      response,
      `<h1>Hello</h1><button id="runs" style="position:fixed;top:0">Go</button><script>
        const runs = document.querySelector('#runs');
        runs.onclick = () => { runs.style.top = parseInt(runs.style.top) + 60 + 'px'; };
      </script>`,
    ),
  );
  await expect(visit(site.url, ['--click', '#runs'], 'memory', undefined, 3)).rejects.toThrow(
    /--click "#runs" was <button id="runs"> .* now <html> .* is there.*REPEAT_MOVED/s,
  );
});
