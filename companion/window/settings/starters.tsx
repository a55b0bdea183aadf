// Which browsers may start Eyeline: the extension in them then pairs by itself, too.

import { useState } from "preact/hooks";
import { ask } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { useGot, useTried } from "../view-data";

const t = below("settings.starters");

export function Starters() {
  const { answer, problem, again } = useGot("settings/starters");
  const { problem: refused, tried } = useTried();
  const [foundNone, setFoundNone] = useState(false);
  const choose = (mayStart: boolean) =>
    tried(async () => {
      const { browsers } = await ask("POST", "settings/starters", { may_start: mayStart });
      setFoundNone(mayStart && browsers.length === 0);
      again();
    });
  const names = answer?.browsers ?? [];
  return (
    <section>
      <h2>{t("title")}</h2>
      <p class="soft words">{t("words")}</p>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && (
        <p role="status">
          {names.length > 0 ? t("some", { browsers: names.join(", ") }) : t(foundNone ? "notFound" : "none")}
        </p>
      )}
      <p class="line">
        <Button onClick={() => void choose(true)}>{t("let")}</Button>
        {names.length > 0 && <LinkButton onClick={() => void choose(false)}>{t("stop")}</LinkButton>}
      </p>
      {refused && <ProblemNote problem={refused} />}
    </section>
  );
}
