// What changed in a case between two days: each edge can be opened down to the captures that it rests on.

import { useState } from "preact/hooks";
import type { EdgeSeen } from "../../../shared/wire/types.gen";
import { address, go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { LinkButton } from "../components/buttons";
import { DateField } from "../components/fields";
import { AccountName, handleOf } from "../components/name";
import { ProblemNote } from "../components/problem";
import { Received } from "../components/received";
import { Table } from "../components/table";
import { below, day, moment, say, written } from "../texts";
import { useAsked, useGot } from "../view-data";

const t = below("cases.compare");

const FIRST = 100;
const MOST = 20_000;
const GROUPS = ["appeared", "first_seen", "ended"] as const;

export function Changes({ number, place }: { number: number; place: Place }) {
  const { answer: page, problem, again } = useGot(`cases/${number}`);
  if (!page) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  const first = page.case.first_seen?.slice(0, 10) ?? "";
  const last = page.case.last_seen?.slice(0, 10) ?? "";
  const since = place.query.get("since") ?? first;
  const until = place.query.get("until") ?? last;
  const date = (name: "since" | "until", value: string) => (
    <DateField
      label={t(name)}
      name={name}
      value={value}
      set={(day) => go(withQuery(place, { [name]: day }), { replace: true })}
    />
  );
  return (
    <article class="case-page">
      <header>
        <p>
          <a href={address(["cases", number])}>← {say("cases.back")}</a>
        </p>
        <h1>
          <bdi>{t("changesTitle", { name: page.case.name })}</bdi>
        </h1>
        <p class="soft words">{t("changesWords")}</p>
        <p class="line fields">
          {date("since", since)}
          {date("until", until)}
        </p>
      </header>
      {!since || !until ? (
        <p class="soft">{t("datesNeeded")}</p>
      ) : since >= until ? (
        <p class="note">{t("datesOrder")}</p>
      ) : (
        <Changed key={`${since} ${until}`} number={number} since={since} until={until} />
      )}
    </article>
  );
}

function Changed({ number, since, until }: { number: number; since: string; until: string }) {
  const [most, setMost] = useState(FIRST);
  const asked = useAsked(
    (signal) =>
      ask(
        "POST",
        "difference",
        {
          scope: { selection: { case: number } },
          since: `${since}T23:59:59.999Z`,
          until: `${until}T23:59:59.999Z`,
          rows: { most },
        },
        signal,
      ),
    [number, since, until, most],
  );
  return (
    <Received asked={asked}>
      {({ difference: found }) => (
        <>
          <p>
            {t("unchanged", { count: found.unchanged })}{" "}
            {found.only_between > 0 && t("between", { count: found.only_between })}
          </p>
          {GROUPS.map((name) => (
            <Group
              key={name}
              title={t(`change.${name}`)}
              edges={found[name]}
              all={found[`${name}_count`]}
              ended={name === "ended"}
              more={() => setMost(Math.min(MOST, most * 5))}
            />
          ))}
        </>
      )}
    </Received>
  );
}

function Group({
  title,
  edges,
  all,
  ended,
  more,
}: {
  title: string;
  edges: readonly EdgeSeen[];
  all: number;
  ended: boolean;
  more: () => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const turn = (edge: number) => {
    const next = new Set(open);
    if (!next.delete(edge)) next.add(edge);
    setOpen(next);
  };
  return (
    <section>
      <h2>
        {title} <small class="soft">{written(all)}</small>
      </h2>
      {all === 0 && <p class="soft">{t("none")}</p>}
      {edges.length > 0 && (
        <Table
          label={title}
          rows={edges}
          keyOf={({ edge }) => edge}
          columns={[
            { name: t("edge"), is: "edge", cell: (edge) => <Ends edge={edge} /> },
            { name: t("firstSeen"), cell: ({ spells: [first] }) => first && day(first.first_seen) },
            { name: t("lastSeen"), cell: ({ spells }) => lastOf(spells, "last_seen") },
            ended && { name: t("goneBy"), cell: ({ spells }) => lastOf(spells, "gone_by") },
            {
              name: t("evidence"),
              readOut: true,
              cell: ({ edge }) => (
                <LinkButton aria-expanded={open.has(edge)} onClick={() => turn(edge)}>
                  {t("evidence")}
                </LinkButton>
              ),
            },
          ]}
          below={({ edge, source, target }) =>
            open.has(edge) && <Evidence one={source.account} other={target.account} edge={edge} />
          }
        />
      )}
      {edges.length < all && (
        <p class="line">
          <span class="soft">{say("common.showing", { shown: edges.length, all })}</span>
          {edges.length < MOST && <LinkButton onClick={more}>{t("more")}</LinkButton>}
        </p>
      )}
    </section>
  );
}

function lastOf(spells: EdgeSeen["spells"], what: "last_seen" | "gone_by"): string {
  const time = spells.at(-1)?.[what];
  return time ? day(time) : "";
}

function Ends({ edge }: { edge: EdgeSeen }) {
  return (
    <>
      <AccountName account={edge.source} /> <span class="soft">{t(`kind.${edge.kind}`)}</span>{" "}
      <AccountName account={edge.target} />
    </>
  );
}

function Evidence({ one, other, edge }: { one: number; other: number; edge: number }) {
  const { answer, problem } = useAsked(
    (signal) => ask("POST", "graph/edge", { one, other }, signal),
    [one, other],
  );
  if (!answer) return problem ? <ProblemNote problem={problem} /> : null;
  const captures = answer.edges.find((each) => each.edge.edge === edge)?.captures ?? [];
  return (
    <ul class="plain">
      {captures.map((capture) => (
        <li key={capture.capture}>
          <span class="soft">{moment(capture.seen_at ?? capture.ended_at)}</span>{" "}
          <bdi>
            {t("capture", {
              kind: say.known(`lists.${capture.kind}`, capture.kind),
              owner: handleOf(capture.owner),
              seen: capture.seen_count,
              displayed: capture.displayed_count == null ? "?" : written(capture.displayed_count),
            })}
          </bdi>
          {" · "}
          {say(capture.complete ? "lists.complete" : "lists.incomplete")}
          {" · "}
          <strong>{t(capture.seen_at ? "isIn" : "notIn")}</strong>
        </li>
      ))}
    </ul>
  );
}
