// Into the report: the figure stands in the case's report as it is drawn here.

import { useState } from "preact/hooks";
import type { FigureDrawn, ReportFigureChoice, Selection } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { ask } from "../companion";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { useTried } from "../view-data";
import type { FigureOptions } from "./drawn";

const t = below("figures");

interface Asked {
  figure: FigureDrawn;
  selection: Selection;
  options: FigureOptions;
}

export function PutIntoReport({ figure, selection, options }: Asked) {
  const [put, setPut] = useState("");
  const { problem, tried } = useTried();
  const { case: number, ...narrower } = selection;
  if (!number || Object.keys(narrower).length > 0) return null;
  const choice: ReportFigureChoice = { name: figure.name, options };
  const key = JSON.stringify(choice);
  const putIn = async () => {
    await ask("POST", `cases/${number}/report/figures`, choice);
    setPut(key);
  };
  return (
    <>
      <button type="button" onClick={() => void tried(putIn)}>
        {t("put")}
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
