/** The style sheet of every list, for the document and for a shadow root. */
export const style = `
:root { color-scheme: light; --page: #f1f3f6; --bubble: #fff; --text: #1c2026; --weak: #626b76; --line: #d5dae1; }
:root[data-theme='dark'] { color-scheme: dark; --page: #14171b; --bubble: #24292f; --text: #e8ebef; --weak: #98a1ac; --line: #363c44; }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: flex; flex-direction: column; background: var(--page); color: var(--text); font: 15px/1.4 Arimo, Arial, sans-serif; }
header { padding: 12px 16px; border-bottom: 1px solid var(--line); background: var(--bubble); font-weight: bold; }
footer { padding: 10px 16px 14px; border-top: 1px solid var(--line); background: var(--bubble); color: var(--weak); }
#app { flex: 1; min-height: 0; display: flex; flex-direction: column; }
#app > * { flex: 1; min-height: 0; }
#list { overflow-x: hidden; overflow-y: auto; background: var(--page); color: var(--text); }
iframe { border: 0; width: 100%; }
.row { display: flex; gap: 8px; padding: 4px 12px; }
.avatar { display: block; flex: none; width: 32px; height: 32px; border-radius: 50%; color: #fff; text-align: center; line-height: 32px; font-weight: bold; }
.bubble { min-width: 0; padding: 6px 10px; border-radius: 10px; background: var(--bubble); overflow-wrap: anywhere; }
.bubble p { margin: 0; }
.picture { display: block; margin-top: 6px; max-width: 100%; border-radius: 6px; }
.divider { padding: 10px 12px; text-align: center; font-size: 12px; color: var(--weak); }
.divider span { padding: 2px 10px; border-radius: 10px; background: var(--line); color: var(--text); }
.older { display: block; margin: 10px auto; padding: 6px 14px; font: inherit; }
.color-0 { background: #b3412f; } .color-1 { background: #7a3fa0; } .color-2 { background: #2a6a9e; }
.color-3 { background: #23764a; } .color-4 { background: #8a5a12; } .color-5 { background: #4d5a6a; }
.reversed { display: flex; flex-direction: column-reverse; } .reversed > * { flex: none; }
.windowed { overflow-anchor: none; }
table { width: 100%; border-collapse: collapse; } td { padding: 0; } tr.row { display: table-row; }
tr.row td { padding: 4px 0 4px 12px; vertical-align: top; width: 44px; } tr.row td + td { width: auto; padding: 4px 12px 4px 8px; }
.sizer { position: relative; } .sizer > * { position: absolute; top: 0; left: 0; right: 0; }
html.scrolls body { height: auto; min-height: 100dvh; }
html.scrolls header { position: sticky; top: 0; z-index: 1; } html.scrolls footer { position: sticky; bottom: 0; }
lit-virtualizer > * { width: 100%; }
.skipped .row { content-visibility: auto; contain-intrinsic-size: auto 90px; }
`;
