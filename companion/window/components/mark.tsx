// The evidence beside an account, in the shapes of the badges on a page.

import { useEffect, useRef } from "preact/hooks";
import { type DrawnShape, drawing } from "../../../shared/badge-shapes";
import type { Evidence } from "../../../shared/wire/types.gen";
import { below } from "../texts";

const t = below("mark");

export function evidenceWords(evidence: Evidence | null | undefined): string {
  if (!evidence) return t("noPicture");
  if (evidence.status !== "scored") return t(`status.${evidence.status}`);
  if (evidence.cropped != null) return t("cropped");
  const level = evidence.level ?? "none";
  return level === "none" ? t("level.none") : t(`level.${level}`, { rarity: rarityWords(evidence) });
}

/** How rare the position is, in words; empty where nothing is known. */
function rarityWords(evidence: Evidence): string {
  const { rarity } = evidence;
  return rarity ? t(rarity.at_least ? "rarer" : "rarity", { n: rarity.one_in }) : "";
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
