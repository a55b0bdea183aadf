// What the data takes and of what, copies of it, and deleting what came in last.

import { useState } from "preact/hooks";
import type { BackupResult, ForgettingRequest, Storage as Stored } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { Forget } from "../cases/forget";
import { ask } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Button } from "../components/buttons";
import { Radio } from "../components/fields";
import { SaveFile } from "../components/jobs";
import { ProblemNote } from "../components/problem";
import { Table } from "../components/table";
import { below, day, say, written } from "../texts";
import { useGot } from "../view-data";

const t = below("settings");

export function Storage() {
  const { answer, problem, again } = useGot("settings/storage");
  return (
    <>
      <section>
        <h2>{t("storage")}</h2>
        {problem && <ProblemNote problem={problem} again={again} />}
        {answer && (
          <>
            <p>
              {t("folder")} <code>{answer.folder}</code>
            </p>
            <table class="sums">
              <tbody>
                {answer.parts
                  .filter((each) => each.size > 0)
                  .map((each) => (
                    <tr key={each.part}>
                      <th scope="row">{t.known(`part.${each.part}`, each.part)}</th>
                      <td class="number">{bytes(each.size)}</td>
                    </tr>
                  ))}
                <tr class="sum">
                  <th scope="row">{t("total")}</th>
                  <td class="number">{bytes(answer.size)}</td>
                </tr>
              </tbody>
            </table>
          </>
        )}
        <Backup />
      </section>
      <Delete />
      {answer && <KnownSets stored={answer} />}
    </>
  );
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the unit in which it is 1 to 999. */
function bytes(size: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(size, 1)) / 3)));
  return written(size / 1000 ** step, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 ? 1 : 0,
  });
}

function Backup() {
  const work = useWork<BackupResult>();
  return (
    <>
      <h3>{t("backup")}</h3>
      <p class="soft words">
        {t("backupWords")} <code>eyeline restore FILE</code>
      </p>
      <p>
        <Button disabled={work.busy} onClick={() => void work.start(() => ask("POST", "backups"))}>
          {t("backupNow")}
        </Button>
      </p>
      <Working work={work} />
      {work.result && work.job && (
        <div role="status" class="done">
          <p>{t("backupDone", { size: bytes(work.result.size) })}</p>
          <p>
            SHA-256 <code class="hash">{work.result.sha256}</code>
          </p>
          <SaveFile job={work.job} />
        </div>
      )}
    </>
  );
}

const SPANS: readonly NonNullable<ForgettingRequest["last"]>[] = ["hour", "day", "ever"];

function Delete() {
  const [last, setLast] = useState<(typeof SPANS)[number]>("hour");
  return (
    <section>
      <h2>{t("delete")}</h2>
      <p class="soft words">{t("deleteWords")}</p>
      <fieldset class="setting">
        <legend class="said">{t("delete")}</legend>
        {SPANS.map((each) => (
          <Radio key={each} name="last" checked={last === each} choose={() => setLast(each)}>
            {t(`last.${each}`)}
          </Radio>
        ))}
      </fieldset>
      <Forget key={last} what={{ last }} />
      <p>
        <a href={address(["cases", "forget"])}>{t("forgetOther")}</a>
      </p>
    </section>
  );
}

function KnownSets({ stored }: { stored: Stored }) {
  return (
    <section>
      <h2>{say("common.knownPictures")}</h2>
      <p class="soft words">
        {t("known.words")} <code>eyeline known add FOLDER --name NAME</code>
      </p>
      {stored.known_sets.length > 0 && (
        <Table
          narrow
          rows={stored.known_sets}
          columns={[
            { name: say("common.name"), cell: ({ name }) => <bdi>{name}</bdi> },
            { name: t("known.pictures"), is: "number", cell: ({ pictures }) => written(pictures) },
            { name: t("known.seen"), is: "number", cell: ({ matches }) => written(matches) },
            { name: t("known.added"), cell: ({ added_at }) => day(added_at) },
          ]}
        />
      )}
    </section>
  );
}
