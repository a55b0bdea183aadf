// The files that were read, each of which can be taken back as a whole.

import { useState } from "preact/hooks";
import { Button } from "../components/buttons";
import { Table } from "../components/table";
import { below, moment, say, written } from "../texts";
import { useGot } from "../view-data";
import { Forget } from "./forget";

const t = below("cases.import");

export function Undo() {
  const { answer, again } = useGot("imports", "store");
  const [open, setOpen] = useState<number | null>(null);
  const imports = answer?.imports ?? [];
  return (
    <section>
      <h2>{t("undo.title")}</h2>
      <p class="soft words">{t("undo.words")}</p>
      {imports.length === 0 ? (
        <p class="soft">{t("undo.none")}</p>
      ) : (
        <Table
          label={t("undo.file")}
          rows={imports}
          keyOf={({ imported }) => imported}
          columns={[
            { name: t("undo.file"), is: "row", cell: ({ file }) => <bdi>{file}</bdi> },
            { name: say("common.format"), cell: ({ format }) => t.known(`formats.${format}`, format) },
            { name: t("undo.when"), cell: ({ imported_at }) => moment(imported_at) },
            { name: t("undo.rows"), is: "number", cell: ({ rows_read }) => written(rows_read) },
            {
              name: t("undo.takeBack"),
              readOut: true,
              cell: ({ imported, file }) => (
                <Button
                  aria-label={`${t("undo.takeBack")}: ${file}`}
                  aria-expanded={open === imported}
                  onClick={() => setOpen(open === imported ? null : imported)}
                >
                  {t("undo.takeBack")}
                </Button>
              ),
            },
          ]}
          below={({ imported }) => open === imported && <Forget what={{ imported }} gone={again} />}
        />
      )}
    </section>
  );
}
