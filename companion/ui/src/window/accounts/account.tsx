// One account: its pictures with their eye lines, the evidence with its numbers, where it was seen, and with whom.

import { useState } from "preact/hooks";
import type {
  AvatarWorn,
  EdgeSeen,
  Evidence,
  AccountPage as Page,
} from "../../../../../extension/shared/wire.gen";
import { address } from "../address";
import { useAsked } from "../asked";
import { ask } from "../companion";
import { doDeed } from "../deeds";
import { evidenceWords, Mark } from "../parts/mark";
import { AccountName, handleOf, nameOf, siteName } from "../parts/name";
import { Picture } from "../parts/picture";
import { ProblemNote } from "../parts/problem";
import { Searches } from "../parts/searches";
import { moment, words, written } from "../words";
import { Doings } from "./doings";
import { t as facts } from "./fact-words";

const t = words({
  en: {
    onSite: "Open on the site",
    graph: "Its neighbourhood",
    pictures: "Pictures",
    worn: "worn {first} to {last}",
    changed: "changed after {time}",
    evidence: "Evidence, in numbers",
    score: "Score (log10 of the likelihood ratio)",
    shift: "Shift across / down (sides of the picture)",
    scale: "Scale (log)",
    roll: "Roll (degrees)",
    eyeDistance: "Eye distance (GANEyeDistance)",
    faces: "Faces",
    reuseOthers_one: "{count} other account wears or wore this picture.",
    reuseOthers_other: "{count} other accounts wear or wore this picture.",
    reuseKnown: "It is in a set of known pictures: {names}.",
    notMean:
      "A position is no verdict. A passport photo can sit there by chance, a picture cropped by the same procedure always does, and newer generators leave no such sign.",
    seen: "Where it was seen",
    neighbours: "Neighbours",
    activities: "Activities",
    showing: "Showing {shown} of {all}.",
    told: "What its page told",
    notes: "Notes",
    addNote: "Add a note",
    add: "Add",
    remove: "Remove",
    none: "None so far.",
    cases: "Cases",
    tags: "Tags",
    untag: "Take the tag {tag} off",
    follows: "follows",
    followedBy: "followed by",
    friend: "friend",
    member: "member of",
    hasMember: "has member",
    timeUnknown: "time unknown",
  },
  es: {
    onSite: "Abrir en el sitio",
    graph: "Su vecindad",
    pictures: "Imágenes",
    worn: "en uso del {first} al {last}",
    changed: "cambiada después del {time}",
    evidence: "Indicio, en números",
    score: "Puntuación (log10 de la razón de verosimilitud)",
    shift: "Desplazamiento horizontal / vertical (lados de la imagen)",
    scale: "Escala (log)",
    roll: "Giro (grados)",
    eyeDistance: "Distancia de ojos (GANEyeDistance)",
    faces: "Caras",
    reuseOthers_one: "Otra cuenta ({count}) usa o usó esta imagen.",
    reuseOthers_other: "Otras {count} cuentas usan o usaron esta imagen.",
    reuseKnown: "Está en un conjunto de imágenes conocidas: {names}.",
    notMean:
      "Una posición no es un veredicto. Una foto de pasaporte puede estar ahí por azar, una imagen recortada con el mismo procedimiento siempre lo está, y los generadores más nuevos no dejan esta señal.",
    seen: "Dónde se vio",
    neighbours: "Vecinas",
    activities: "Actividades",
    showing: "Se muestran {shown} de {all}.",
    told: "Lo que decía su página",
    notes: "Notas",
    addNote: "Añadir una nota",
    add: "Añadir",
    remove: "Quitar",
    none: "Ninguna por ahora.",
    cases: "Casos",
    tags: "Etiquetas",
    untag: "Quitar la etiqueta {tag}",
    follows: "sigue a",
    followedBy: "seguida por",
    friend: "amistad",
    member: "miembro de",
    hasMember: "tiene como miembro",
    timeUnknown: "hora desconocida",
  },
});

export function AccountPage({ number }: { number: number }) {
  const { answer, problem, again } = useAsked<Page>(
    (signal) => ask("GET", `accounts/${number}`, undefined, signal),
    [number],
  );
  if (!answer) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  const { row, history } = answer;
  return (
    <article class="account-page">
      <header>
        <Picture
          picture={row.evidence?.picture}
          alignment={row.evidence?.alignment}
          size={128}
          name={nameOf(row)}
        />
        <div>
          <h1>
            <bdi>{nameOf(row)}</bdi> <Mark evidence={row.evidence} reused={row.reused} />
          </h1>
          <p class="soft">
            <bdi>{handleOf(row)}</bdi> · {siteName(row.platform)}
            {row.account_id && row.handle && <> · {row.account_id}</>}
          </p>
          <p>{evidenceWords(row.evidence)}.</p>
          <p class="links">
            {answer.address && isWeb(answer.address) && (
              <a href={answer.address} target="_blank" rel="noopener noreferrer">
                {t("onSite")}
              </a>
            )}
            <a href={address(["graph"], new URLSearchParams({ around: `${number}` }))}>{t("graph")}</a>
          </p>
          <TagsAndCases page={answer} />
          <Doings accounts={[number]} hidden={row.hidden} />
        </div>
      </header>
      {problem && <ProblemNote problem={problem} again={again} />}
      <section>
        <h2>{t("evidence")}</h2>
        {row.evidence && <Numbers evidence={row.evidence} />}
        {answer.reuse && (answer.reuse.accounts > 0 || answer.reuse.known.length > 0) && (
          <p class="note reuse">
            {answer.reuse.accounts > 0 && t.counted("reuseOthers", answer.reuse.accounts)}{" "}
            {answer.reuse.known.length > 0 && t("reuseKnown", { names: answer.reuse.known.join(", ") })}
          </p>
        )}
        <p class="soft">{t("notMean")}</p>
      </section>
      <section>
        <h2>{t("pictures")}</h2>
        <Pictures avatars={history.avatars} name={nameOf(row)} />
      </section>
      <section>
        <h2>{t("told")}</h2>
        {history.descriptions.length + history.counts.length === 0 && <p class="soft">{t("none")}</p>}
        {history.descriptions.map((each) => (
          <blockquote key={each.first_seen} dir="auto">
            {each.text} <span class="soft">{moment(each.last_seen)}</span>
          </blockquote>
        ))}
        {history.counts.length > 0 && (
          <table>
            <tbody>
              {history.counts.map((each) => (
                <tr key={`${each.of}${each.first_seen}`}>
                  <td>{facts(each.of)}</td>
                  <td class="number">{written(each.count)}</td>
                  <td class="number soft">{moment(each.last_seen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section>
        <h2>
          {t("neighbours")} <Showing shown={answer.neighbours.length} all={answer.neighbours_count} />
        </h2>
        <Neighbours edges={answer.neighbours} number={number} />
      </section>
      <section>
        <h2>
          {t("activities")} <Showing shown={answer.activities.length} all={answer.activities_count} />
        </h2>
        {answer.activities.length === 0 && <p class="soft">{t("none")}</p>}
        <ul class="plain">
          {answer.activities.map((each, index) => (
            <li key={index}>
              <span class="soft">{each.time ? moment(each.time) : t("timeUnknown")}</span>{" "}
              {facts.known(each.kind, each.kind)} <bdi>{each.text ?? each.object}</bdi>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>
          {t("seen")} <Showing shown={answer.sightings.length} all={answer.sightings_count} />
        </h2>
        <ul class="plain">
          {answer.sightings.map((each, index) => (
            <li key={index}>
              <span class="soft">{moment(each.seen_at)}</span> {facts.known(each.role, each.role)} ·{" "}
              {isWeb(each.page) ? (
                <a href={each.page} target="_blank" rel="noopener noreferrer">
                  <bdi>{each.page_title ?? each.page}</bdi>
                </a>
              ) : (
                <bdi>{each.page_title ?? each.page}</bdi>
              )}
            </li>
          ))}
        </ul>
      </section>
      <Notes page={answer} number={number} />
    </article>
  );
}

/** Addresses come from pages: only plain web addresses become links. */
function isWeb(text: string): boolean {
  return /^https?:\/\//u.test(text);
}

function Showing({ shown, all }: { shown: number; all: number }) {
  if (all === 0) return null;
  return <small class="soft">{shown < all ? t("showing", { shown, all }) : written(all)}</small>;
}

function Numbers({ evidence }: { evidence: Evidence }) {
  const { alignment } = evidence;
  if (!alignment || evidence.score == null) return <p>{evidence.message}</p>;
  const three = { maximumFractionDigits: 3, signDisplay: "exceptZero" } as const;
  const rows: [string, string][] = [
    [t("score"), written(evidence.score, { maximumFractionDigits: 2 })],
    [t("shift"), `${written(alignment.shift_x, three)} / ${written(alignment.shift_y, three)}`],
    [t("scale"), written(alignment.log_scale, three)],
    [t("roll"), written(alignment.roll, { maximumFractionDigits: 1 })],
    [t("eyeDistance"), written(alignment.eye_distance, { maximumFractionDigits: 4 })],
    [t("faces"), written(evidence.faces ?? 1)],
  ];
  return (
    <table class="numbers">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pictures({ avatars, name }: { avatars: readonly AvatarWorn[]; name: string }) {
  if (avatars.length === 0) return <p class="soft">{t("none")}</p>;
  return (
    <ol class="pictures">
      {avatars.map((each) => (
        <li key={each.first_seen}>
          <Picture picture={each.picture} alignment={each.evidence?.alignment} size={112} name={name} />
          <p>
            <Mark evidence={each.evidence} />{" "}
            {t("worn", { first: moment(each.first_seen), last: moment(each.last_seen) })}
          </p>
          {each.changed_after && <p class="soft">{t("changed", { time: moment(each.changed_after) })}</p>}
          <Searches picture={each.address} />
        </li>
      ))}
    </ol>
  );
}

function Neighbours({ edges, number }: { edges: readonly EdgeSeen[]; number: number }) {
  if (edges.length === 0) return <p class="soft">{t("none")}</p>;
  return (
    <ul class="plain columns">
      {edges.map((edge) => {
        const isSource = edge.source.account === number;
        return (
          <li key={edge.edge}>
            <span class="soft">{relation(edge.kind, isSource)}</span>{" "}
            <AccountName account={isSource ? edge.target : edge.source} />
          </li>
        );
      })}
    </ul>
  );
}

function relation(kind: EdgeSeen["kind"], isSource: boolean): string {
  if (kind === "friend") return t("friend");
  if (kind === "member") return t(isSource ? "member" : "hasMember");
  return t(isSource ? "follows" : "followedBy");
}

function TagsAndCases({ page }: { page: Page }) {
  const { row } = page;
  return (
    <p class="tags">
      {(row.tags ?? []).map((tag) => (
        <span key={tag} class="tag">
          {tag}{" "}
          <button
            type="button"
            class="link"
            aria-label={t("untag", { tag })}
            onClick={() => void doDeed({ deed: "untag", accounts: [row.account], text: tag })}
          >
            ×
          </button>
        </span>
      ))}
      {page.cases.map((each) => (
        <a key={each.case} class="tag case" href={address(["cases", each.case])}>
          {each.name}
        </a>
      ))}
    </p>
  );
}

function Notes({ page, number }: { page: Page; number: number }) {
  const [text, setText] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void doDeed({ deed: "note", accounts: [number], text }).then(() => setText(""));
  };
  return (
    <section>
      <h2>{t("notes")}</h2>
      <ul class="plain">
        {page.notes.map((note) => (
          <li key={note.note}>
            <span class="soft">{moment(note.at)}</span> <span dir="auto">{note.text}</span>{" "}
            <button
              type="button"
              class="link"
              onClick={() => void doDeed({ deed: "remove_note", note: note.note })}
            >
              {t("remove")}
            </button>
          </li>
        ))}
      </ul>
      <form class="note-form" onSubmit={add}>
        <label>
          <span class="said">{t("addNote")}</span>
          <textarea
            rows={2}
            placeholder={t("addNote")}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit">{t("add")}</button>
      </form>
    </section>
  );
}
