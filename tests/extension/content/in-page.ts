// What jsdom has not: an IntersectionObserver that the test moves, style sheets made by script; and a look into
// closed shadow roots.

import { vi } from "vitest";
import type { SeenAccount } from "../../../extension/adapters/adapter";
import type { AccountSighting, Role } from "../../../shared/wire/types.gen";

const roots = new WeakMap<Element, ShadowRoot>();

export class View {
  static all: View[] = [];
  readonly targets = new Set<Element>();

  constructor(private readonly look: (entries: Partial<IntersectionObserverEntry>[]) => void) {
    View.all.push(this);
  }

  observe(target: Element): void {
    this.targets.add(target);
  }

  unobserve(target: Element): void {
    this.targets.delete(target);
  }

  disconnect(): void {
    this.targets.clear();
  }

  /** These elements, of those that are watched, are in view now. */
  static scrollTo(elements: Iterable<Element>, time = performance.now()): void {
    for (const view of View.all) {
      const seen = [...elements].filter((element) => view.targets.has(element));
      const boundingClientRect = new DOMRect(0, 0, 10, 10);
      view.look(seen.map((target) => ({ target, isIntersecting: true, time, boundingClientRect })));
    }
  }
}

export function furnish(): void {
  View.all = [];
  vi.stubGlobal("IntersectionObserver", View);
  vi.stubGlobal(
    "DOMRect",
    class {
      constructor(
        readonly x: number,
        readonly y: number,
        readonly width: number,
        readonly height: number,
      ) {}
    },
  );
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync(): void {}
    },
  );
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init);
    roots.set(this, root);
    return root;
  });
}

export function within(host: Element): ShadowRoot {
  const root = roots.get(host);
  if (!root) throw new Error("no shadow root");
  return root;
}

export function badgeOf(row: Element): HTMLElement | null {
  return row.querySelector<HTMLElement>("[data-eyeline=badge]");
}

export function shapeOf(row: Element): string | null {
  const host = badgeOf(row);
  return host && (within(host).querySelector<HTMLElement>("button")?.dataset.shape ?? null);
}

export function account(handle: string, picture = handle, role: Role = "row"): AccountSighting {
  return {
    ref: `demo:handle:${handle}`,
    platform: "demo",
    handle,
    display_name: `Name of ${handle}`,
    picture: { address: `https://p.example/${picture}.jpg?signed=${Math.random()}`, picture_id: picture },
    role,
  };
}

export function seen(anchor: Element | null, handle: string, picture?: string, role?: Role): SeenAccount {
  return { anchor, sighting: account(handle, picture, role) };
}
