/** Styles of the page of a run, besides those of a cell's page. */
export const dashboardStyle = `
h3 { margin: 12px 0 8px; font-size: 15px; }
.tools { display: flex; flex-wrap: wrap; gap: 8px 20px; color: var(--muted); font-size: 14px; }
.tools select, .tools input { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--edge);
  border-radius: 6px; padding: 4px 8px; }
.matrix th[scope=row] { color: var(--ink); font-weight: 500; padding-top: 14px; white-space: normal; min-width: 14em; }
table.matrix { width: auto; } .matrix tbody tr:last-child th { border-bottom: 0; }
.matrix td { padding: 5px 8px 5px 0; }
.tile { display: block; min-width: 150px; max-width: 360px; border-radius: 8px; padding: 6px 10px; text-decoration: none; color: var(--ink);
  background: var(--ground); border: 1px solid var(--edge); border-left: 5px solid var(--none); }
.tile:hover { border-color: var(--link); }
.tile:focus-visible, a:focus-visible, select:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.tile b { display: block; font-weight: 600; color: var(--none); }
.tile small { color: var(--muted); font-size: 12px; }
.tile.met { border-left-color: var(--met); } .tile.met b { color: var(--met); }
.tile.missed { border-left-color: var(--missed); } .tile.missed b { color: var(--missed); }
.tile.inconclusive { border-left-color: var(--inconclusive); } .tile.inconclusive b { color: var(--inconclusive); }
.tile.invalid { border-left-color: var(--invalid); } .tile.invalid b { color: var(--invalid); }
.matrix tbody tr { content-visibility: auto; contain-intrinsic-size: auto 70px; }
.back { margin: 0 0 12px; }
[hidden] { display: none; }
.cell:focus { outline: none; }
@media print {
  .tools, .back { display: none; }
  .cell { break-before: page; }
  table.matrix { width: 100%; }
  .matrix tbody tr { content-visibility: visible; }
  .matrix th[scope=row] { min-width: 0; }
  .tile { min-width: 0; padding: 4px 6px; break-inside: avoid; }
}
`;

/** Opens cells by the address, so that the browser's back button and links work; filters the overview. */
export const dashboardScript = `
const overview = document.getElementById('overview');
const opened = document.getElementById('opened');
const place = opened.querySelector('.cell');
let leftAt = 0;
const unpack = (text) => new Response(
  new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]).stream()
    .pipeThrough(new DecompressionStream('gzip'))).text();
const show = async () => {
  const packed = document.getElementById(location.hash.slice(1) + '-packed');
  if (!packed) {
    if (overview.hidden) { opened.hidden = true; overview.hidden = false; place.replaceChildren(); scrollTo(0, leftAt); }
    return;
  }
  const text = await unpack(packed.textContent);
  // Another one was requested meanwhile.
  if (packed.id !== location.hash.slice(1) + '-packed') return;
  if (opened.hidden) leftAt = scrollY;
  place.innerHTML = text;
  overview.hidden = true;
  opened.hidden = false;
  scrollTo(0, 0);
  place.focus({ preventScroll: true });
};
addEventListener('hashchange', show);
show();
const filter = document.getElementById('filter');
const search = document.getElementById('search');
const rows = [...document.querySelectorAll('.matrix tbody tr')];
const narrow = () => {
  const words = search.value.toLowerCase().split(/\\s+/);
  for (const row of rows) {
    const name = row.cells[0].textContent.toLowerCase();
    const open = filter.value === '' || row.querySelector('.tile:not(.met)') !== null;
    row.hidden = !(open && words.every((word) => name.includes(word)));
  }
};
filter?.addEventListener('change', narrow);
search?.addEventListener('input', narrow);
`;
