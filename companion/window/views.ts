// The window's views: the first part of an address → what is shown. One folder a view.

import type { ComponentType } from "preact";
import type { Place } from "./address";

interface View {
  name: ViewName;
  /** Loaded when it is first shown, so that the first view is there at once. */
  load: () => Promise<{ default: ComponentType<{ place: Place }> }>;
  /** Only led to from outside, and left at once. */
  passing?: true;
}

export type ViewName =
  | "today"
  | "accounts"
  | "figures"
  | "graph"
  | "faces"
  | "time"
  | "cases"
  | "report"
  | "settings"
  | "find";

export const VIEWS: readonly View[] = [
  { name: "today", load: () => import("./today/view") },
  { name: "accounts", load: () => import("./accounts/view") },
  { name: "figures", load: () => import("./figures/view") },
  { name: "graph", load: () => import("./graph/view") },
  { name: "faces", load: () => import("./faces/view") },
  { name: "time", load: () => import("./time/view") },
  { name: "cases", load: () => import("./cases/view") },
  { name: "report", load: () => import("./report/view") },
  { name: "settings", load: () => import("./settings/view") },
  { name: "find", load: () => import("./find/view"), passing: true },
];
