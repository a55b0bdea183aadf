// Forgetting: what would go is counted first, then it is asked once, then it is gone.

import { useState } from "preact/hooks";
import type { ForgettingRequest, ForgettingResult } from "../../../shared/wire/types.gen";
import type { Place } from "../address";
import { ask } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Button } from "../components/buttons";
import { Radio, Tickbox } from "../components/fields";
import { Options } from "../components/options";
import { tick, useTicked } from "../selection";
import { below, say } from "../texts";
import { useCases } from "./list";

const t = below("cases.forget");

type What = Omit<ForgettingRequest, "dry_run">;
type Which = "case" | "accounts" | "age" | "pictures";

export function ForgetView({ place }: { place: Place }) {
  const { answer } = useCases();
  const ticked = useTicked();
  const cases = answer?.cases ?? [];
  const wanted = Number(place.query.get("case")) || null;
  const [which, setWhich] = useState<Which>(wanted ? "case" : ticked.size > 0 ? "accounts" : "age");
  const [number, setNumber] = useState(wanted);
  const [withAccounts, setWithAccounts] = useState(false);
  const [days, setDays] = useState(365);
  const [pictures, setPictures] = useState(false);
  const chosen = cases.some((each) => each.case === number) ? number : null;
  const only = pictures || which === "pictures";
  const what = whatOf();
  function whatOf(): What | null {
    if (which === "pictures") return { pictures: true };
    if (which === "age") return { older_than_days: days, pictures: only };
    if (which === "accounts") return ticked.size > 0 ? { accounts: [...ticked], pictures: only } : null;
    return chosen === null ? null : { case: chosen, with_accounts: withAccounts && !only, pictures: only };
  }
  const radio = (value: Which, label: string, disabled = false) => (
    <Radio name="which" checked={which === value} choose={() => setWhich(value)} disabled={disabled}>
      {label}
    </Radio>
  );
  return (
    <>
      <h1>{t("title")}</h1>
      <p class="soft words">{t("words")}</p>
      <form class="steps" onSubmit={(event) => event.preventDefault()}>
        <fieldset>
          <legend>{t("what")}</legend>
          {radio("case", t("case"), cases.length === 0)}
          {which === "case" && (
            <p class="under line">
              <select
                aria-label={say("common.case")}
                value={chosen ?? ""}
                onChange={(event) => setNumber(Number(event.currentTarget.value) || null)}
              >
                <option value="">{say("common.chooseCase")}</option>
                <Options of={cases.map((each) => [each.case, each.name])} />
              </select>
              {!only && (
                <Tickbox kind="tickbox" checked={withAccounts} set={setWithAccounts}>
                  {t("withAccounts")}
                </Tickbox>
              )}
            </p>
          )}
          {radio(
            "accounts",
            ticked.size > 0 ? t("accounts", { count: ticked.size }) : t("noneTicked"),
            ticked.size === 0,
          )}
          {radio("age", t("age"))}
          {which === "age" && (
            <label class="under">
              <input
                type="number"
                min="1"
                max="36500"
                value={days}
                onInput={(event) => setDays(Math.max(1, event.currentTarget.valueAsNumber || 1))}
              />{" "}
              {t("days")}
            </label>
          )}
          {radio("pictures", t("all"))}
        </fieldset>
        {which !== "pictures" && (
          <fieldset>
            <legend>{t("how")}</legend>
            {[false, true].map((value) => (
              <Radio
                key={`${value}`}
                name="how"
                checked={pictures === value}
                choose={() => setPictures(value)}
              >
                {t(value ? "picturesOnly" : "everything")}
              </Radio>
            ))}
          </fieldset>
        )}
        <Forget
          key={JSON.stringify([which, number, withAccounts, days, only])}
          what={what}
          gone={() => which === "accounts" && !only && tick([])}
        />
      </form>
    </>
  );
}

/** The button that counts, the question, and the action. */
export function Forget({ what, gone = () => {} }: { what: What | null; gone?: () => void }) {
  const counted = useWork<ForgettingResult>();
  const done = useWork<ForgettingResult>();
  const begin = (dryRun: boolean) => () => ask("POST", "forgetting", { ...what, dry_run: dryRun });
  const forget = async () => {
    counted.clear();
    if (await done.start(begin(false))) gone();
  };
  const isPictures = what?.pictures ?? false;
  const isNothing =
    counted.result &&
    counted.result.observations + counted.result.accounts + counted.result.pictures === 0 &&
    !what?.case &&
    !what?.last;
  return (
    <div class="forget">
      {!counted.result && !done.result && (
        <p>
          <Button
            disabled={!what || counted.busy || done.busy}
            onClick={() => void counted.start(begin(true))}
          >
            {t("count")}
          </Button>
        </p>
      )}
      <Working work={counted.busy || counted.problem ? counted : done} />
      {isNothing && <p role="status">{t("nothingGoes")}</p>}
      {counted.result && !isNothing && (
        <div class="asked" role="alert">
          <p>
            {t(isPictures ? "wouldGoPictures" : "wouldGo", sums(counted.result))}{" "}
            <strong>{t("irreversible")}</strong>
          </p>
          <p class="line">
            <Button class="danger" onClick={() => void forget()}>
              {t("now")}
            </Button>
            <Button onClick={counted.clear}>{say("common.leaveIt")}</Button>
          </p>
        </div>
      )}
      {done.result && (
        <div role="status" class="done">
          <p>{t(isPictures ? "forgottenPictures" : "forgotten", sums(done.result))}</p>
          {done.result.message && <p class="note">{done.result.message}</p>}
        </div>
      )}
    </div>
  );
}

function sums({ observations, accounts, pictures }: ForgettingResult) {
  return { observations, accounts, pictures };
}
