/** Styles of a cell's page, light and dark; pictures are restyled through the classes of `svg.ts`. */
export const style = `
:root {
  --paper: #ffffff; --ground: #f5f7fa; --ink: #1f2933; --muted: #5f6c7b; --edge: #dde3ea;
  --met: #1b7f5c; --missed: #b3261e; --inconclusive: #8a5a00; --invalid: #6b3fa0; --none: #5f6c7b;
  --link: #2166ac;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 24px; }
header, section { background: var(--paper); border: 1px solid var(--edge); border-radius: 10px;
  padding: 20px 24px; margin: 0 0 16px; }
header { border-left: 6px solid var(--none); }
header.met { border-left-color: var(--met); } header.missed { border-left-color: var(--missed); }
header.inconclusive { border-left-color: var(--inconclusive); } header.invalid { border-left-color: var(--invalid); }
.badge { display: inline-block; margin: 0 0 8px; padding: 2px 12px; border-radius: 999px; color: #fff;
  background: var(--none); font-weight: 600; }
.met .badge { background: var(--met); } .missed .badge { background: var(--missed); }
.inconclusive .badge { background: var(--inconclusive); } .invalid .badge { background: var(--invalid); }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; text-wrap: balance; }
h2 { margin: 0 0 12px; font-size: 17px; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
.lead { font-size: 16px; max-width: 90ch; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 8px 0 0; padding: 0; list-style: none; }
.facts li { border: 1px solid var(--edge); border-radius: 6px; padding: 0 8px; color: var(--muted); font-size: 13px; }
.trouble { margin: 12px 0 0; padding: 8px 12px; border-left: 4px solid var(--invalid); background: var(--ground); }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--edge); vertical-align: top; text-align: left; }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
th.right, td.right { text-align: right; white-space: nowrap; }
td.left { min-width: 8em; overflow-wrap: break-word; }
tbody tr:last-child td { border-bottom: 0; }
.scroll + .scroll { margin-top: 16px; }
tr.met td:first-child { color: var(--met); } tr.missed td:first-child { color: var(--missed); }
tr.inconclusive td:first-child { color: var(--inconclusive); } tr.invalid td:first-child { color: var(--invalid); }
tr.met td:first-child, tr.missed td:first-child, tr.inconclusive td:first-child, tr.invalid td:first-child {
  min-width: 0; font-weight: 600; white-space: nowrap; }
ul { margin: 8px 0 0; padding-left: 20px; }
.pictures { display: flex; flex-wrap: wrap; gap: 16px; }
figure { margin: 0; min-width: 0; flex: 1 1 100%; }
figure.half { flex: 1 1 480px; max-width: 720px; }
figure svg { display: block; width: 100%; height: auto; min-width: 460px; }
figure.wide svg { min-width: 900px; }
figcaption { color: var(--muted); font-size: 13px; }
a { color: var(--link); } code { font-size: 13px; color: var(--muted); }
@media (max-width: 640px) { main { padding: 12px; } header, section { padding: 14px; } }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #1a2029; --ground: #11161d; --ink: #e4e9f0; --muted: #9aa7b6; --edge: #303a47;
    --met: #4fc39a; --missed: #ff8a80; --inconclusive: #f2b950; --invalid: #c7a2f5; --none: #9aa7b6; --link: #82b8ea; }
  .badge { color: #11161d; }
  svg .f-paper, svg.f-paper { fill: #1a2029; } svg .f-ink { fill: #e4e9f0; } svg .f-muted { fill: #9aa7b6; }
  svg .f-band { fill: #232c38; } svg .f-good { fill: #5b93bb; } svg .f-warn { fill: #f2b950; }
  svg .f-bad, svg .f-limit { fill: #ff8a80; } svg .f-line { fill: #82b8ea; } svg .f-second { fill: #4fc39a; }
  svg .s-ink { stroke: #e4e9f0; } svg .s-muted { stroke: #9aa7b6; } svg .s-grid { stroke: #303a47; }
  svg .s-bad, svg .s-limit { stroke: #ff8a80; } svg .s-warn { stroke: #f2b950; } svg .s-good { stroke: #5b93bb; }
  svg .s-line { stroke: #82b8ea; } svg .s-second { stroke: #4fc39a; }
}
@media print {
  body { background: none; font-size: 13px; }
  main { max-width: none; padding: 0; }
  header { break-inside: avoid; }
  section { padding: 12px 0; border-width: 1px 0 0; border-radius: 0; }
  h1, h2, h3 { break-after: avoid; }
  .scroll, .pictures { display: block; overflow: visible; }
  thead { display: table-header-group; }
  tr, figure, li, img { break-inside: avoid; }
  th { white-space: normal; }
  td.left { min-width: 0; overflow-wrap: anywhere; }
  figure { margin: 0 0 12px; }
  figure.half { display: inline-block; width: 49%; }
  figure svg, figure.wide svg { min-width: 0; max-width: 100%; max-height: 17cm; }
  img { max-width: 100%; max-height: 17cm; }
  a[href]:not([href^='#'])::after { content: ' (' attr(href) ')'; color: var(--muted); overflow-wrap: anywhere; }
}
`;
