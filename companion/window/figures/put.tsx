// Into the report: the figure stands in a case's report as it is drawn here, and of the accounts that it is drawn of.

import { type ComponentChildren, createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { siteName } from "../../../shared/site-names";
import type { CaseRow, FigureDrawn, ReportFigureChoice, Selection } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { ask } from "../companion";
import { Button } from "../components/buttons";
import { NewCase } from "../components/new-case";
import { Options } from "../components/options";
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

/** Whose report figures are put into; all figures that are looked at together go into the same. */
interface Into {
  cases: CaseRow[];
  number: number | undefined;
  choose: (number: number) => void;
}

const IntoReportOf = createContext<Into>({ cases: [], number: undefined, choose: () => {} });

/** The case of figures that are of no case, once it is chosen or made; the one made last until then. */
export function OneReport({ children }: { children: ComponentChildren }) {
  const cases = useGot("cases").answer?.cases ?? [];
  const [chosen, choose] = useState<number>();
  const newest = Math.max(...cases.map((each) => each.case));
  const number = chosen ?? (cases.length > 0 ? newest : undefined);
  return <IntoReportOf.Provider value={{ cases, number, choose }}>{children}</IntoReportOf.Provider>;
}

/** Into the report of the selection's case; of others, a case is chosen, or made of their accounts. */
export function PutIntoReport(asked: Asked) {
  const number = asked.selection.case;
  const { put, isIn, problem } = usePut(asked);
  const into = useContext(IntoReportOf);
  const to = number ?? into.number;
  return (
    <>
      {number ? (
        <Button onClick={() => void put(number)}>{t("put")}</Button>
      ) : (
        <PutIntoCase selection={asked.selection} put={put} />
      )}
      {to !== undefined && isIn(to) && (
        <span class="soft" role="status">
          {t("isIn")}{" "}
          <a href={address(["report"], new URLSearchParams({ case: `${to}` }))}>{t("toReport")}</a>
        </span>
      )}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

const NEW = "new";

function PutIntoCase({ selection, put }: { selection: Selection; put: (number: number) => Promise<void> }) {
  const { cases, number, choose } = useContext(IntoReportOf);
  const [naming, setNaming] = useState(false);
  const made = async (begun: number) => {
    choose(begun);
    setNaming(false);
    await put(begun);
  };
  if (naming)
    return (
      <div class="of-a-new-case">
        <p class="soft">{t("newCaseWords")}</p>
        <NewCase
          selection={selection}
          suggested={suggestedName(selection)}
          words={t("makeAndPut")}
          made={made}
          leave={() => setNaming(false)}
        />
      </div>
    );
  if (number === undefined) return <Button onClick={() => setNaming(true)}>{t("putIntoNew")}</Button>;
  const chosen = (value: string) => (value === NEW ? setNaming(true) : choose(Number(value)));
  return (
    <span class="put-into">
      <Button onClick={() => void put(number)}>{t("putInto")}</Button>
      <select
        aria-label={t("reportOf")}
        value={number}
        onChange={(event) => chosen(event.currentTarget.value)}
      >
        <Options of={cases.map((each) => [each.case, each.name])} />
        <option value={NEW}>{t("newCase")}</option>
      </select>
    </span>
  );
}

/** After what the accounts were chosen by. */
function suggestedName({ tag, search, platform }: Selection): string {
  return [tag, search, platform && siteName(platform)].filter(Boolean).join(" ");
}

function usePut({ figure, selection, options }: Asked) {
  const [last, setLast] = useState("");
  const { problem, tried } = useTried();
  const { case: of, ...narrower } = selection;
  const choiceOf = (number: number): ReportFigureChoice => {
    const isWhole = of === number && Object.keys(narrower).length === 0;
    return { name: figure.name, options, ...(!isWhole && { selection }) };
  };
  const keyOf = (number: number) => JSON.stringify([number, choiceOf(number)]);
  const put = (number: number) =>
    tried(async () => {
      await ask("POST", `cases/${number}/report/figures`, choiceOf(number));
      setLast(keyOf(number));
    });
  return { put, isIn: (number: number) => last === keyOf(number), problem };
}
