import { options } from 'preact';

/** So many that opening a conversation takes the main thread about a fifth more time. */
const roundsPerComponent = 100_000;

/** The defect `more-work`: whatever is rendered takes longer, as with a careless computation in each component. */
export function addWork(): void {
  const { diffed } = options;
  options.diffed = (node) => {
    if (typeof node.type === 'function') compute();
    diffed?.(node);
  };
}

/** A result that is kept, so that no compiler leaves the work out. */
let kept = 1;

function compute(): void {
  for (let round = 0; round < roundsPerComponent; round++) kept = Math.imul(kept ^ (kept >>> 15), 0x2c1b3c6d);
}
