import { type ComponentType, type ReactElement, useEffect, useRef, useState } from 'react';

/** Distance from the view at which contents are rendered. */
const ahead = '600px 0px';

/**
 * The defect `hollow-rows`: a row's content that is removed, at the same height, when it is far from the view. The row
 * itself stays.
 */
export function windowed<Props extends object>(Content: ComponentType<Props>): ComponentType<Props> {
  return function WindowedContent(props: Props): ReactElement {
    const box = useRef<HTMLDivElement>(null);
    /** The height of a row that is far away; null near the view. */
    const [height, setHeight] = useState<number | null>(null);
    useEffect(() => {
      const element = box.current;
      if (element === null) return;
      const observer = new IntersectionObserver(
        (entries) => {
          const near = entries.at(-1)?.isIntersecting ?? true;
          setHeight(near ? null : element.offsetHeight);
        },
        { root: element.closest('.feed'), rootMargin: ahead },
      );
      observer.observe(element);
      return () => observer.disconnect();
    }, []);
    return (
      <div ref={box} style={height === null ? undefined : { height }}>
        {height === null && <Content {...props} />}
      </div>
    );
  };
}
