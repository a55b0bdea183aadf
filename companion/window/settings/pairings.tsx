// Which browsers are paired, how one more is, and how one is no longer.

import { useEffect, useState } from "preact/hooks";
import type { PairingCode } from "../../../shared/wire/types.gen";
import { ask } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { ProblemNote } from "../components/problem";
import { below, day, moment, say } from "../texts";
import { useGot, useTried } from "../view-data";

const t = below("settings");

export function Pairings() {
  const { answer, problem, again } = useGot("settings/pairings");
  const [asks, setAsks] = useState<number | null>(null);
  const { problem: refused, tried } = useTried();
  const revoke = async (pairing: number) => {
    setAsks(null);
    await tried(() => ask("POST", `settings/pairings/${pairing}/revoke`));
    again();
  };
  const inForce = (answer?.pairings ?? []).filter((each) => !each.revoked_at);
  const revoked = (answer?.pairings ?? []).filter((each) => each.revoked_at);
  return (
    <section>
      <h2>{say("common.pairedBrowsers")}</h2>
      {problem && <ProblemNote problem={problem} again={again} />}
      {refused && <ProblemNote problem={refused} />}
      {answer && inForce.length === 0 && <p class="soft">{t("pairingsNone")}</p>}
      {inForce.length > 0 && (
        <table class="sums">
          <tbody>
            {inForce.map((each) => (
              <tr key={each.pairing}>
                <th scope="row">
                  <bdi>{each.browser}</bdi>
                </th>
                <td class="soft">{t("pairedAt", { time: moment(each.paired_at) })}</td>
                <td>
                  {asks === each.pairing ? (
                    <span class="line">
                      {t("revokeAsk")}
                      <Button class="danger" onClick={() => void revoke(each.pairing)}>
                        {t("revokeYes")}
                      </Button>
                      <LinkButton onClick={() => setAsks(null)}>{say("common.leaveIt")}</LinkButton>
                    </span>
                  ) : (
                    <LinkButton onClick={() => setAsks(each.pairing)}>{t("revoke")}</LinkButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {revoked.length > 0 && (
        <details>
          <summary>{t("revoked", { count: revoked.length })}</summary>
          <ul class="plain">
            {revoked.map((each) => (
              <li key={each.pairing}>
                <bdi>{each.browser}</bdi>{" "}
                <span class="soft">
                  {day(each.paired_at)} – {each.revoked_at && day(each.revoked_at)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Code />
    </section>
  );
}

function Code() {
  const [code, setCode] = useState<PairingCode | null>(null);
  const { problem, tried } = useTried();
  useEffect(() => {
    const timer = code ? setTimeout(() => setCode(null), code.expires_in * 1000) : undefined;
    return () => clearTimeout(timer);
  }, [code]);
  const make = () => tried(async () => setCode(await ask("POST", "settings/pairings/new")));
  return (
    <>
      <p class="line">
        <Button onClick={() => void make()}>{t("makeCode")}</Button>
        <a href="/" target="_blank" rel="noopener">
          {t("setUp")}
        </a>
      </p>
      <div role="status">
        {code && (
          <p>
            <code class="code">{code.code}</code>{" "}
            {t("codeWords", { minutes: Math.round(code.expires_in / 60) })}
          </p>
        )}
      </div>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
