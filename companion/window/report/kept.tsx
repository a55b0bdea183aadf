// A text that is kept with the case as soon as one leaves its field.

import { useId, useState } from "preact/hooks";
import type { ReportText } from "../../../shared/wire/types.gen";
import { ask, Problem } from "../companion";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";

const t = below("report");

interface KeptProps {
  case: number;
  name: string;
  label: string;
  /** What stands there while nothing is written. */
  usual: string;
  text: string;
  long?: boolean;
  /** The label is for screen readers only, since what is around the field says what it is. */
  bare?: boolean;
}

export function Kept({ case: number, name, label, usual, text, long, bare }: KeptProps) {
  const [kept, setKept] = useState(text);
  const [isSaved, setSaved] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useId();
  const keep = async (value: string) => {
    if (value === kept) return;
    const asked: ReportText = { name, text: value };
    try {
      await ask("POST", `cases/${number}/report/texts`, asked);
      setKept(value);
      setSaved(true);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem("mistake", String(error)));
    }
  };
  const common = {
    defaultValue: text,
    placeholder: usual,
    "aria-label": bare ? label : undefined,
    onInput: () => setSaved(false),
    onChange: (event: { currentTarget: { value: string } }) => void keep(event.currentTarget.value),
  };
  return (
    <div class={long ? "kept long" : "kept"}>
      {!bare && (
        <label class="soft" htmlFor={id}>
          {label}
        </label>
      )}
      {long ? (
        <textarea id={id} rows={bare ? 1 : 3} maxLength={20_000} {...common} />
      ) : (
        <input id={id} maxLength={500} {...common} />
      )}
      <span class="soft saved" role="status">
        {isSaved && t("saved")}
      </span>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
