// A chart of counts: bars, or a line where bars would be too thin, with what was expected beside them; and the same
// numbers as a table, for who reads them by ear or by keyboard.

import { useState } from "preact/hooks";
import { below, written } from "../texts";
import { LinkButton } from "./buttons";
import { type ChartAsked, Plot, type Point } from "./plot";
import { Table } from "./table";

const t = below("chart");

const FEW_ROWS = 60;

export function Chart(asked: ChartAsked) {
  const { title, unit, points, chosen = null } = asked;
  const [over, setOver] = useState<number | null>(null);
  const hasExpected = points.some((point) => point.expected !== undefined);
  const shown = points[over ?? -1] ?? points[chosen ?? -1];
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        <span class="soft">{hasExpected ? t("drawn", { unit }) : unit}</span>
      </figcaption>
      <Plot {...asked} onOver={setOver} />
      <p class="readout soft" aria-hidden="true">
        {shown ? said(shown, unit) : asked.hint}
      </p>
      <Numbers {...asked} />
    </figure>
  );
}

function said(point: Point, unit: string): string {
  const { name, count, expected } = point;
  return expected === undefined
    ? t("at", { name, count, unit })
    : t("atExpected", { name, count, unit, expected: few(expected) });
}

/** An expected number: of small ones the digits that matter. */
export function few(number: number): string {
  return written(number, number < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 });
}

const LEAST_TOLD = 0.0001;

/** A probability, or a number due by chance: below the least that is told it says so. */
export function chance(number: number): string {
  return number < LEAST_TOLD ? `< ${written(LEAST_TOLD, { maximumSignificantDigits: 1 })}` : few(number);
}

function Numbers({ title, unit, across, points, onPoint }: ChartAsked) {
  const hasExpected = points.some((point) => point.expected !== undefined);
  const rows = [...points.entries()];
  const listed = rows.length > FEW_ROWS ? rows.filter(([, point]) => point.count > 0) : rows;
  const named = ([index, { name, count }]: [number, Point]) =>
    onPoint && count > 0 ? <LinkButton onClick={() => onPoint(index)}>{name}</LinkButton> : name;
  return (
    <details>
      <summary>{t("table")}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="numbers" tabIndex={0} aria-label={title}>
        <Table
          narrow
          rows={listed}
          columns={[
            { name: across, is: "row", cell: named },
            { name: unit, is: "number", cell: ([, { count }]) => written(count) },
            hasExpected && {
              name: t("expected"),
              is: "number",
              cell: ([, { expected }]) => few(expected ?? 0),
            },
          ]}
        />
      </section>
      {listed.length < rows.length && <p class="soft">{t("noneLeftOut")}</p>}
    </details>
  );
}
