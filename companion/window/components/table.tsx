// A table of like things: a column says what it is called and what it shows of each.

import type { ComponentChildren } from "preact";

interface Column<Row> {
  name: string;
  cell: (row: Row, index: number) => ComponentChildren;
  /** What its cells are: numbers, soft words, what names the row, or of a class of their own. */
  is?: "number" | "soft" | "row" | "edge" | "page";
  /** What explains its name. */
  title?: string;
  /** Its name is only read out. */
  readOut?: true;
}

interface Asked<Row> {
  rows: readonly Row[];
  columns: readonly (Column<Row> | false)[];
  kind?: string;
  /** What a row is known by, where something in it can be opened. */
  keyOf?: (row: Row) => string | number;
  /** What stands below a row, over its whole width. */
  below?: (row: Row) => ComponentChildren;
}

/** Where it is wider than its place it scrolls, and has a name by which it is reached by keyboard, unless it has room
 * wherever it stands. */
type Scrolling = { label: string; narrow?: never } | { narrow: true; label?: never };

export function Table<Row>({ rows, columns, label, kind, narrow, keyOf, below }: Asked<Row> & Scrolling) {
  const shown = columns.filter((column) => column !== false);
  const rowOf = (row: Row, index: number) => {
    const [key, more] = [keyOf?.(row) ?? index, below?.(row)];
    const cells = shown.map(({ name, is, cell }) => {
      const Cell = is === "row" ? "th" : "td";
      const own = is === "row" ? { scope: "row" } : { class: is };
      return (
        <Cell key={name} {...own}>
          {cell(row, index)}
        </Cell>
      );
    });
    const opened = (
      <tr key={`below ${key}`} class="opened">
        <td colSpan={shown.length}>{more}</td>
      </tr>
    );
    return [<tr key={key}>{cells}</tr>, more && opened];
  };
  const table = (
    <table class={kind}>
      <thead>
        <tr>
          {shown.map(({ name, is, title, readOut }) => (
            <th key={name} scope="col" class={is === "number" ? is : undefined} title={title}>
              {readOut ? <span class="said">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map(rowOf)}</tbody>
    </table>
  );
  if (narrow) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: it stands within a section of its own
    <div class="wide" role="region" tabIndex={0} aria-label={label}>
      {table}
    </div>
  );
}
