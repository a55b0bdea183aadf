// Accounts that shared the same post, link or text within a short time of each other, down to what they shared.

import type { CoShare, CoShares, CoSharing, Selection, SharedAtOnce } from "../../../shared/wire/types.gen";
import type { Place } from "../address";
import { useAnalysis } from "../components/analysed";
import { Section } from "../components/analysis-section";
import { few } from "../components/chart";
import { Choice, chosen } from "../components/choice";
import { AccountList, AccountName } from "../components/name";
import { Table } from "../components/table";
import { Tick } from "../components/ticking";
import { isWeb, WebLink } from "../components/web-link";
import { below, moment, say, written } from "../texts";
import { momentsName } from "./spans";

const t = below("time");

const WITHIN = ["60", "10", "600", "3600"] as const;
/** How many shares an account must have: CooRTweet's own bound, and none. */
const LEAST = ["2", "1"] as const;
const MOST_EDGES = 2000;
const MOST_OBJECTS = 10;

export function CoShared({ place, selection }: { place: Place; selection: Selection }) {
  const within = chosen(place, "within", WITHIN);
  const least = chosen(place, "least", LEAST);
  const analysed = useAnalysis("coshare", selection, {
    window: Number(within),
    least_shares: Number(least),
    most_edges: MOST_EDGES,
  });
  return (
    <Section
      title={t("section.coshare")}
      analysed={analysed}
      choices={
        <>
          <Choice
            place={place}
            name="within"
            label={t("within")}
            value={within}
            options={[...WITHIN]
              .sort((one, other) => Number(one) - Number(other))
              .map((each) => [each, long(each)])}
          />
          <Choice
            place={place}
            name="least"
            label={t("least")}
            value={least}
            options={LEAST.map((each) => [each, t("times", { count: Number(each) })])}
          />
        </>
      }
    >
      {(found) => <Found found={found} />}
    </Section>
  );
}

function long(seconds: number | string): string {
  const count = Number(seconds);
  if (count < 60) return t("seconds", { count });
  return count < 3600 ? t("minutes", { count: count / 60 }) : t("hours", { count: count / 3600 });
}

function Found({ found }: { found: CoShares }) {
  return (
    <>
      <p>
        {t("coshareFound", { shares: found.shares, objects: found.objects })}{" "}
        {found.expected_pairs != null &&
          t("cosharePairs", {
            pairs: found.pairs,
            window: long(found.window),
            expected: few(found.expected_pairs),
          })}{" "}
        {t("coshareEdges", {
          edges: found.edge_count,
          above: found.above_threshold,
          threshold: found.threshold,
          significant: found.significant,
          groups: found.groups_beyond_chance,
        })}
      </p>
      <AtOnce found={found} />
      {found.groups.length === 0 ? (
        <>
          <p>{t("noGroups", { threshold: found.threshold })}</p>
          <Pairs edges={found.edges} />
        </>
      ) : (
        <Groups found={found} />
      )}
      {(found.limits ?? []).length > 0 && (
        <p class="soft left-out">{found.limits?.map((limit) => limit.text).join(" ")}</p>
      )}
    </>
  );
}

function AtOnce({ found }: { found: CoShares }) {
  if (found.objects_at_once.length === 0) return null;
  return (
    <>
      <h3>{t("atOnce")}</h3>
      <ul class="plain">
        {found.objects_at_once.slice(0, MOST_OBJECTS).map((each) => (
          <li key={each.key}>
            <ObjectName object={each} />{" "}
            <span class="soft">
              {t("accountsAtOnce", {
                count: each.accounts,
                window: long(found.window),
                at: moment(each.at),
              })}
            </span>{" "}
            <Tick accounts={each.by.map((account) => account.account)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The heaviest pairs, where none is heavier than the others. */
function Pairs({ edges }: { edges: readonly CoShare[] }) {
  return (
    <details>
      <summary>{t("pairName")}</summary>
      <Tick accounts={[...new Set(edges.flatMap(({ first, second }) => [first.account, second.account]))]} />
      <ul class="plain pairs">
        {edges.map((edge) => (
          <Pair key={`${edge.first.account} ${edge.second.account}`} edge={edge} />
        ))}
      </ul>
    </details>
  );
}

function Groups({ found }: { found: CoShares }) {
  return (
    <>
      <h3>{t("groups")}</h3>
      <Table
        label={t("groups")}
        rows={found.groups}
        keyOf={({ members }) => members[0]?.account ?? 0}
        columns={[
          { name: t("group"), is: "row", cell: (_, index) => t("groupName", { number: index + 1 }) },
          { name: say("views.accounts"), is: "number", cell: ({ accounts }) => written(accounts) },
          { name: t("pairsOf"), is: "number", cell: ({ edges }) => written(edges) },
          { name: t("objects"), cell: (group) => <Opened group={group} edges={found.edges} /> },
        ]}
      />
    </>
  );
}

function Opened({ group, edges }: { group: CoSharing; edges: readonly CoShare[] }) {
  const members = new Set(group.members.map((each) => each.account));
  const inside = edges.filter((edge) => edge.above_threshold && members.has(edge.first.account));
  return (
    <>
      <Tick accounts={[...members]} />
      <details>
        <summary>{say("views.accounts")}</summary>
        <AccountList accounts={group.members} />
      </details>
      <details>
        <summary>{t("pairName")}</summary>
        {inside.length < group.edges && (
          <p class="soft">{t("pairsListed", { shown: inside.length, count: group.edges })}</p>
        )}
        <ul class="plain pairs">
          {inside.map((edge) => (
            <Pair key={`${edge.first.account} ${edge.second.account}`} edge={edge} />
          ))}
        </ul>
      </details>
    </>
  );
}

function Pair({ edge }: { edge: CoShare }) {
  return (
    <li>
      <AccountName account={edge.first} /> · <AccountName account={edge.second} />
      <p class="soft">
        {t("pairWords", {
          count: edge.weight,
          expected: few(edge.expected),
          delay: few(edge.mean_delay),
          q: few(edge.q_value),
        })}
      </p>
      <ul>
        {edge.objects.map((object) => (
          <li key={object.key}>
            <ObjectName object={object} />{" "}
            <span class="soft">{momentsName(object.first_at, object.second_at)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function ObjectName({ object }: { object: Pick<SharedAtOnce, "key" | "kind" | "text"> }) {
  const name = isWeb(object.key) ? object.key : (object.text ?? object.key);
  return (
    <>
      <span class="soft">{t.known(`object.${object.kind}`, object.kind)}</span>{" "}
      <WebLink address={object.key}>
        <bdi>{name}</bdi>
      </WebLink>
    </>
  );
}
