// What a selection is narrowed by: its conditions stand in the address, so a filter is a link.

import { siteName } from "../../../shared/site-names";
import type { CommunityFacet, Facets } from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { isOnlyTicked } from "../selection";
import { below, day, say, written } from "../texts";
import { useGot } from "../view-data";
import { LinkButton } from "./buttons";
import { DateField, Tickbox } from "./fields";
import { nameOf } from "./name";
import { OnlyTicked } from "./only-ticked";
import { Options } from "./options";

const t = below("filters");

/** The conditions but for the case, in which one is: clearing the others stays there. */
const NAMES = [
  "search",
  "platform",
  "level",
  "reused",
  "tag",
  "community",
  "group_of",
  "capture",
  "seen_from",
  "seen_to",
  "hidden",
];

/** Accounts one by one, and what they are called together, as a figure's. */
const LISTED = ["accounts", "named"];

/** Not a community: to look for them, which goes on beside everything else. */
const FIND = "find";

function communityOptions(facets: Facets | null): (readonly [string, string])[] {
  const found = facets?.communities;
  const listed = (found?.communities ?? []).map(
    (each) => [`${each.community}`, `${communityName(each)} (${written(each.accounts)})`] as const,
  );
  const find = found ? t("findAnew", { day: day(found.found_at) }) : t("findCommunities");
  return [...listed, [FIND, find]];
}

function communityName({ community, words, central }: CommunityFacet): string {
  if (words) return `“${words}”`;
  return central ? say("graph.aroundWhom", { name: nameOf(central) }) : `${community}`;
}

/** `ticks`: whether it is said here, too, that only the ticked are meant. */
export function Filters({ place, ticks = true }: { place: Place; ticks?: boolean }) {
  const { answer: facets } = useGot("accounts/facets");
  const set = (name: string, value: string | null) =>
    go(withQuery(place, { [name]: value }), { replace: true });
  const isFiltered = [...NAMES, ...LISTED].some((name) => place.query.has(name)) || isOnlyTicked(place);
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <label>
      <span class="soft">{label}</span>
      <select
        name={name}
        value={place.query.get(name) ?? ""}
        onChange={(event) => {
          if (event.currentTarget.value !== FIND) return set(name, event.currentTarget.value);
          event.currentTarget.value = place.query.get(name) ?? "";
          void ask("POST", "accounts/communities");
        }}
      >
        <option value="">{t("any")}</option>
        <Options of={options} />
      </select>
    </label>
  );
  const date = (name: string, label: string) => (
    <DateField
      label={label}
      name={name}
      value={place.query.get(name)}
      set={(day) => set(name, day && `${day}T00:00:00Z`)}
    />
  );
  return (
    <search class="filters" aria-label={t("filters")}>
      <label class="search">
        <span class="said">{t("search")}</span>
        <input
          type="search"
          name="search"
          placeholder={t("search")}
          value={place.query.get("search") ?? ""}
          onInput={(event) => set("search", event.currentTarget.value)}
        />
      </label>
      {choice(
        "platform",
        say("common.site"),
        (facets?.platforms ?? []).map(({ value, accounts }) => [
          value,
          `${siteName(value)} (${written(accounts)})`,
        ]),
      )}
      {choice("level", say("common.evidence"), [
        ["strong", t("strong")],
        ["some", t("some")],
      ])}
      {choice("reused", t("reused"), [
        ["1", t("onOthers")],
        ["0", t("onNone")],
      ])}
      {choice(
        "case",
        say("common.case"),
        (facets?.cases ?? []).map((each) => [`${each.case}`, `${each.name} (${written(each.accounts)})`]),
      )}
      {choice(
        "tag",
        say("common.tag"),
        (facets?.tags ?? []).map(({ value, accounts }) => [value, `${value} (${written(accounts)})`]),
      )}
      {choice("community", say("common.community"), communityOptions(facets))}
      {date("seen_from", t("seenFrom"))}
      {date("seen_to", t("seenTo"))}
      <div class="switches">
        <Tickbox
          kind="tickbox"
          checked={place.query.has("hidden")}
          set={(checked) => set("hidden", checked ? "1" : null)}
        >
          {t("hidden")}
        </Tickbox>
        {ticks && <OnlyTicked place={place} />}
        {isFiltered && (
          <LinkButton
            onClick={() =>
              go(
                withQuery(place, {
                  ...Object.fromEntries([...NAMES, ...LISTED].map((name) => [name, null])),
                  ticked: "0",
                }),
                {
                  replace: true,
                },
              )
            }
          >
            {t("clear")}
          </LinkButton>
        )}
      </div>
      <OnlyListed place={place} />
    </search>
  );
}

/** That only some accounts are meant, by what they are called, and the way back to the others. */
function OnlyListed({ place }: { place: Place }) {
  const listed = place.query.get("accounts");
  if (!listed || isOnlyTicked(place)) return null;
  const name = place.query.get("named") ?? t("chosen");
  const all = withQuery(place, Object.fromEntries(LISTED.map((each) => [each, null])));
  return (
    <p class="only-listed">
      {t("only", { name, count: listed.split(",").length })}{" "}
      <LinkButton onClick={() => go(all)}>{t("all")}</LinkButton>
    </p>
  );
}
