// Which accounts a view is about: conditions stand in its address, and accounts that were ticked are kept in the tab.

import { useEffect, useRef, useState } from "preact/hooks";
import type { EdgeKind, Selection } from "../../shared/wire/types.gen";
import { address, go, type Place, withQuery } from "./address";

/** The kinds of edges, in the order in which they are offered. */
export const EDGE_KINDS: readonly EdgeKind[] = ["follows", "friend", "member"];

const KEY = "eyeline-ticked";
const CHANGED = "eyeline-ticked-changed";

/** The conditions that an address may hold, and the accounts ticked where it says `ticked=1`. */
export function selectionOf(place: Place): Selection {
  const { query } = place;
  const chosen: Selection = {};
  if (isOnlyTicked(place)) chosen.accounts = [...ticked()];
  else if (query.get("accounts")) chosen.accounts = (query.get("accounts") ?? "").split(",").map(Number);
  if (query.get("case")) chosen.case = Number(query.get("case"));
  if (query.get("community")) chosen.community = Number(query.get("community"));
  if (query.get("group_of")) chosen.group_of = Number(query.get("group_of"));
  if (query.get("capture")) chosen.capture = Number(query.get("capture"));
  for (const name of ["tag", "platform", "search", "seen_from", "seen_to"] as const) {
    const value = query.get(name);
    if (value) chosen[name] = value;
  }
  const level = query.get("level");
  if (level === "strong" || level === "some" || level === "none") chosen.level = level;
  if (query.get("reused")) chosen.reused = query.get("reused") === "1";
  if (query.get("hidden")) chosen.hidden = true;
  return chosen;
}

/** The query that means this selection; `named` is what its accounts are called where they are listed. */
export function queryOf(selection: Selection, named = ""): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(selection)) {
    if (value == null || value === false) continue;
    query.set(name, value === true ? "1" : `${value}`);
  }
  if (selection.reused === false) query.set("reused", "0");
  if (named) query.set("named", named);
  return query;
}

/** Whether only the ticked accounts are meant. */
export function isOnlyTicked({ query }: Place): boolean {
  return query.get("ticked") === "1";
}

/** What says in an address which accounts are meant, or that the ticks do not. */
const SAYS_WHO = ["ticked", "accounts", "around"];

/** Views of a selection: with ticks they begin with the ticked accounts only. The table does not: there one ticks. */
function isOfSelection({ path: [view = "", part] }: Place): boolean {
  return ["figures", "graph", "faces", "time"].includes(view) || (view === "cases" && part === "export");
}

/** Where the way to a view leads, also from within it: to the ticked accounts only, where it begins with them. */
export function wayTo(view: string, ticked: ReadonlySet<number>): string {
  const begins = ticked.size > 0 && isOfSelection({ path: [view], query: new URLSearchParams() });
  return address([view], new URLSearchParams(begins ? { ticked: "1" } : {}));
}

/** The place, as it is begun with: of the ticked accounts only, where there are some and it is a selection's view. */
export function useBegunWithTicked(place: Place): Place {
  const before = useRef("");
  const view = place.path.join("/");
  const isNew = before.current !== view;
  before.current = view;
  const begins =
    isNew && isOfSelection(place) && ticked().size > 0 && !SAYS_WHO.some((name) => place.query.has(name));
  useEffect(() => {
    if (begins) go(withQuery(place, { ticked: "1" }), { replace: true });
  }, [begins]);
  if (!begins) return place;
  return { ...place, query: new URLSearchParams([...place.query, ["ticked", "1"]]) };
}

/** The accounts that were ticked in this tab, to be looked at together. */
export function ticked(): ReadonlySet<number> {
  return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as number[]);
}

export function tick(accounts: Iterable<number>): void {
  sessionStorage.setItem(KEY, JSON.stringify([...new Set(accounts)]));
  dispatchEvent(new Event(CHANGED));
}

/** Tick an account that was not, or no longer. */
export function turn(account: number): void {
  const next = new Set(ticked());
  if (!next.delete(account)) next.add(account);
  tick(next);
}

export function useTicked(): ReadonlySet<number> {
  const [now, setNow] = useState(ticked);
  useEffect(() => {
    const changed = () => setNow(ticked());
    addEventListener(CHANGED, changed);
    return () => removeEventListener(CHANGED, changed);
  }, []);
  return now;
}
