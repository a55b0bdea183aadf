// What a page's changes mean for the accounts on it.

const RELEVANT = "a[href], img, image, [role=listitem], [role=row]";

export const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["href", "xlink:href", "src", "srcset"],
};

/** Whether a change may have brought, taken or changed an account. Texts that tick change nothing. */
export function isRelevant(record: MutationRecord): boolean {
  if (record.type === "attributes") return true;
  return holds(record.addedNodes, RELEVANT) || holds(record.removedNodes, `${RELEVANT}, [data-eyeline]`);
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
