// What a page's changes mean for the accounts on it.

import { rowsBy } from "./row-around";

const RELEVANT = "a[href], img, image, [role=listitem], [role=row]";
const OUR_OWN = "[data-eyeline]";
const ADDRESSES = new Set(
  "href xlink:href src srcset data-src data-srcset data-delayed-url data-ghost-url".split(" "),
);

export const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  characterData: true,
  characterDataOldValue: true,
};

/** Whether a change may have brought, taken or changed an account. Texts that tick change nothing, but where they are
 * names: in links, or where names were read (`anchors`). */
export function isRelevant(record: MutationRecord, anchors: ReadonlySet<Element> = new Set()): boolean {
  const { type, attributeName, addedNodes, removedNodes } = record;
  if (type === "attributes") return ADDRESSES.has(attributeName ?? "") || isPicture(record);
  if (isOfName(record, anchors)) return true;
  return holds(addedNodes, RELEVANT) || holds(removedNodes, `${RELEVANT}, ${OUR_OWN}`);
}

/** Whether an attribute changed by which a picture is shown. */
export function isOfPicture(record: MutationRecord): boolean {
  const { target, attributeName } = record;
  if (attributeName === null) return false;
  const isLink = attributeName === "href" && (target as Element).localName === "a";
  return (ADDRESSES.has(attributeName) && !isLink) || isPicture(record);
}

function isPicture({ target, attributeName }: MutationRecord): boolean {
  return attributeName === "style" && /url\(/iu.test((target as Element).getAttribute("style") ?? "");
}

/** Whether a text changed that may be a name: it is, or was, one, or comes where none was. */
function isOfName(record: MutationRecord, anchors: ReadonlySet<Element>): boolean {
  const holder = textHolder(record);
  if (!holder) return false;
  if (anchors.has(holder)) return true;
  const wasBlank =
    record.type === "characterData" ? !record.oldValue?.trim() : record.removedNodes.length === 0;
  return !holder.closest("time") && (wasBlank || holder.closest("a[href]") !== null);
}

/** The element whose own text changed; null where all else did. */
export function textHolder({ type, target, addedNodes, removedNodes }: MutationRecord): Element | null {
  if (type === "characterData") return target.parentElement;
  const isText = ({ nodeType }: Node) => nodeType === 3;
  if (type !== "childList" || ![...addedNodes, ...removedNodes].some(isText)) return null;
  return target.nodeType === 1 ? (target as Element) : null;
}

/** What the page itself did, without the coming and going of badges. */
export function ofPage(records: readonly MutationRecord[]): MutationRecord[] {
  return records.filter((record) => !isOurs(record));
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

/** Which places, of all `anchors`, may be another account's now: what left the page, what stands in a link that leads
 * elsewhere or beside another picture, and what says something else. */
export function doubtAfter(
  records: readonly MutationRecord[],
  anchors: ReadonlySet<Element>,
): (anchor: Element) => boolean {
  const links = new Set(
    records.flatMap(({ attributeName, target }) => (attributeName === "href" ? target : [])),
  );
  const texts = new Set(records.map(textHolder));
  const pictures = records.flatMap((record) => (isOfPicture(record) ? (record.target as Element) : []));
  const rows = new Set(pictures.length > 0 ? pictures.map(rowsBy(anchors)) : []);
  rows.delete(null);
  return (anchor) => {
    const link = anchor.closest("a");
    return (
      !anchor.isConnected ||
      texts.has(anchor) ||
      (link !== null && links.has(link)) ||
      [...rows].some((row) => row?.contains(anchor))
    );
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
