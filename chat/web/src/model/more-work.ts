import { options } from 'preact';

/** docs/error-rates.md, "More work", shows how much more main-thread time that is. */
const roundsPerComponent = 11_000;

/** The defect `more-work`: each component takes longer to render, as with a careless computation in it. */
export function addWork(): void {
  const { diffed } = options;
  options.diffed = (node) => {
    if (typeof node.type === 'function') compute();
    diffed?.(node);
  };
}

/** Keeps the result, so that the compiler cannot remove the work. */
let kept = 1;

function compute(): void {
  for (let round = 0; round < roundsPerComponent; round++) kept = Math.imul(kept ^ (kept >>> 15), 0x2c1b3c6d);
}
