// What readings of one page leave to those that come after them.

import { Found, finding, isFinding } from "./found";
import { LeftRows } from "./left-rows";

/** It holds for one address. */
export class Memory {
  readonly found = new Found();
  readonly rows = new LeftRows();

  /** These have changed: what was found of whatever holds them counts no more. */
  forget(changed: Iterable<Node>): void {
    this.found.forget(changed, (node) => this.rows.holds(node));
  }
}

/** What `read` gives, with what readings before it left in `memory`. A reading within another is part of it.
 * `isPatient`: of many new rows, those beyond the first are left, in the memory's `rows.left`. */
export function reading<Result>(read: () => Result, memory = new Memory(), isPatient = false): Result {
  if (isFinding()) return read();
  return finding(memory.found, () => memory.rows.during(read, isPatient));
}
