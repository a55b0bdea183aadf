// What would be read of a file, before anything is stored; which column is which can be chosen by a click.

import { useEffect, useRef, useState } from "preact/hooks";
import type { ColumnRead, ImportRequest, ImportResult, Upload } from "../../../shared/wire/types.gen";
import { ask, upload } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Select } from "../components/fields";
import { Table } from "../components/table";
import { below } from "../texts";

const t = below("cases.import");

/** What a person may say that a column is. */
const ROLES = ["source", "target", "account", "time"] as const;
export type Said = Omit<ImportRequest, "upload" | "format" | "preview">;

interface Asked {
  file: File;
  format: string;
  said: Said;
  say: (more: Said) => void;
}

export function Preview({ file, format, said, say: change }: Asked) {
  const held = useHeld(file);
  const work = useWork<ImportResult>();
  const asked = JSON.stringify(said);
  useEffect(() => {
    if (!held) return;
    const body = { ...(JSON.parse(asked) as Said), upload: held.upload, format: format || null };
    void work.start(() => ask("POST", "imports", { ...body, preview: true }));
  }, [held, format, asked]);
  const result = work.result;
  return (
    <section class="preview" aria-live="polite">
      <Working work={work} />
      {result && (
        <>
          <h2>{t("look.title")}</h2>
          <p>
            <bdi>
              {t("look.file", {
                file: result.file,
                format: t.known(`look.kind.${result.kind}`, result.format),
                rows: result.rows_read,
              })}
            </bdi>
          </p>
          <p class="soft">{t(result.kind === "unclear" ? "look.unclear" : "look.would", counts(result))}</p>
          {result.columns.length > 0 && (
            <Columns columns={result.columns} examples={inColumns(result)} said={said} change={change} />
          )}
          {result.examples.length > 0 && inColumns(result).length === 0 && (
            <>
              <h3>{t("look.examples")}</h3>
              <ol class="plain">
                {result.examples.map((row) => (
                  <li key={row}>
                    <code>
                      <bdi>{row}</bdi>
                    </code>
                  </li>
                ))}
              </ol>
            </>
          )}
          {result.reasons.length > 0 && (
            <div class="note">
              {result.rows_left_out > 0 && <p>{t("look.reasons", { count: result.rows_left_out })}</p>}
              <ul class="plain">
                {result.reasons.map(({ reason, count }) => (
                  <li key={reason}>
                    <bdi>{result.rows_left_out > 0 ? t("look.reason", { count, reason }) : reason}</bdi>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** The file as the companion holds it, for as long as it is the one that is looked at. */
function useHeld(file: File): Upload | null {
  const [held, setHeld] = useState<Upload | null>(null);
  const current = useRef<File | null>(null);
  useEffect(() => {
    current.current = file;
    let sent: Upload | null = null;
    setHeld(null);
    const drop = (place: Upload) => ask("POST", "uploads/drop", { upload: place.upload }).catch(() => {});
    void upload(file, () => {}).then(
      (place) => {
        sent = place;
        if (current.current === file) setHeld(place);
        else void drop(place);
      },
      () => {},
    );
    return () => {
      current.current = null;
      if (sent) void drop(sent);
    };
  }, [file]);
  return held;
}

/** The examples as rows of cells, where they are rows of these columns; else none. */
function inColumns({ columns, examples }: ImportResult): string[][] {
  const rows = examples.map((row) => {
    try {
      return JSON.parse(row) as unknown;
    } catch {
      return null; // one that was cut, or is no row
    }
  });
  return rows.every((row): row is string[] => Array.isArray(row) && row.length === columns.length)
    ? rows
    : [];
}

interface ColumnsAsked {
  columns: readonly ColumnRead[];
  examples: readonly (readonly string[])[];
  said: Said;
  change: (more: Said) => void;
}

function Columns({ columns, examples, said, change }: ColumnsAsked) {
  const called = (column: ColumnRead, index: number) =>
    column.name.trim() && columns.filter(({ name }) => name === column.name).length === 1
      ? column.name
      : String(index + 1);
  const choose = (name: string, role: string) => {
    const others = Object.fromEntries(
      ROLES.filter((each) => said[each] === name).map((each) => [each, null]),
    );
    change({ ...others, ...(role && { [role]: name }) });
  };
  return (
    <Table
      rows={columns}
      narrow
      columns={[
        { name: t("look.column"), is: "row", cell: ({ name }, index) => <bdi>{name || index + 1}</bdi> },
        {
          name: t("look.taken"),
          cell: ({ role }) => (role ? t.known(`look.role.${role}`, role) : t("look.notRead")),
        },
        {
          name: t("look.example"),
          cell: (_, index) => (
            <bdi class="soft">
              {examples
                .map((row) => row[index])
                .filter(Boolean)
                .join(", ")}
            </bdi>
          ),
        },
        {
          name: t("look.choose"),
          cell: (column, index) => {
            const name = called(column, index);
            return (
              <Select
                label={t("look.as", { column: column.name || index + 1 })}
                value={ROLES.find((role) => said[role] === name) ?? ""}
                set={(role) => choose(name, role)}
                of={ROLES.map((role) => [role, t(`look.role.${role}`)])}
                none={t("look.asFound")}
              />
            );
          },
        },
      ]}
    />
  );
}

function counts({ accounts, edges, captures, activities }: ImportResult) {
  return { accounts, edges, captures, activities };
}
