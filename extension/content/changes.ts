// What a page's changes mean for the accounts on it.

const RELEVANT = "a[href], img, image, [role=listitem], [role=row]";
const OUR_OWN = "[data-eyeline]";
const ADDRESSES = new Set(["href", "src", "srcset"]);

export const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  characterData: true,
};

/** Whether a change may have brought, taken or changed an account. Texts that tick change nothing. */
export function isRelevant({ type, attributeName, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === "attributes") return ADDRESSES.has(attributeName ?? "");
  return holds(addedNodes, RELEVANT) || holds(removedNodes, `${RELEVANT}, ${OUR_OWN}`);
}

/** What the page itself changed. */
export function changedIn(records: readonly MutationRecord[]): Node[] {
  return records.filter((record) => !isOurs(record)).map(({ target }) => target);
}

function isOurs({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type !== "childList") return fits(target, OUR_OWN);
  return areOurs(addedNodes) && areOurs(removedNodes);
}

function areOurs(nodes: NodeList): boolean {
  for (const node of nodes) if (!fits(node, OUR_OWN)) return false;
  return true;
}

function fits(node: Node, selector: string): boolean {
  return node.nodeType === 1 && (node as Element).matches(selector);
}

/** Which places may be another account's now: what left the page, and what stands in a link that leads elsewhere. */
export function doubtAfter(records: readonly MutationRecord[]): (anchor: Element) => boolean {
  const links = new Set(
    records.flatMap(({ attributeName, target }) => (attributeName === "href" ? target : [])),
  );
  return (anchor) => {
    const link = anchor.closest("a");
    return !anchor.isConnected || (link !== null && links.has(link));
  };
}

function holds(nodes: NodeList, selector: string): boolean {
  for (const node of nodes) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    if (element.matches(selector) || element.querySelector(selector)) return true;
  }
  return false;
}
