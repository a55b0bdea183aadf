// A page does not change while it is read: what is found of an element then is found once.

/** Stands for the reading that is under way. */
let now: object | null = null;

/** What `read` gives. Until it is done, whatever is wrapped in `once` looks at each element once. */
export function reading<Result>(read: () => Result): Result {
  now = {};
  try {
    return read();
  } finally {
    now = null;
  }
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
