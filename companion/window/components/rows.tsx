// A long table of which only the rows in view are there: a hundred thousand scroll like a hundred.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

interface Asked {
  count: number;
  height: number;
  /** The rows from…to are in view now. */
  shown?: (from: number, to: number) => void;
  head: ComponentChildren;
  columns: number;
  row: (index: number) => ComponentChildren;
  label: string;
  /** Other rows are on their way, and these stay until they come. */
  busy?: boolean;
}

export function Rows({ count, height, shown, head, columns, row, label, busy = false }: Asked) {
  const place = useRef<HTMLDivElement>(null);
  const [, drawAgain] = useReducer((round: number) => round + 1, 0);
  const [virtual] = useState(
    () =>
      new Virtualizer<HTMLDivElement, Element>({
        count,
        getScrollElement: () => place.current,
        estimateSize: () => height,
        overscan: 12,
        observeElementRect,
        observeElementOffset,
        scrollToFn: elementScroll,
        onChange: () => drawAgain(0),
      }),
  );
  virtual.setOptions({ ...virtual.options, count });
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  const items = virtual.getVirtualItems();
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => shown?.(from, to), [from, to, count]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="rows" ref={place} tabIndex={0} aria-label={label}>
      <table aria-rowcount={count + 1} aria-busy={busy}>
        <thead>{head}</thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={columns} />}
          {items.map(({ index }) => row(index))}
          {after > 0 && <Gap height={after} columns={columns} />}
        </tbody>
      </table>
    </section>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr class="gap">
      <td colSpan={columns} style={{ blockSize: `${height}px` }} />
    </tr>
  );
}
