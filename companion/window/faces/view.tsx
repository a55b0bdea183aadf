// Faces: the selection's pictures as a contact sheet, laid on each other, in sets that sit together, and by reuse.

import { siteName } from "../../../shared/site-names";
import type { FaceShown, SheetRequest } from "../../../shared/wire/types.gen";
import type { Place } from "../address";
import { ask } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { Filters } from "../components/filters";
import { AccountName, nameOf } from "../components/name";
import { Picture } from "../components/picture";
import { Empty, ProblemNote } from "../components/problem";
import { SayStandard } from "../components/say-standard";
import { selectionOf, tick, ticked, useTicked } from "../selection";
import { below, say } from "../texts";
import { useAsked } from "../view-data";
import { Sets } from "./sets";
import { Sheet } from "./sheet";
import { Superimposed } from "./superimposed";

const t = below("faces");

const FORMATS = ["png", "svg", "html", "figure", "gif"] as const satisfies SheetRequest["format"][];

export default function View({ place }: { place: Place }) {
  useTicked(); // where only the ticked are meant
  const selection = selectionOf(place);
  const key = JSON.stringify(selection);
  const { answer, problem, again } = useAsked((signal) => ask("POST", "faces", { selection }, signal), [key]);
  const save = (format: (typeof FORMATS)[number]) => void ask("POST", "faces/sheet", { selection, format });
  return (
    <div class="faces-view">
      <header>
        <h1>{say("views.faces")}</h1>
        {answer && (
          <p class="soft" role="status">
            {answer.all > 0 && t("showing", { shown: answer.faces.length, all: answer.all })}{" "}
            {answer.without > 0 && t("without", { count: answer.without })}
          </p>
        )}
      </header>
      <Filters place={place} />
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && answer.faces.length === 0 && (
        <Empty title={t("empty")}>
          <p>{t("emptyWords")}</p>
        </Empty>
      )}
      {answer && answer.faces.length > 0 && (
        <>
          <p class="save">
            <span class="soft">{t("save.label")}</span>
            {FORMATS.map((format) => (
              <Button key={format} onClick={() => save(format)}>
                {t(`save.${format}`)}
              </Button>
            ))}
          </p>
          <Superimposed faces={answer.faces} all={answer.all} />
          <Sheet faces={answer.faces} />
          <Sets key={key} selection={selection} />
          <Reused selection={selection} about={key} />
        </>
      )}
    </div>
  );
}

function Reused({ selection, about }: { selection: object; about: string }) {
  const { answer } = useAsked((signal) => ask("POST", "faces/reused", { selection }, signal), [about]);
  if (!answer) return null;
  return (
    <section>
      <h2>{t("reused.title")}</h2>
      {answer.groups.length === 0 && <p class="soft">{t("reused.none")}</p>}
      {answer.groups.length < answer.all && (
        <p class="soft">{t("reused.shown", { shown: answer.groups.length, all: answer.all })}</p>
      )}
      {answer.standard.map((each) => (
        <p key={`${each.picture} ${each.platform}`} class="soft">
          {t("reused.standard", {
            site: siteName(each.platform),
            accounts: each.accounts,
            said: `${each.said}`,
          })}{" "}
          <SayStandard picture={each.picture} standard />
        </p>
      ))}
      {answer.groups.map((group) => (
        <div key={group.accounts[0]?.account} class="reuse-group">
          <FaceRow faces={group.accounts} />
          <p class="soft">
            {group.known.length > 0 && t("reused.known", { names: group.known.join(", ") })}{" "}
            <LinkButton onClick={() => tick([...ticked(), ...group.accounts.map((each) => each.account)])}>
              {t("tickThese", { count: group.accounts.length })}
            </LinkButton>
          </p>
        </div>
      ))}
    </section>
  );
}

const MOST_IN_A_ROW = 24;

function FaceRow({ faces }: { faces: readonly FaceShown[] }) {
  return (
    <ul class="face-row">
      {faces.slice(0, MOST_IN_A_ROW).map((face) => (
        <li key={face.account}>
          <Picture picture={face.picture} size={72} name={nameOf(face)} />
          <AccountName account={face} withSite />
        </li>
      ))}
      {faces.length > MOST_IN_A_ROW && <li class="soft">+{faces.length - MOST_IN_A_ROW}</li>}
    </ul>
  );
}
