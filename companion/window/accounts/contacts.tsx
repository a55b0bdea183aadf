// With whom an account was seen, what it did, and on which pages.

import type { ComponentChildren } from "preact";
import type { EdgeSeen, AccountPage as Page } from "../../../shared/wire/types.gen";
import { AccountName } from "../components/name";
import { WebLink } from "../components/web-link";
import { below, moment, say, written } from "../texts";

const facts = below("facts");

const t = below("account");

export function Contacts({ page, number }: { page: Page; number: number }) {
  return (
    <>
      <Listed title={t("neighbours")} shown={page.neighbours.length} all={page.neighbours_count}>
        <Neighbours edges={page.neighbours} number={number} />
      </Listed>
      <Listed title={t("activities")} shown={page.activities.length} all={page.activities_count}>
        <ul class="plain">
          {page.activities.map((each, index) => (
            <li key={index}>
              <span class="soft">{each.time ? moment(each.time) : t("timeUnknown")}</span>{" "}
              {facts.known(`activity.${each.kind}`, each.kind)} <bdi>{each.text ?? each.object}</bdi>
            </li>
          ))}
        </ul>
      </Listed>
      <Listed title={t("seen")} shown={page.sightings.length} all={page.sightings_count}>
        <ul class="plain">
          {page.sightings.map((each, index) => (
            <li key={index}>
              <span class="soft">{moment(each.seen_at)}</span> {facts.known(`role.${each.role}`, each.role)} ·{" "}
              <WebLink address={each.page}>
                <bdi>{each.page_title ?? each.page}</bdi>
              </WebLink>
            </li>
          ))}
        </ul>
      </Listed>
    </>
  );
}

interface ListAsked {
  title: string;
  shown: number;
  all: number;
  children: ComponentChildren;
}

/** A list that may be cut, with how much of it is here. */
function Listed({ title, shown, all, children }: ListAsked) {
  return (
    <section>
      <h2>
        {title}{" "}
        {all > 0 && (
          <small class="soft">{shown < all ? say("common.showing", { shown, all }) : written(all)}</small>
        )}
      </h2>
      {all > 0 ? children : <p class="soft">{say("common.noneSoFar")}</p>}
    </section>
  );
}

function Neighbours({ edges, number }: { edges: readonly EdgeSeen[]; number: number }) {
  return (
    <ul class="plain columns">
      {edges.map((edge) => {
        const isSource = edge.source.account === number;
        return (
          <li key={edge.edge}>
            <span class="soft">{relation(edge.kind, isSource)}</span>{" "}
            <AccountName account={isSource ? edge.target : edge.source} />
          </li>
        );
      })}
    </ul>
  );
}

function relation(kind: EdgeSeen["kind"], isSource: boolean): string {
  if (kind === "friend") return t("edge.friend");
  if (kind === "member") return t(isSource ? "edge.member" : "edge.hasMember");
  return t(isSource ? "edge.follows" : "edge.followedBy");
}
