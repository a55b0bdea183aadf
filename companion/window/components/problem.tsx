// What is said where something cannot be shown, and what is said where there is nothing yet.

import type { ComponentChildren } from "preact";
import type { Problem } from "../companion";
import { words } from "../words";

const t = words({
  en: {
    not_running: "The companion does not answer. Start it again; this page goes on by itself.",
    unreadable: "The companion’s answer could not be read. Reload this page.",
    mistake: "This page made a mistake. Reload it; nothing that was collected is lost.",
    disk_full: "The disk has too little room. Make some, and try again; what waits is stored then.",
    said: "{message}",
    again: "Try again",
  },
  es: {
    not_running: "El acompañante no responde. Inícielo de nuevo; esta página seguirá sola.",
    unreadable: "No se pudo leer la respuesta del acompañante. Recargue esta página.",
    mistake: "Esta página cometió un error. Recárguela; nada de lo reunido se pierde.",
    disk_full:
      "El disco tiene muy poco sitio. Libere espacio e inténtelo de nuevo; lo que espera se guardará entonces.",
    said: "El acompañante dice, en inglés: {message}",
    again: "Intentar de nuevo",
  },
});

export function ProblemNote({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="problem" role="alert">
      <p>{t.known(problem.code, t("said", { message: problem.message }))}</p>
      {again && (
        <button type="button" onClick={again}>
          {t("again")}
        </button>
      )}
    </div>
  );
}

/** An empty state says what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg viewBox="0 0 56 28" width="84" height="42" aria-hidden="true">
        <path d="M2 14h52" />
        <circle cx="17" cy="14" r="6" />
        <circle cx="39" cy="14" r="6" />
      </svg>
      <h2>{title}</h2>
      <div class="soft">{children}</div>
    </div>
  );
}
