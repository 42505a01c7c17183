/** Styles of the page of trends, besides those of a cell's page. */
export const trendStyle = `
h3 { margin: 0; font-size: 15px; }
.name { color: var(--muted); font-size: 13px; margin: 0 0 8px; }
article { border-top: 1px solid var(--edge); padding-top: 16px; margin-top: 16px;
  content-visibility: auto; contain-intrinsic-size: auto 480px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 16px; }
.charts figure { border: 1px solid var(--edge); border-radius: 8px; padding: 10px 8px 2px; scroll-margin-top: 16px; }
.charts figure svg { min-width: 0; }
.charts figure.worse { border-color: var(--missed); } .charts figure.better { border-color: var(--met); }
.charts figure:target { outline: 3px solid var(--link); outline-offset: 1px; }
.charts figcaption { display: flex; justify-content: space-between; gap: 8px; padding: 0 4px; font-size: 14px; color: var(--ink); }
.charts figcaption span { font-variant-numeric: tabular-nums; white-space: nowrap; }
.worse figcaption span { color: var(--missed); } .better figcaption span { color: var(--met); }
.nowrap { white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 12px 0 0; color: var(--muted); font-size: 13px; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.legend i { display: inline-block; }
.dot { width: 8px; height: 8px; border-radius: 50%; background: #2166ac; }
.dot.hollow { background: none; border: 2px solid var(--muted); }
.whisker { width: 3px; height: 14px; background: #6aa5cf; opacity: .6; }
.machine { width: 6px; height: 6px; border-radius: 50%; background: var(--ink); }
.level { width: 18px; height: 2px; background: var(--ink); }
#tip { position: fixed; z-index: 1; max-width: 360px; padding: 6px 10px; border-radius: 6px; font-size: 13px;
  background: var(--ink); color: var(--paper); pointer-events: none; white-space: pre-line; }
#tip[hidden] { display: none; }
@media (prefers-color-scheme: dark) { svg .s-paper { stroke: #1a2029; } .dot { background: #82b8ea; } .whisker { background: #5b93bb; } }
`;

/** Shows the run under the pointer. Everything important is on the page without it. */
export const trendScript = `
const tip = document.getElementById('tip');
const { groups } = JSON.parse(document.getElementById('data').textContent);
const hide = () => { tip.hidden = true; };
addEventListener('scroll', hide, { passive: true });
addEventListener('pointermove', ({ target, clientX, clientY }) => {
  const chart = target.closest && target.closest('.charts svg');
  if (!chart) return hide();
  const { id } = chart.parentElement;
  const group = groups.find(({ charts }) => id in charts);
  const box = chart.getBoundingClientRect();
  const x = (clientX - box.left) / box.width * chart.viewBox.baseVal.width;
  const away = ([at]) => Math.abs(group.xPx[at] - x);
  const [at, words] = group.charts[id].reduce((near, each) => away(each) < away(near) ? each : near);
  tip.textContent = words + '\\n' + group.runs[at];
  tip.hidden = false;
  tip.style.left = Math.min(clientX + 14, innerWidth - tip.offsetWidth - 8) + 'px';
  tip.style.top = (clientY + 18 + tip.offsetHeight > innerHeight ? clientY - tip.offsetHeight - 12 : clientY + 18) + 'px';
});
`;
