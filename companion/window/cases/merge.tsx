// Joining another Eyeline database: tried first, so that one sees what would come of it.

import { useState } from "preact/hooks";
import type { MergeResult, Upload } from "../../../shared/wire/types.gen";
import { ask, upload } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Button, LinkButton } from "../components/buttons";
import { Table } from "../components/table";
import { below, say, written } from "../texts";

const t = below("cases.import");

export function Merge() {
  const [file, setFile] = useState<File | null>(null);
  const [held, setHeld] = useState<Upload | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const work = useWork<MergeResult>();
  const tryIt = async (event: Event) => {
    event.preventDefault();
    if (!file) return;
    let sent: Upload | null = null;
    const result = await work.start(async () => {
      sent = await upload(file, (share) => setSending(t("sending", { file: file.name, share }))).finally(() =>
        setSending(null),
      );
      return ask("POST", "merges", { upload: sent.upload });
    });
    if (result) setHeld(sent);
    else if (sent) void ask("POST", "uploads/drop", { upload: (sent as Upload).upload });
  };
  const join = async () => {
    if (!held) return;
    await work.start(() => ask("POST", "merges", { upload: held.upload, dry_run: false }));
    setHeld(null);
    setFile(null);
  };
  const leave = () => {
    if (held) void ask("POST", "uploads/drop", { upload: held.upload });
    setHeld(null);
    work.clear();
  };
  return (
    <section>
      <h2>{t("merge.title")}</h2>
      <p class="soft words">{t("merge.words")}</p>
      <form class="line fields" onSubmit={(event) => void tryIt(event)}>
        <label>
          <span class="soft">{t("merge.file")}</span>
          <input
            type="file"
            accept=".db,.sqlite,.sqlite3"
            onChange={(event) => {
              leave();
              setFile(event.currentTarget.files?.[0] ?? null);
            }}
          />
        </label>
        {!held && (
          <button type="submit" disabled={!file || work.busy}>
            {t("merge.try")}
          </button>
        )}
      </form>
      {sending && <p role="status">{sending}</p>}
      {!sending && <Working work={work} />}
      {work.result && (
        <div role="status" class="done">
          <Outcome result={work.result} />
          {held && !work.busy ? (
            <p class="line">
              <Button class="primary" onClick={() => void join()}>
                {t("merge.now")}
              </Button>
              <LinkButton onClick={leave}>{say("common.leaveIt")}</LinkButton>
            </p>
          ) : (
            !work.result.dry_run && <p class="note">{t("merge.done")}</p>
          )}
        </div>
      )}
    </section>
  );
}

function Outcome({ result }: { result: MergeResult }) {
  const tables = Object.keys(result.together).filter(
    (table) => (result.together[table] ?? 0) + (result.there[table] ?? 0) > 0,
  );
  return (
    <>
      <Table
        kind="sums"
        narrow
        rows={tables}
        columns={[
          { name: "", is: "row", cell: (table) => t.known(`table.${table}`, table) },
          ...(["here", "there", "together"] as const).map((where) => ({
            name: t(`merge.${where}`),
            is: "number" as const,
            cell: (table: string) => written(result[where][table] ?? 0),
          })),
        ]}
      />
      <p>
        {t("merge.known", {
          accounts: result.accounts_joined,
          of: result.there.accounts ?? 0,
          batches: result.batches_shared,
          all: result.there.batches ?? 0,
        })}
      </p>
      {result.other_keys.length > 0 && (
        <p class="note">{t("merge.otherKeys", { names: result.other_keys.join(", ") })}</p>
      )}
    </>
  );
}
