import { useEffect } from 'react';

/** The defect `listener-leak`: closes the row's toolbar when the window changes, and never stops listening. */
export function useLeakedListener(setActive: (active: boolean) => void): void {
  useEffect(() => {
    addEventListener('resize', () => setActive(false));
  }, [setActive]);
}
