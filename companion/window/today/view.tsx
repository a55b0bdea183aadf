// Today: what was seen, what of it is unusual and why, how everything stands, and what to do first.

import { siteName } from "../../../shared/site-names";
import type { AccountRow, Today } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { useAsked } from "../asked";
import { ask } from "../companion";
import { evidenceWords, Mark } from "../components/mark";
import { AccountName, nameOf } from "../components/name";
import { NamedNumbers } from "../components/named-numbers";
import { Picture } from "../components/picture";
import { ProblemNote } from "../components/problem";
import { moment, words, written } from "../words";

const t = words({
  en: {
    title: "Today",
    unusual: "Unusual in the last 24 hours",
    unusualNone: "Nothing seen in the last 24 hours sits unusually.",
    unusualMore: "Show all {count}",
    seen: "Seen in the last 24 hours",
    seenNone: "Nothing was seen in the last 24 hours.",
    site: "Site",
    accounts: "Accounts",
    fresh: "New",
    pictures: "Measured",
    strong: "Strong",
    some: "Some",
    stands: "How it stands",
    total: "Accounts known",
    edges: "Edges known",
    waiting: "Pictures waiting to be measured",
    browsers: "Paired browsers",
    last: "Last heard from a browser",
    never: "never",
    first: "Begin here",
    firstPair: "Load the extension and pair your browser",
    firstPairWords: "Three steps, in the browser that you browse with.",
    openSetUp: "Open the three steps",
    firstDemo: "Try it on the demo",
    firstDemoWords: "A made-up social site on this computer. Badges appear beside its names.",
    openDemo: "Open the demo",
    firstLook: "Look into what was seen",
    firstLookWords: "Tick accounts, and see them as a graph, as faces, over time, or as a report.",
    openAccounts: "Accounts",
  },
  es: {
    title: "Hoy",
    unusual: "Inusual en las últimas 24 horas",
    unusualNone: "Nada de lo visto en las últimas 24 horas está en una posición inusual.",
    unusualMore: "Mostrar las {count}",
    seen: "Visto en las últimas 24 horas",
    seenNone: "No se vio nada en las últimas 24 horas.",
    site: "Sitio",
    accounts: "Cuentas",
    fresh: "Nuevas",
    pictures: "Medidas",
    strong: "Fuerte",
    some: "Alguno",
    stands: "Cómo está todo",
    total: "Cuentas conocidas",
    edges: "Enlaces conocidos",
    waiting: "Imágenes a la espera de medirse",
    browsers: "Navegadores emparejados",
    last: "Última noticia de un navegador",
    never: "nunca",
    first: "Empiece aquí",
    firstPair: "Cargue la extensión y empareje su navegador",
    firstPairWords: "Tres pasos, en el navegador con el que navega.",
    openSetUp: "Abrir los tres pasos",
    firstDemo: "Pruébelo en la demostración",
    firstDemoWords: "Un sitio social inventado en este equipo. Junto a sus nombres aparecen las marcas.",
    openDemo: "Abrir la demostración",
    firstLook: "Examine lo visto",
    firstLookWords: "Marque cuentas y véalas como grafo, como caras, en el tiempo o en un informe.",
    openAccounts: "Cuentas",
  },
});

export default function View() {
  const { answer, problem, again } = useAsked<Today>((signal) => ask("GET", "today", undefined, signal), []);
  return (
    <div class="today">
      <h1>{t("title")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && (
        <>
          {(answer.pairings === 0 || answer.accounts === 0) && <First today={answer} />}
          {answer.accounts > 0 && <Unusual today={answer} />}
          {answer.accounts > 0 && <SeenToday today={answer} />}
          <Stands today={answer} />
        </>
      )}
    </div>
  );
}

/** What to do first, with what is done already ticked off. */
function First({ today }: { today: Today }) {
  return (
    <section class="first">
      <h2>{t("first")}</h2>
      <ol>
        <li class={today.pairings > 0 ? "is-done" : ""}>
          <h3>{t("firstPair")}</h3>
          <p class="soft">{t("firstPairWords")}</p>
          {today.pairings === 0 && (
            <a class="button primary" href="/" target="_blank" rel="noopener">
              {t("openSetUp")}
            </a>
          )}
        </li>
        <li>
          <h3>{t("firstDemo")}</h3>
          <p class="soft">{t("firstDemoWords")}</p>
          <a
            class={`button ${today.pairings > 0 ? "primary" : ""}`}
            href="/demo/"
            target="_blank"
            rel="noopener"
          >
            {t("openDemo")}
          </a>
        </li>
        <li>
          <h3>{t("firstLook")}</h3>
          <p class="soft">{t("firstLookWords")}</p>
          <a class="button" href="#/accounts">
            {t("openAccounts")}
          </a>
        </li>
      </ol>
    </section>
  );
}

function Unusual({ today }: { today: Today }) {
  const query = new URLSearchParams({ level: "some", seen_from: today.since });
  return (
    <section>
      <h2>{t("unusual")}</h2>
      {today.unusual.length === 0 && <p class="soft">{t("unusualNone")}</p>}
      <ul class="unusual">
        {today.unusual.map((row) => (
          <One key={row.account} row={row} />
        ))}
      </ul>
      {today.unusual_count > today.unusual.length && (
        <a href={address(["accounts"], query)}>{t("unusualMore", { count: today.unusual_count })}</a>
      )}
    </section>
  );
}

function One({ row }: { row: AccountRow }) {
  return (
    <li>
      <Picture
        picture={row.evidence?.picture}
        alignment={row.evidence?.alignment}
        size={96}
        name={nameOf(row)}
      />
      <div>
        <p>
          <AccountName account={row} withSite />
        </p>
        <p class="soft">
          <Mark evidence={row.evidence} reused={row.reused} /> {evidenceWords(row.evidence)}.
        </p>
      </div>
    </li>
  );
}

function SeenToday({ today }: { today: Today }) {
  return (
    <section>
      <h2>{t("seen")}</h2>
      {today.sites.length === 0 ? (
        <p class="soft">{t("seenNone")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("site")}</th>
              {(["accounts", "fresh", "pictures", "strong", "some"] as const).map((name) => (
                <th key={name} scope="col" class="number">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {today.sites.map((site) => (
              <tr key={site.platform}>
                <th scope="row">
                  <a
                    href={address(
                      ["accounts"],
                      new URLSearchParams({ platform: site.platform, seen_from: today.since }),
                    )}
                  >
                    {siteName(site.platform)}
                  </a>
                </th>
                {[site.accounts, site.new, site.pictures, site.strong, site.some].map((count, index) => (
                  <td key={index} class="number">
                    {written(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Stands({ today }: { today: Today }) {
  const rows: [string, string][] = [
    [t("total"), written(today.accounts)],
    [t("edges"), written(today.edges)],
    [t("waiting"), written(today.pictures_waiting)],
    [t("browsers"), written(today.pairings)],
    [t("last"), today.last_received_at ? moment(today.last_received_at) : t("never")],
  ];
  return (
    <section>
      <h2>{t("stands")}</h2>
      <NamedNumbers rows={rows} />
    </section>
  );
}
