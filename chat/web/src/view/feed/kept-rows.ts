import type { Range } from '@tanstack/react-virtual';
import { useCallback, useState } from 'react';
import type { Row } from './rows.ts';

type Extract = (range: Range) => number[];

/** The defect `never-removes`: the window of the list, and all rows that were ever in it. */
export function useKeptRows(extract: Extract, rows: readonly Row[]): Extract {
  const [seen] = useState(() => new Set<string>());
  return useCallback(
    (range) => {
      for (const index of extract(range)) seen.add(rows[index]?.key ?? '');
      return rows.flatMap(({ key }, index) => (seen.has(key) ? [index] : []));
    },
    [extract, rows, seen],
  );
}
