/** How a user starts Backscroll: from a checkout its script, from an installed package its program. */
export const backscrollCommand = import.meta.url.endsWith('.ts') ? 'npm run backscroll --' : 'npx backscroll';
