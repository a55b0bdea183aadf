// The case's key for pseudonyms: shown and replaced only on purpose.

import { useState } from "preact/hooks";
import { ask } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { ProblemNote } from "../components/problem";
import { below, say } from "../texts";
import { useTried } from "../view-data";

const t = below("cases");

export function Key({ number, hasKey }: { number: number; hasKey: boolean }) {
  const [shown, setShown] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { problem, tried } = useTried();
  const anew = (work: () => Promise<void>) => {
    setSaid(null);
    return tried(work);
  };
  const show = () => anew(async () => setShown((await ask("POST", `cases/${number}/key`)).key));
  const copy = () =>
    anew(async () => {
      await navigator.clipboard.writeText(shown ?? "");
      setSaid(t("key.copied"));
    });
  return (
    <section>
      <h2>{t("key.title")}</h2>
      <p class="soft words">
        {t("key.words")} {!hasKey && t("key.none")}
      </p>
      {shown && <code class="key">{shown}</code>}
      <p class="line">
        <Button onClick={() => (shown ? setShown(null) : void show())}>
          {t(shown ? "key.hide" : "key.show")}
        </Button>
        {shown && <Button onClick={() => void copy()}>{say("common.copy")}</Button>}
        <span role="status">{said}</span>
      </p>
      <Other
        set={(key, replace) =>
          anew(async () => {
            await ask("POST", `cases/${number}/key/set`, { key, replace });
            setShown(null);
            setSaid(t("key.isSet"));
          })
        }
        hasKey={hasKey}
      />
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}

function Other({ set, hasKey }: { set: (key: string, replace: boolean) => Promise<void>; hasKey: boolean }) {
  const [key, setKey] = useState("");
  const [asks, setAsks] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!key.trim()) return;
    if (hasKey) setAsks(true);
    else void set(key, false).then(() => setKey(""));
  };
  const replace = async () => {
    await set(key, true);
    setAsks(false);
    setKey("");
  };
  return (
    <details>
      <summary>{t("key.other")}</summary>
      <form class="line" onSubmit={submit}>
        <input
          aria-label={t("key.field")}
          placeholder={t("key.field")}
          class="key"
          autocomplete="off"
          spellcheck={false}
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
        {!asks && <button type="submit">{t("key.set")}</button>}
      </form>
      {asks && (
        <div class="asked" role="alert">
          <p>{t("key.replace")}</p>
          <p class="line">
            <Button onClick={() => void replace()}>{t("key.replaceYes")}</Button>
            <LinkButton onClick={() => setAsks(false)}>{say("common.leaveIt")}</LinkButton>
          </p>
        </div>
      )}
    </details>
  );
}
