// Into the report: the figure stands in a case's report as it is drawn here, and of the accounts that it is drawn of.

import { useState } from "preact/hooks";
import type { FigureDrawn, ReportFigureChoice, Selection } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { ask } from "../companion";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { useGot, useTried } from "../view-data";
import type { FigureOptions } from "./drawn";

const t = below("figures");

interface Asked {
  figure: FigureDrawn;
  selection: Selection;
  options: FigureOptions;
}

/** Into the report of the selection's case; of others, a case is chosen. */
export function PutIntoReport(asked: Asked) {
  const number = asked.selection.case;
  return number ? <Put {...asked} number={number} label={t("put")} /> : <PutIntoCase {...asked} />;
}

function PutIntoCase(asked: Asked) {
  const cases = useGot("cases", null).answer?.cases ?? [];
  const [chosen, setChosen] = useState(0);
  const number = chosen || cases[0]?.case;
  if (!number) return null;
  return (
    <>
      <Put {...asked} number={number} label={t("putInto")} />
      <select
        aria-label={t("reportOf")}
        value={number}
        onChange={(event) => setChosen(Number(event.currentTarget.value))}
      >
        {cases.map((each) => (
          <option key={each.case} value={each.case}>
            {each.name}
          </option>
        ))}
      </select>
    </>
  );
}

function Put({ figure, selection, options, number, label }: Asked & { number: number; label: string }) {
  const [put, setPut] = useState("");
  const { problem, tried } = useTried();
  const { case: of, ...narrower } = selection;
  const isWhole = of === number && Object.keys(narrower).length === 0;
  const choice: ReportFigureChoice = { name: figure.name, options, ...(!isWhole && { selection }) };
  const key = JSON.stringify([number, choice]);
  const putIn = async () => {
    await ask("POST", `cases/${number}/report/figures`, choice);
    setPut(key);
  };
  return (
    <>
      <button type="button" onClick={() => void tried(putIn)}>
        {label}
      </button>
      {put === key && (
        <span class="soft" role="status">
          {t("isIn")}{" "}
          <a href={address(["report"], new URLSearchParams({ case: `${number}` }))}>{t("toReport")}</a>
        </span>
      )}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
