// What every analysis shows beside its own: how far it is, what it rests on, how, and what is missing.

import type { ComponentChildren } from "preact";
import type { AnalysisName, FindingOf } from "../../../shared/wire/routes";
import { below, day, say } from "../texts";
import type { Analysed } from "./analysed";
import { LinkButton } from "./buttons";
import { Empty, ProblemNote } from "./problem";

const t = below("time");

type Finding = FindingOf<AnalysisName>;

interface Asked<Found extends Finding> {
  title: string;
  analysed: Analysed<Found>;
  choices?: ComponentChildren;
  children: (finding: Found) => ComponentChildren;
}

export function Section<Found extends Finding>(asked: Asked<Found>) {
  const { title, analysed, choices } = asked;
  const { finding, problem, stale, again } = analysed;
  return (
    <section class="analysis" aria-busy={finding === null && problem === null}>
      <h2>{title}</h2>
      {choices && <div class="choices">{choices}</div>}
      {stale && (finding || problem) && (
        <p class="note">
          {t("stale")} <LinkButton onClick={again}>{t("again")}</LinkButton>
        </p>
      )}
      {problem?.code === "cancelled" ? (
        <p>
          {t("cancelled")} <LinkButton onClick={again}>{t("again")}</LinkButton>
        </p>
      ) : (
        problem && <ProblemNote problem={problem} again={again} />
      )}
      {!finding && !problem && <Working analysed={analysed} />}
      {finding && <Result {...asked} finding={finding} />}
    </section>
  );
}

function Result<Found extends Finding>({ finding, children }: Asked<Found> & { finding: Found }) {
  if (finding.sample.accounts === 0) {
    return (
      <Empty title={t("empty")}>
        <p>{t("emptyWords")}</p>
      </Empty>
    );
  }
  return (
    <>
      {finding.too_little ? <p>{finding.too_little}</p> : children(finding)}
      <Notes finding={finding} />
    </>
  );
}

function Working({ analysed: { job, cancel } }: { analysed: Analysed<unknown> }) {
  const share = job?.of ? (job.done ?? 0) / job.of : null;
  return (
    <p class="working" role="status">
      <progress {...(share !== null && { value: share })} aria-label={t("working")} />
      <span class="soft">{share === null ? t("working") : t("workingAt", { share })}</span>
      {job && <LinkButton onClick={cancel}>{say("common.cancel")}</LinkButton>}
    </p>
  );
}

function Notes({ finding }: { finding: Finding }) {
  const { sample, limits = [] } = finding;
  const accounts = say("common.accounts", { count: sample.accounts });
  return (
    <details class="basis">
      <summary>{t("notes")}</summary>
      <p>
        {sample.first_seen && sample.last_seen
          ? t("basisSeen", { accounts, first: day(sample.first_seen), last: day(sample.last_seen) })
          : `${accounts}.`}
      </p>
      {limits.length > 0 && (
        <>
          <h3>{t("missing")}</h3>
          <ul>
            {limits.map((limit) => (
              <li key={limit.text}>{limit.text}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("method")}</h3>
      <p>{finding.method}</p>
      {finding.null_model && (
        <>
          <h3>{t("chance")}</h3>
          <p>{finding.null_model}</p>
        </>
      )}
      {finding.seed != null && (
        <p>
          {t("seed")}: {finding.seed}
        </p>
      )}
    </details>
  );
}
