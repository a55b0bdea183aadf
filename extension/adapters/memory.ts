// A page does not change while it is read: what is found of an element then is found once. What was found of a part is
// found again by a later reading only where something in it has changed since.

/** What was found of elements, each under a name. It holds for one address. */
export class Memory {
  #kept = new WeakMap<Node, Map<string, unknown>>();

  /** What `find` found of `element` before, as `name`, else what it finds now. */
  keep<Found>(element: Element, name: string, find: () => Found): Found {
    const known = this.#kept.get(element) ?? new Map<string, unknown>();
    if (known.size === 0) this.#kept.set(element, known);
    let found = known.get(name) as Found | undefined;
    if (found === undefined) {
      found = find();
      known.set(name, found);
    }
    return found;
  }

  /** These have changed: what was found of whatever holds them counts no more. */
  forget(changed: Iterable<Node>): void {
    const forgotten = new Set<Node>();
    for (const node of changed)
      for (let around: Node | null = node; around && !forgotten.has(around); around = around.parentNode) {
        forgotten.add(around);
        this.#kept.delete(around);
      }
  }
}

/** The reading under way, and what those before it found. */
let now: { memory: Memory } | null = null;

/** What `read` gives, with what was found of parts before in `memory`. A reading within another is part of it. */
export function reading<Result>(read: () => Result, memory = new Memory()): Result {
  if (now) return read();
  now = { memory };
  try {
    return read();
  } finally {
    now = null;
  }
}

/** What `find` finds of a part of the page, and of nothing around it; what was found in an earlier reading, while all
 * in the part is as it was. */
export function lasting<Found>(part: Element, name: string, find: () => Found): Found {
  return now ? now.memory.keep(part, name, find) : find();
}

/** `find`, done once an element in one reading. Whatever else it takes is the same throughout a reading. */
export function once<More extends unknown[], Found>(
  find: (element: Element, ...more: More) => Found,
): (element: Element, ...more: More) => Found {
  let found = new WeakMap<Element, Found>();
  let during = now;
  return (element, ...more) => {
    if (!now) return find(element, ...more);
    if (during !== now) found = new WeakMap();
    during = now;
    let result = found.get(element);
    if (result === undefined) {
      result = find(element, ...more);
      found.set(element, result);
    }
    return result;
  };
}
