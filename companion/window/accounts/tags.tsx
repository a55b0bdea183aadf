// The tags on an account and the cases it is in.

import type { AccountPage as Page } from "../../../shared/wire/types.gen";
import { takeAction } from "../actions";
import { address } from "../address";
import { t } from "./account-words";

export function TagsAndCases({ page }: { page: Page }) {
  const { row } = page;
  return (
    <p class="tags">
      {(row.tags ?? []).map((tag) => (
        <span key={tag} class="tag">
          {tag}{" "}
          <button
            type="button"
            class="link"
            aria-label={t("untag", { tag })}
            onClick={() => void takeAction({ deed: "untag", accounts: [row.account], text: tag })}
          >
            ×
          </button>
        </span>
      ))}
      {page.cases.map((each) => (
        <a key={each.case} class="tag case" href={address(["cases", each.case])}>
          {each.name}
        </a>
      ))}
    </p>
  );
}
