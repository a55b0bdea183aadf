// A page does not change while it is read: what is found of an element then is found once. What was found of a part is
// found again by a later reading only where something in it has changed since.

/** So many rows that are new are read at once, wherever they are: where a list grows row by row, or is drawn anew, each
 * is known before it is painted. */
const AT_ONCE = 24;

/** So many are taken up beyond those that came near. */
const AHEAD = 8;

/** What was found of elements, each under a name. It holds for one address. */
export class Memory {
  #kept = new WeakMap<Node, Map<string, unknown>>();
  #taken = new WeakSet<Element>();
  #leftBefore = new WeakSet<Element>();
  #room = Number.POSITIVE_INFINITY;
  /** Where rows of a list were recognised side by side, and what bare ones are. */
  readonly #lists = new Map<Element, string | null>();
  /** What was found around these lists. */
  readonly #around = new Map<string, unknown>();
  /** Rows that the reading last left for when they come near the window. Most of a long list never does. */
  readonly left = new Set<Element>();

  /** A reading begins; `isPatient`: somebody watches what it leaves, and takes it up. */
  begin(isPatient: boolean): void {
    this.#room = isPatient ? AT_ONCE : Number.POSITIVE_INFINITY;
    if (!isPatient) this.#leftBefore = new WeakSet();
    this.left.clear();
  }

  /** These rows are read from now on, and so that scrolling does not ask for each, some that come after them. */
  takeUp(rows: readonly Element[]): void {
    const left = [...this.left];
    const last = Math.max(...rows.map((row) => left.indexOf(row)));
    for (const row of [...rows, ...left.slice(last + 1, last + 1 + AHEAD)]) this.#taken.add(row);
  }

  /** Whether a row is left for later; what was read once is never left again. */
  leaves(row: Element): boolean {
    if (this.#taken.has(row)) return false;
    if (this.#room > 0 && !this.#leftBefore.has(row)) {
      this.#room -= 1;
      this.#taken.add(row);
      return false;
    }
    this.#leftBefore.add(row);
    this.left.add(row);
    return true;
  }

  /** These are rows. What comes beside three of them, where they are `bare`, is taken for one too. */
  know(rows: readonly Element[], bare: boolean): void {
    const [first, second, third] = rows;
    const list = first && second && around(first, second);
    if (!list || !third || this.#lists.has(list) || around(second, third) !== list) return;
    this.#lists.set(list, bare && first.parentElement === list ? first.localName : null);
    if (bare) for (const child of list.children) this.#taken.add(child);
  }

  /** The lists in `area` of which bare rows are known. */
  listsIn(area: Element): Element[] {
    const found: Element[] = [];
    for (const [list, localName] of this.#lists) {
      if (!list.isConnected) this.#lists.delete(list);
      else if (localName !== null && area.contains(list)) found.push(list);
    }
    return found;
  }

  /** Whether what stands among the bare rows of `list` is left for later. */
  leavesOf(list: Element, child: Element): boolean {
    return child.localName === this.#lists.get(list) && this.leaves(child);
  }

  /** What `find` found around the lists before, as `name`, else what it finds now. */
  keepAround<Found>(name: string, find: () => Found): Found {
    if (!this.#around.has(name)) this.#around.set(name, find());
    return this.#around.get(name) as Found;
  }

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
    for (const node of changed) {
      if (!this.#isOfRows(node)) this.#around.clear();
      for (let around: Node | null = node; around && !forgotten.has(around); around = around.parentNode) {
        forgotten.add(around);
        this.#kept.delete(around);
      }
    }
  }

  /** Whether a list, or something within its rows, has changed. */
  #isOfRows(node: Node): boolean {
    if (this.#lists.has(node as Element)) return true;
    for (let part: Node | null = node; part; part = part.parentNode)
      if (this.#taken.has(part as Element) || this.#leftBefore.has(part as Element)) return true;
    return false;
  }
}

/** What holds both, and the least of it. */
function around(one: Element, other: Element): Element | null {
  let part = one.parentElement;
  while (part && !part.contains(other)) part = part.parentElement;
  return part;
}

/** The reading under way, and what those before it found. */
let now: { memory: Memory } | null = null;

/** What `read` gives, with what was found of parts before in `memory`. A reading within another is part of it.
 * `isPatient`: of many new rows, those beyond the first are left, in the memory's `left`. */
export function reading<Result>(read: () => Result, memory = new Memory(), isPatient = false): Result {
  if (now) return read();
  memory.begin(isPatient);
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

/** Whether `row` of a list is left for a later reading. */
export function isLeft(row: Element): boolean {
  return now?.memory.leaves(row) ?? false;
}

/** The lists in `area` of which `knowRows` says that they have bare rows. */
export function listsIn(area: Element): readonly Element[] {
  return now?.memory.listsIn(area) ?? [];
}

/** What stands among the bare rows of a list, and is not left for a later reading. */
export function rowsOfList(list: Element): Element[] {
  return [...list.children].filter((child) => !now?.memory.leavesOf(list, child));
}

/** These are rows of a list; `bare`: their site marks none, and they are known by what is in them. */
export function knowRows(rows: readonly Element[], bare: boolean): void {
  now?.memory.know(rows, bare);
}

/** What `find` finds around the lists of a page, and of no row; what was found in an earlier reading, while all that
 * changed are rows. */
export function aroundLists<Found>(name: string, find: () => Found): Found {
  return now ? now.memory.keepAround(name, find) : find();
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
