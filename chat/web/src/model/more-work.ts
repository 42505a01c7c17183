import { options } from 'preact';

/** How much more that is for the main thread is measured: docs/error-rates.md, "More work". */
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
