// Long work, wherever one is in the window: how far it is, how to end it, and the file it made.

import { useState } from "preact/hooks";
import type { Job } from "../../../shared/wire/types.gen";
import { ask, fetched } from "../companion";
import { below, percent, say } from "../texts";
import { useGot } from "../view-data";
import { Button, LinkButton } from "./buttons";

const t = below("jobs");

const MOST = 5;
const ROOMY = matchMedia("(width >= 900px)");

export function Jobs() {
  const { answer } = useGot("jobs", "jobs");
  const [putAway, setPutAway] = useState<ReadonlySet<number>>(new Set());
  const jobs = (answer?.jobs ?? []).filter(({ job }) => !putAway.has(job));
  const ended = jobs.filter((job) => !isUnderWay(job) && (job.file || job.state === "failed"));
  const worth = [...jobs.filter(isUnderWay), ...ended.filter((job) => job.kind !== "analysis")].slice(
    0,
    MOST,
  );
  const underWay = worth.filter(isUnderWay).length;
  const counts = { underWay, ended: worth.length - underWay };
  if (worth.length === 0) return null;
  return (
    // In a narrow window it stands above the view, and is folded.
    <details class="jobs" open={ROOMY.matches}>
      <summary>
        {(["underWay", "ended"] as const)
          .filter((each) => counts[each] > 0)
          .map((each) => t(each, { count: counts[each] }))
          .join(" · ")}
      </summary>
      {worth.map((job) => (
        <OneJob key={job.job} job={job} putAway={() => setPutAway(new Set([...putAway, job.job]))} />
      ))}
    </details>
  );
}

function OneJob({ job, putAway }: { job: Job; putAway: () => void }) {
  const title = t.known(`kind.${job.kind}`, job.title, { title: job.title });
  return (
    <div class="job">
      <p>{title}</p>
      {isUnderWay(job) && (
        <>
          <progress {...(job.of && { max: job.of, value: job.done ?? 0 })} aria-label={title} />
          <p class="soft">
            {job.of ? percent((job.done ?? 0) / job.of) : say("common.waiting")}{" "}
            <LinkButton onClick={() => void ask("POST", `jobs/${job.job}/cancel`)}>
              {say("common.cancel")}
            </LinkButton>
          </p>
        </>
      )}
      {job.state === "failed" && (
        <p class="note">
          {t("failed")}: {job.message}
        </p>
      )}
      {job.file && (
        <Button onClick={() => void save(job)}>{say("common.saveFile", { file: job.file })}</Button>
      )}
      {!isUnderWay(job) && <LinkButton onClick={putAway}>{t("putAway")}</LinkButton>}
    </div>
  );
}

function isUnderWay(job: Job): boolean {
  return job.state === "waiting" || job.state === "running";
}

export function SaveFile({ job, words }: { job: Job; words?: string }) {
  return (
    <p>
      <Button class={words ? undefined : "primary"} onClick={() => void save(job)}>
        {words ?? say("common.saveFile", { file: job.file ?? "" })}
      </Button>
    </p>
  );
}

/** Hands the file that a job made to the person: by the window's own dialog where it has one, else as a download. */
export async function save(job: Job): Promise<void> {
  await saveBlob(await fetched(`jobs/${job.job}/file`), job.file ?? "eyeline");
}

export async function saveBlob(blob: Blob, name: string): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
