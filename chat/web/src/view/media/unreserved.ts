/** The defect `layout-shift`: the styles of an album and its pictures, which take their space when they have loaded. */
export const unreserved = {
  album: (width: number) => ({ width, display: 'block' }),
  picture: { position: 'static', display: 'block', height: 'auto' },
} as const;
