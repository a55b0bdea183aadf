// What can be done with the accounts that are ticked, or with the one that is looked at.

import { useState } from "preact/hooks";
import { takeAction } from "../actions";
import { Button } from "../components/buttons";
import { NewCase } from "../components/new-case";
import { Options } from "../components/options";
import { below, say } from "../texts";
import { useGot } from "../view-data";

const t = below("accounts.actions");

export function AccountActions({
  accounts,
  hidden = false,
}: {
  accounts: number[];
  hidden?: boolean | undefined;
}) {
  const { answer: facets } = useGot("accounts/facets");
  const [text, setText] = useState("");
  const [naming, setNaming] = useState(false);
  const giveTag = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void takeAction({ action: "tag", accounts, text }).then(() => setText(""));
  };
  const collect = (value: string) => {
    if (value === "new") setNaming(true);
    else if (value) void takeAction({ action: "collect", accounts, case: Number(value) });
  };
  return (
    <fieldset class="account-actions">
      <legend class="said">{t("label")}</legend>
      <form onSubmit={giveTag}>
        <input
          list="known-tags"
          aria-label={say("common.tag")}
          placeholder={say("common.tag")}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <datalist id="known-tags">
          {(facets?.tags ?? []).map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <button type="submit">{t("tag")}</button>
      </form>
      {!naming ? (
        <select aria-label={t("intoCase")} value="" onChange={(event) => collect(event.currentTarget.value)}>
          <option value="">{t("intoCase")}</option>
          <Options of={(facets?.cases ?? []).map((each) => [each.case, each.name])} />
          <option value="new">{t("newCase")}</option>
        </select>
      ) : (
        <NewCase selection={{ accounts }} words={t("makeCase")} made={() => setNaming(false)} />
      )}
      <Button onClick={() => void takeAction({ action: hidden ? "show" : "hide", accounts })}>
        {t(hidden ? "show" : "hide")}
      </Button>
    </fieldset>
  );
}
