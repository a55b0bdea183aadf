// Which parts of a page are known to be rows of lists, and which of these are left for a later reading: most rows of a
// long list never come near the window.

/** So many rows that are new are read at once, wherever they are: where a list grows row by row, or is drawn anew, each
 * is known before it is painted. */
const AT_ONCE = 24;

/** So many are taken up beyond those that came near. */
const AHEAD = 8;

export class LeftRows {
  #taken = new WeakSet<Element>();
  #leftBefore = new WeakSet<Element>();
  #room = Number.POSITIVE_INFINITY;
  /** Where rows of a list were recognised side by side, and what bare ones are. */
  readonly #lists = new Map<Element, string | null>();
  /** Rows that the reading last left for when they come near the window. */
  readonly left = new Set<Element>();

  /** What `read` gives, with these rows known; `isPatient`: somebody watches what it leaves, and takes it up. */
  during<Result>(read: () => Result, isPatient: boolean): Result {
    this.#room = isPatient ? AT_ONCE : Number.POSITIVE_INFINITY;
    if (!isPatient) this.#leftBefore = new WeakSet();
    this.left.clear();
    now = this;
    try {
      return read();
    } finally {
      now = null;
    }
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

  /** The lists in `area`; `bare`: only those of which bare rows are known. */
  listsIn(area: Element, bare: boolean): Element[] {
    const found: Element[] = [];
    for (const [list, localName] of this.#lists) {
      if (!list.isConnected) this.#lists.delete(list);
      else if ((localName !== null || !bare) && area.contains(list)) found.push(list);
    }
    return found;
  }

  /** Whether what stands among the bare rows of `list` is left for later. */
  leavesOf(list: Element, child: Element): boolean {
    return child.localName === this.#lists.get(list) && this.leaves(child);
  }

  /** Whether `node` is a list, or something within its rows. */
  holds(node: Node): boolean {
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

/** Those of the reading under way. */
let now: LeftRows | null = null;

/** Whether `row` of a list is left for a later reading. */
export function isLeft(row: Element): boolean {
  return now?.leaves(row) ?? false;
}

/** The lists in `area` of which `knowRows` says that they have bare rows. */
export function bareListsIn(area: Element): readonly Element[] {
  return now?.listsIn(area, true) ?? [];
}

/** The lists in `area` that have rows by `knowRows`. */
export function knownListsIn(area: Element): readonly Element[] {
  return now?.listsIn(area, false) ?? [];
}

/** What stands among the bare rows of a list, and is not left for a later reading. */
export function rowsOfList(list: Element): Element[] {
  return [...list.children].filter((child) => !now?.leavesOf(list, child));
}

/** These are rows of a list; `bare`: their site marks none, and they are known by what is in them. */
export function knowRows(rows: readonly Element[], bare: boolean): void {
  now?.know(rows, bare);
}
