// A list of accounts that somebody pastes or opens: whom it names is ticked; what is nobody's or several's is told.

import { useState } from "preact/hooks";
import type { AccountList as Found } from "../../../shared/wire/types.gen";
import { ask } from "../companion";
import { Button } from "../components/buttons";
import { AccountName } from "../components/name";
import { ProblemNote } from "../components/problem";
import { tickThese } from "../components/ticking";
import { below } from "../texts";
import { useTried } from "../view-data";

const t = below("accounts.list");

const MOST_SHOWN = 100;

export function AccountList() {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const { problem, tried } = useTried();
  const change = (next: string) => {
    setText(next);
    setFound(null);
  };
  const lookUp = (event: Event) => {
    event.preventDefault();
    void tried(async () => setFound(await ask("POST", "accounts/list", { text })));
  };
  const open = async (file: File | undefined) => {
    if (file) change(await file.text());
  };
  return (
    <details class="account-list">
      <summary>{t("title")}</summary>
      <form onSubmit={lookUp}>
        <label>
          <span class="soft">{t("words")}</span>
          <textarea
            rows={5}
            spellcheck={false}
            value={text}
            onInput={(event) => change(event.currentTarget.value)}
          />
        </label>
        <p class="line">
          <button type="submit" disabled={!text.trim()}>
            {t("find")}
          </button>
          <label class="soft">
            {t("open")}{" "}
            <input
              type="file"
              accept=".txt,.csv,.tsv,text/*"
              onChange={(event) => void open(event.currentTarget.files?.[0])}
            />
          </label>
        </p>
      </form>
      {problem && <ProblemNote problem={problem} />}
      {found && <Told found={found} />}
    </details>
  );
}

function Told({ found: { found, unknown, several } }: { found: Found }) {
  return (
    <div role="status">
      <p class="line">
        {t("found", { count: found.length })}
        {found.length > 0 && (
          <Button class="primary" onClick={() => tickThese(found)}>
            {t("tick", { count: found.length })}
          </Button>
        )}
      </p>
      {unknown.length > 0 && (
        <p class="soft">
          {t("unknown", { count: unknown.length })} <bdi>{unknown.slice(0, MOST_SHOWN).join(", ")}</bdi>
          {unknown.length > MOST_SHOWN && " …"}
        </p>
      )}
      {several.length > 0 && <p class="soft">{t("several", { count: several.length })}</p>}
      <ul class="plain">
        {several.slice(0, MOST_SHOWN).map((each) => (
          <li key={each.name}>
            <bdi>{each.name}</bdi>:{" "}
            {each.accounts.map((account) => (
              <>
                <AccountName key={account.account} account={account} withSite />{" "}
              </>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
