// What comes in: files of other programs.

import { useState } from "preact/hooks";
import type { ImportFormat, ImportResult, Job } from "../../../shared/wire/types.gen";
import { ask, upload } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { DateField, Select, Tickbox } from "../components/fields";
import { SaveFile } from "../components/jobs";
import { EDGE_KINDS } from "../selection";
import { below, moment, say } from "../texts";
import { useGot } from "../view-data";
import { Preview, type Said } from "./import-preview";
import { Undo } from "./import-undo";
import { Merge } from "./merge";

const t = below("cases.import");

export function Imports() {
  return (
    <>
      <Import />
      <Undo />
      <Merge />
    </>
  );
}

function Import() {
  const { answer: formats } = useGot("formats", null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [picked, setName] = useState<string | null>(null);
  const [said, setSaid] = useState<Said>({});
  const [sending, setSending] = useState<string | null>(null);
  const [done, setDone] = useState<readonly { result: ImportResult; job: Job }[]>([]);
  const work = useWork<ImportResult>();
  const known = formats?.imports ?? [];
  const name = picked ?? guessed(files, known);
  const format = known.find((each) => each.name === name);
  const choose = (chosen: readonly File[]) => {
    setFiles(chosen);
    setName(null);
  };
  const read = async (event: Event) => {
    event.preventDefault();
    setDone([]);
    for (const file of files) {
      let job: Job | null = null;
      const result = await work.start(async () => {
        const sent = await upload(file, (share) =>
          setSending(t("sending", { file: file.name, share })),
        ).finally(() => setSending(null));
        job = await ask("POST", "imports", {
          upload: sent.upload,
          format: name || null,
          ...heeded(said, format),
        });
        return job;
      });
      if (!result || !job) return;
      const ended = { result, job };
      setDone((before) => [...before, ended]);
    }
    setFiles([]);
  };
  return (
    <section>
      <h1>{t("title")}</h1>
      <p class="soft words">{t("words")}</p>
      <form class="steps" onSubmit={(event) => void read(event)}>
        <p class="line fields">
          <label>
            <span class="soft">{t("files")}</span>
            <input
              type="file"
              multiple
              key={done.length}
              onChange={(event) => choose([...(event.currentTarget.files ?? [])])}
            />
          </label>
          <Select
            label={say("common.format")}
            value={name}
            set={setName}
            of={known.map((each) => [each.name, t.known(`formats.${each.name}`, each.summary)])}
            none={t("byContent")}
          />
        </p>
        <Heeds format={format} said={said} say={(more) => setSaid({ ...said, ...more })} />
        <p>
          <button type="submit" class="primary" disabled={work.busy || files.length === 0}>
            {t("read")}
          </button>
        </p>
        {sending && <p role="status">{sending}</p>}
        {!sending && <Working work={work} />}
      </form>
      {files[0] && (
        <Preview
          file={files[0]}
          format={name}
          said={heeded(said, format)}
          say={(more) => setSaid({ ...said, ...more })}
        />
      )}
      <div aria-live="polite">
        {done.map(({ result, job }) => (
          <Result key={job.job} result={result} job={job} />
        ))}
      </div>
    </section>
  );
}

/** The format that a file's name says, where there is one of that name; a table may be of several. */
function guessed(files: readonly File[], formats: readonly ImportFormat[]): string {
  const suffix = files[0]?.name.split(".").pop()?.toLowerCase() ?? "";
  const wanted = suffix === "ndjson" || suffix === "json" ? "" : suffix;
  return formats.find((each) => each.name === wanted)?.name ?? "";
}

/** Of what was said only what this format takes; where none is chosen, all of it. */
function heeded(said: Said, format: ImportFormat | undefined): Said {
  if (!format) return said;
  return Object.fromEntries(Object.entries(said).filter(([name]) => format.accepted_options.includes(name)));
}

const OBJECTS = ["post", "link", "page", "picture", "text"] as const;

const LISTS = ["followers", "following", "friends", "members"] as const;

interface Heeded {
  format: ImportFormat | undefined;
  said: Said;
  say: (more: Said) => void;
}

function Heeds({ format, said, say }: Heeded) {
  const { answer: facets } = useGot("accounts/facets");
  const accepted_options = (name: keyof Said) => !format || format.accepted_options.includes(name);
  return (
    <p class="line fields">
      {accepted_options("platform") && (
        <label>
          <span class="soft">{t("platform")}</span>
          <input
            list="known-platforms"
            placeholder={t("platformHint")}
            value={said.platform ?? ""}
            onInput={(event) => say({ platform: event.currentTarget.value.trim().toLowerCase() || null })}
          />
          <datalist id="known-platforms">
            {(facets?.platforms ?? []).map(({ value }) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </label>
      )}
      {accepted_options("owner") && (
        <label>
          <span class="soft">{t("owner")}</span>
          <input
            placeholder={t("ownerHint")}
            value={said.owner ?? ""}
            onChange={(event) => say({ owner: event.currentTarget.value.trim() || null })}
          />
        </label>
      )}
      {accepted_options("listed") && (
        <Select
          label={t("listed")}
          value={said.listed ?? ""}
          set={(listed) => say({ listed: (listed as "followers") || null })}
          of={LISTS.map((each) => [each, t(`list.${each}`)])}
          none={t("fromFile")}
        />
      )}
      {accepted_options("kind") && (
        <Select
          label={t("edgeKind")}
          value={said.kind ?? ""}
          set={(kind) => say({ kind: (kind as "follows") || null })}
          of={EDGE_KINDS.map((kind) => [kind, t(`kind.${kind}`)])}
          none={t("fromFile")}
        />
      )}
      {accepted_options("objects") && (
        <Select
          label={t("objects")}
          value={said.objects ?? "post"}
          set={(objects) => say({ objects: objects as "post" })}
          of={OBJECTS.map((each) => [each, t(`object.${each}`)])}
        />
      )}
      {accepted_options("seen") && (
        <DateField
          label={t("seenOn")}
          value={said.seen}
          set={(day) => say({ seen: day && `${day}T00:00:00Z` })}
        />
      )}
      {accepted_options("by_id") && (
        <Tickbox kind="tickbox" checked={said.by_id ?? false} set={(by_id) => say({ by_id })}>
          {t("byId")}
        </Tickbox>
      )}
    </p>
  );
}

function Result({ result, job }: { result: ImportResult; job: Job }) {
  if (result.before)
    return <p class="note">{t("readBefore", { file: result.file, time: moment(result.before) })}</p>;
  return (
    <div class="done">
      <p>
        {t("readDone", {
          file: result.file,
          rows: result.rows_read,
          accounts: result.accounts,
          edges: result.edges,
          captures: result.captures,
          activities: result.activities,
        })}
      </p>
      {result.rows_left_out > 0 && (
        <div class="note">
          <p>{t("leftOut", { count: result.rows_left_out })}</p>
          <ul class="plain">
            {result.first_left_out.map(({ row, reason }) => (
              <li key={row}>
                <bdi>{t("rowNumber", { row, reason })}</bdi>
              </li>
            ))}
          </ul>
          <p class="soft">
            {t("sideFile")} <code>{result.side_file}</code>
          </p>
          <SaveFile job={job} words={t("saveSide")} />
        </div>
      )}
    </div>
  );
}
