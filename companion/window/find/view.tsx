// Where a badge, the popup or a link from outside leads: to the account, or to those seen on a page, once they are found.

import { useEffect } from "preact/hooks";
import type { FoundPlace } from "../../../shared/wire/types.gen";
import { address, go, type Place } from "../address";
import { useAsked } from "../asked";
import { ask } from "../companion";
import { Empty, ProblemNote } from "../components/problem";
import { words } from "../words";

const t = words({
  en: {
    title: "Looking it up",
    noAccount: "This account has not been recorded yet",
    noPage: "Nothing has been recorded of this page yet",
    why: "Eyeline records what comes into your view, on the sites and in the ways that you allowed. This page looks again by itself.",
    network:
      "Pages and their lists are recorded only where you chose to build the network, in the extension’s options.",
    all: "All accounts",
  },
  es: {
    title: "Buscando",
    noAccount: "Esta cuenta aún no se ha registrado",
    noPage: "Aún no se ha registrado nada de esta página",
    why: "Eyeline registra lo que usted llega a ver, en los sitios y de las formas que usted permitió. Esta página vuelve a mirar por sí sola.",
    network:
      "Las páginas y sus listas solo se registran donde usted eligió construir la red, en las opciones de la extensión.",
    all: "Todas las cuentas",
  },
});

export default function View({ place }: { place: Place }) {
  const ref = place.query.get("ref");
  const page = place.query.get("page");
  const { answer, problem, again } = useAsked<FoundPlace>(
    (signal) => ask("POST", "find", { ref, page }, signal),
    [ref, page],
  );
  const to = answer && placeOf(answer);
  useEffect(() => {
    if (to) go(to, { replace: true });
  }, [to]);
  return (
    <>
      <h1>{t("title")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && !to && (
        <Empty title={t(page === null ? "noAccount" : "noPage")}>
          <p>{t("why")}</p>
          {page !== null && <p>{t("network")}</p>}
          <p>
            <a href="#/accounts">{t("all")}</a>
          </p>
        </Empty>
      )}
    </>
  );
}

function placeOf({ account, seen_on = [] }: FoundPlace): string | null {
  if (account) return address(["accounts", account]);
  return seen_on.length > 0
    ? address(["accounts"], new URLSearchParams({ accounts: seen_on.join(",") }))
    : null;
}
