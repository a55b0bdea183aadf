// One case: what was recorded when and where, its notes, who was put into it, and what to do with it.

import { useState } from "preact/hooks";
import { siteName } from "../../../shared/site-names";
import type { CasePage as Page } from "../../../shared/wire/types.gen";
import { takeAction } from "../actions";
import { address } from "../address";
import { ask } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { AccountName } from "../components/name";
import { Notes } from "../components/notes";
import { ProblemNote } from "../components/problem";
import { Received } from "../components/received";
import { Table } from "../components/table";
import { Figures } from "../figures/figures";
import { useTicked } from "../selection";
import { below, day, moment, say, written } from "../texts";
import { useGot, useTried } from "../view-data";
import { Groups } from "./groups";
import { Key } from "./key";
import { recordedWhen } from "./list";

const t = below("cases");

/** As many accounts as are shown without being unfolded. */
const FEW = 12;
const VIEWS = ["accounts", "figures", "graph", "faces", "time", "report"] as const;

export function CasePage({ number }: { number: number }) {
  return <Received asked={useGot(`cases/${number}`)}>{(page) => <Shown page={page} />}</Received>;
}

function Shown({ page }: { page: Page }) {
  const { case: row } = page;
  const number = row.case;
  const only = new URLSearchParams({ case: `${number}` });
  return (
    <article class="case-page">
      <header>
        <Name key={row.name} number={number} name={row.name} />
        <p class="soft">
          {say("common.accounts", { count: row.accounts })} · {recordedWhen(row)} ·{" "}
          {t("begun", { day: day(row.created_at) })}
        </p>
        <p class="line">
          <span class="soft">{t("look")}</span>
          {VIEWS.map((view) => (
            <a key={view} class="button" href={address([view], only)}>
              {say(`views.${view}`)}
            </a>
          ))}
        </p>
        <p class="line links">
          <a href={address(["cases", number, "changes"])}>{t("whatChanged")}</a>
          <a href={address(["cases", "compare"], new URLSearchParams({ one: `${number}` }))}>
            {t("compareWith")}
          </a>
          <a href={address(["cases", "export"], only)}>{t("tab.export")}</a>
          <a href={address(["cases", "forget"], only)}>{t("tab.forget")}</a>
        </p>
      </header>
      {row.accounts > 0 && <Figures selection={{ case: number }} />}
      {row.accounts > 0 && <Groups number={number} />}
      <Notes notes={page.notes} on={{ case: number }} />
      <Sessions page={page} />
      <Members page={page} />
      <Key number={number} hasKey={page.has_key} />
    </article>
  );
}

function Name({ number, name }: { number: number; name: string }) {
  const [text, setText] = useState<string | null>(null);
  const { problem, tried } = useTried();
  if (text === null) {
    return (
      <div class="line">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <LinkButton onClick={() => setText(name)}>{t("rename")}</LinkButton>
      </div>
    );
  }
  const rename = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    void tried(async () => {
      await ask("POST", `cases/${number}/name`, { name: text });
      setText(null);
    });
  };
  return (
    <form class="line" onSubmit={rename}>
      <input
        aria-label={say("common.name")}
        maxLength={200}
        value={text}
        ref={(input) => input?.focus()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
      />
      <button type="submit">{t("save")}</button>
      <LinkButton onClick={() => setText(null)}>{say("common.leaveIt")}</LinkButton>
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}

function Sessions({ page }: { page: Page }) {
  return (
    <section>
      <h2>{t("session.title")}</h2>
      {page.sessions.length === 0 && <p class="soft">{t("session.none")}</p>}
      {page.sessions.length > 0 && (
        <Table
          label={t("session.title")}
          rows={page.sessions}
          columns={[
            {
              name: t("session.when"),
              is: "row",
              cell: ({ session, first_seen }) => (
                <a href={address(["cases", page.case.case, "sessions", session])}>{moment(first_seen)}</a>
              ),
            },
            { name: t("session.where"), cell: ({ platforms }) => platforms.map(siteName).join(", ") },
            { name: t("session.pages"), is: "number", cell: ({ pages }) => written(pages) },
            { name: t("session.listsSeen"), is: "number", cell: ({ lists }) => written(lists) },
            { name: t("session.whole"), is: "number", cell: (each) => written(each.complete_lists) },
            { name: say("views.accounts"), is: "number", cell: ({ accounts }) => written(accounts) },
            { name: t("session.version"), is: "soft", cell: (each) => each.tool_version },
          ]}
        />
      )}
    </section>
  );
}

function Members({ page }: { page: Page }) {
  const ticked = useTicked();
  const number = page.case.case;
  return (
    <section>
      <h2>{t("members")}</h2>
      {page.collected_count === 0 && <p class="soft">{t("membersNone")}</p>}
      {ticked.size > 0 && (
        <p class="line">
          <Button onClick={() => void takeAction({ action: "collect", accounts: [...ticked], case: number })}>
            {t("putIn", { count: ticked.size })}
          </Button>
          {page.collected_count > 0 && (
            <Button
              onClick={() => void takeAction({ action: "take_out", accounts: [...ticked], case: number })}
            >
              {t("takeOutTicked", { count: ticked.size })}
            </Button>
          )}
        </p>
      )}
      {page.collected_count > 0 && <Collected page={page} />}
    </section>
  );
}

function Collected({ page }: { page: Page }) {
  const { collected, collected_count: all } = page;
  const [open] = useState(all <= FEW); // as it was met: it does not fold under somebody's hand
  const takeOut = (account: number) =>
    void takeAction({ action: "take_out", accounts: [account], case: page.case.case });
  return (
    <details open={open}>
      <summary>{say("common.accounts", { count: all })}</summary>
      <ul class="plain columns">
        {collected.map((account) => (
          <li key={account.account}>
            <AccountName account={account} withSite />{" "}
            <LinkButton onClick={() => takeOut(account.account)}>{t("takeOut")}</LinkButton>
          </li>
        ))}
      </ul>
      {collected.length < all && (
        <p class="soft">{say("common.showing", { shown: collected.length, all })}</p>
      )}
    </details>
  );
}
