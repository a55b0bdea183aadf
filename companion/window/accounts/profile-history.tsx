// What an account's own page told: its descriptions and its counts, as they were over time.

import type { AccountHistory } from "../../../shared/wire/types.gen";
import { below, moment, say, written } from "../texts";

const facts = below("facts");

const t = below("account");

export function ProfileHistory({ history: { descriptions, counts } }: { history: AccountHistory }) {
  return (
    <section>
      <h2>{t("told")}</h2>
      {descriptions.length + counts.length === 0 && <p class="soft">{say("common.noneSoFar")}</p>}
      {descriptions.map((each) => (
        <blockquote key={each.first_seen} dir="auto">
          {each.text} <span class="soft">{moment(each.last_seen)}</span>
        </blockquote>
      ))}
      {counts.length > 0 && (
        <table>
          <tbody>
            {counts.map((each) => (
              <tr key={`${each.of}${each.first_seen}`}>
                <td>{facts.known(`count.${each.of}`, each.of)}</td>
                <td class="number">{written(each.count)}</td>
                <td class="number soft">{moment(each.last_seen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
