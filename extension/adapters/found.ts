// What was found of the parts of a page. A page does not change while it is read: what is found of an element then is
// found once, and found again by a later reading only where something in it has changed since.

/** What was found of elements, each under a name. It holds for one address. */
export class Found {
  #kept = new WeakMap<Node, Map<string, unknown>>();
  /** What was found around the lists of the page. */
  readonly #around = new Map<string, unknown>();

  /** What `find` found around the lists before, as `name`, else what it finds now. */
  keepAround<Thing>(name: string, find: () => Thing): Thing {
    if (!this.#around.has(name)) this.#around.set(name, find());
    return this.#around.get(name) as Thing;
  }

  /** What `find` found of `element` before, as `name`, else what it finds now. */
  keep<Thing>(element: Element, name: string, find: () => Thing): Thing {
    const known = this.#kept.get(element) ?? new Map<string, unknown>();
    if (known.size === 0) this.#kept.set(element, known);
    let found = known.get(name) as Thing | undefined;
    if (found === undefined) {
      found = find();
      known.set(name, found);
    }
    return found;
  }

  /** These have changed: what was found of whatever holds them counts no more. `isOfRows`: nothing around a list has. */
  forget(changed: Iterable<Node>, isOfRows: (node: Node) => boolean): void {
    const forgotten = new Set<Node>();
    for (const node of changed) {
      if (!isOfRows(node)) this.#around.clear();
      for (let around: Node | null = node; around && !forgotten.has(around); around = around.parentNode) {
        forgotten.add(around);
        this.#kept.delete(around);
      }
    }
  }
}

/** What the reading under way finds; it is another object at each reading. */
let now: { found: Found } | null = null;

/** What `read` gives, with what it and readings before it found of parts in `found`. */
export function finding<Result>(found: Found, read: () => Result): Result {
  now = { found };
  try {
    return read();
  } finally {
    now = null;
  }
}

/** Whether a reading is under way. */
export function isFinding(): boolean {
  return now !== null;
}

/** What `find` finds of a part of the page, and of nothing around it; what was found in an earlier reading, while all
 * in the part is as it was. */
export function lasting<Thing>(part: Element, name: string, find: () => Thing): Thing {
  return now ? now.found.keep(part, name, find) : find();
}

/** What `find` finds around the lists of a page, and of no row; what was found in an earlier reading, while all that
 * changed are rows. */
export function aroundLists<Thing>(name: string, find: () => Thing): Thing {
  return now ? now.found.keepAround(name, find) : find();
}

/** `find`, done once an element in one reading. Whatever else it takes is the same throughout a reading. */
export function once<More extends unknown[], Thing>(
  find: (element: Element, ...more: More) => Thing,
): (element: Element, ...more: More) => Thing {
  let found = new WeakMap<Element, Thing>();
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
