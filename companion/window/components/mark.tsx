// The evidence beside an account, in the shapes of the badges on a page.

import { useEffect, useRef } from "preact/hooks";
import { type DrawnShape, drawing } from "../../../shared/badge-shapes";
import { firstLine } from "../../../shared/evidence-words";
import type { Evidence } from "../../../shared/wire/types.gen";
import { below } from "../texts";

const t = below("mark");

/** One or two whole sentences. */
export function evidenceWords(evidence: Evidence | null | undefined): string {
  if (!evidence) return t("noPicture");
  return (
    firstLine(evidence)?.join(" ").trim() ?? t.known(`status.${evidence.status}`, evidence.message ?? "")
  );
}

export function Mark({
  evidence,
  reused = false,
}: {
  evidence: Evidence | null | undefined;
  reused?: boolean | undefined;
}) {
  return (
    <span class="mark">
      <Shape shape={shapeOf(evidence)} title={evidenceWords(evidence)} />
      {reused && <Shape shape="reused" title={t("reused")} />}
    </span>
  );
}

function shapeOf(evidence: Evidence | null | undefined): DrawnShape | null {
  if (evidence?.status === "waiting") return "waiting";
  if (evidence?.level === "strong" || evidence?.level === "some") return evidence.level;
  return evidence?.status === "scored" ? "dot" : null;
}

export function Shape({ shape, title }: { shape: DrawnShape | null; title: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(...(shape ? [drawing(document, shape)] : []));
  }, [shape]);
  return (
    <span class="shape" title={title}>
      <span ref={place} aria-hidden="true" />
      <span class="said">{title}</span>
    </span>
  );
}
