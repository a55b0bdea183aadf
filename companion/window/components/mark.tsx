// The evidence beside an account, in the shapes of the badges on a page.

import { useEffect, useRef } from "preact/hooks";
import { type DrawnShape, drawing } from "../../../shared/badge-shapes";
import type { Evidence } from "../../../shared/wire/types.gen";
import { words, written } from "../words";

const t = words({
  en: {
    strong: "Sits where StyleGAN puts a face: {rarity}",
    some: "Close to where StyleGAN puts a face: {rarity}",
    cropped: "Sits as an aligned face does that was cropped",
    none: "An ordinary position",
    no_face: "No face was found in the picture",
    several_faces: "Several faces, none of them clearly the main one",
    too_small: "The picture is too small to measure",
    undecodable: "The picture could not be read",
    failed: "The measurement failed",
    waiting: "Waiting to be measured",
    no_picture: "No picture",
    rarity: "about 1 in {n} ordinary profile pictures does",
    rarer: "fewer than 1 in {n} ordinary profile pictures do",
    reused: "The same picture is on other accounts or in a set of known pictures",
  },
  es: {
    strong: "Está donde StyleGAN pone una cara: {rarity}",
    some: "Está cerca de donde StyleGAN pone una cara: {rarity}",
    cropped: "Está como una cara alineada que luego se recortó",
    none: "Una posición corriente",
    no_face: "No se encontró ninguna cara en la imagen",
    several_faces: "Varias caras, ninguna claramente la principal",
    too_small: "La imagen es demasiado pequeña para medirla",
    undecodable: "No se pudo leer la imagen",
    failed: "La medición falló",
    waiting: "A la espera de medirse",
    no_picture: "Sin imagen",
    rarity: "alrededor de 1 de cada {n} fotos de perfil corrientes",
    rarer: "menos de 1 de cada {n} fotos de perfil corrientes",
    reused: "La misma imagen está en otras cuentas o en un conjunto de imágenes conocidas",
  },
});

export function evidenceWords(evidence: Evidence | null | undefined): string {
  if (!evidence) return t("no_picture");
  if (evidence.status !== "scored") return t(evidence.status);
  if (evidence.cropped != null) return t("cropped");
  const level = evidence.level ?? "none";
  return level === "none" ? t("none") : t(level, { rarity: rarityWords(evidence) });
}

/** How rare the position is, in words; empty where nothing is known. */
function rarityWords(evidence: Evidence): string {
  const { rarity } = evidence;
  return rarity ? t(rarity.at_least ? "rarer" : "rarity", { n: written(rarity.one_in) }) : "";
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

function Shape({ shape, title }: { shape: DrawnShape | null; title: string }) {
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
