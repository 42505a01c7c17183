import { type ComponentType, memo, type ReactElement } from 'react';
import { hasDefect } from '../../model/defects.ts';

type Memoized = <Props extends object>(component: (props: Props) => ReactElement) => ComponentType<Props>;

/** `memo`; with the defect `rerender-all`, a component that renders whenever its parent does. */
export const memoized: Memoized = hasDefect('rerender-all') ? (component) => component : memo;
