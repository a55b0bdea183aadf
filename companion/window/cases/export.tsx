// Writing the selection for other programs, with names or under pseudonyms.

import { useState } from "preact/hooks";
import type { ExportRequest, ExportResult, Job } from "../../../shared/wire/types.gen";
import type { Place } from "../address";
import { ask } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Radio, Tickbox } from "../components/fields";
import { Filters } from "../components/filters";
import { SaveFile } from "../components/jobs";
import { Options } from "../components/options";
import { ProblemNote } from "../components/problem";
import { selectionOf, useTicked } from "../selection";
import { below, say, written } from "../texts";
import { useAsked, useGot } from "../view-data";
import { useCases } from "./list";

const t = below("cases.export");

/** By what ties each account's community is found; empty: it is not written. */
type Communities = "" | "shared" | "links";
type Names = "asTheyAre" | "pseudonyms" | "pseudonymsKey";

export function Export({ place }: { place: Place }) {
  useTicked(); // where only the ticked are meant
  const selection = selectionOf(place);
  const [neighbours, setNeighbours] = useState(false);
  const about = JSON.stringify(selection);
  const { answer: size, problem } = useAsked(
    (signal) => ask("POST", "exports/size", { selection, neighbours }, signal),
    [about, neighbours],
  );
  return (
    <>
      <h1>{t("title")}</h1>
      <p class="soft words">{t("words")}</p>
      <Filters place={place} />
      {problem && <ProblemNote problem={problem} />}
      <How
        key={about}
        selection={selection}
        neighbours={neighbours}
        setNeighbours={setNeighbours}
        accounts={size?.accounts ?? null}
      />
    </>
  );
}

interface HowAsked {
  selection: NonNullable<ExportRequest["selection"]>;
  neighbours: boolean;
  setNeighbours: (wanted: boolean) => void;
  /** How many the file would hold; null until it is known. */
  accounts: number | null;
}

function How({ selection, neighbours, setNeighbours, accounts }: HowAsked) {
  const { answer: formats } = useGot("formats", null);
  const { answer: known } = useCases();
  const cases = known?.cases ?? [];
  const [format, setFormat] = useState("spreadsheet");
  const [names, setNames] = useState<Names>("asTheyAre");
  const [ofCase, setOfCase] = useState(selection.case ?? null);
  const [key, setKey] = useState("");
  const [communities, setCommunities] = useState<Communities>("");
  const work = useWork<ExportResult>();
  const keyCase = ofCase ?? cases[0]?.case ?? null;
  const isReady = names === "asTheyAre" || (names === "pseudonyms" ? keyCase !== null : key.trim() !== "");
  const write = (event: Event) => {
    event.preventDefault();
    const asked: ExportRequest = {
      selection,
      format,
      neighbours,
      communities: communities || null,
      ...(names === "pseudonyms" && { pseudonyms_of: keyCase }),
      ...(names === "pseudonymsKey" && { key }),
    };
    void work.start(() => ask("POST", "exports", asked));
  };
  const naming = (value: Names, words: "asTheyAreWords" | "pseudonymsWords") => {
    const checked = names === value;
    return (
      <Radio name="names" checked={checked} choose={() => setNames(value)} more={checked && t(words)}>
        {t(value)}
      </Radio>
    );
  };
  return (
    <form class="steps" onSubmit={write}>
      <fieldset>
        <legend>{say("common.format")}</legend>
        {(formats?.exports ?? []).map((each) => (
          <Radio
            key={each.name}
            name="format"
            checked={format === each.name}
            choose={() => setFormat(each.name)}
            more={`${t.known(`formats.${each.name}`, each.summary)} ${each.folder ? `(${t("zipped")})` : ""}`}
          >
            <code>{each.name}</code>
          </Radio>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t("names")}</legend>
        {naming("asTheyAre", "asTheyAreWords")}
        {cases.length > 0 && naming("pseudonyms", "pseudonymsWords")}
        {names === "pseudonyms" && (
          <label class="under">
            <span class="soft">{say("common.case")}</span>{" "}
            <select value={keyCase ?? ""} onChange={(event) => setOfCase(Number(event.currentTarget.value))}>
              <Options of={cases.map((each) => [each.case, each.name])} />
            </select>
          </label>
        )}
        {naming("pseudonymsKey", "pseudonymsWords")}
        {names === "pseudonymsKey" && (
          <input
            class="key under"
            aria-label={say("cases.key.field")}
            placeholder={say("cases.key.field")}
            autocomplete="off"
            spellcheck={false}
            value={key}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        )}
      </fieldset>
      <Tickbox kind="choice" checked={neighbours} set={setNeighbours}>
        {t("neighbours")}
      </Tickbox>
      <label class="line">
        <span>{t("communities")}</span>
        <select
          name="communities"
          value={communities}
          onChange={(event) => setCommunities(event.currentTarget.value as Communities)}
        >
          <option value="">{t("communitiesNot")}</option>
          <option value="shared">{t("communitiesShared")}</option>
          <option value="links">{t("communitiesLinks")}</option>
        </select>
      </label>
      <p class="line">
        <button type="submit" class="primary" disabled={work.busy || !accounts || !isReady}>
          {t("write")}
        </button>
        <strong role="status">{accounts !== null && t("count", { count: accounts })}</strong>
      </p>
      <Working work={work} />
      {work.result && work.job && <Written result={work.result} job={work.job} />}
    </form>
  );
}

function Written({ result, job }: { result: ExportResult; job: Job }) {
  const rows = Object.entries(result.rows).map(([table, count]) =>
    table === "accounts"
      ? say("common.accounts", { count })
      : t.known(`row.${table}`, `${written(count)} ${table.replaceAll("_", " ")}`, { count }),
  );
  return (
    <div role="status" class="done">
      <p>{t("written", { rows: rows.join(", ") })}</p>
      {result.limits.map((limit) => (
        <p key={limit.code} class="note">
          {limit.text}
        </p>
      ))}
      <SaveFile job={job} />
    </div>
  );
}
