// Whom a figure shows: the way to its accounts, and to those of each of its rows, bars, discs, phrases or groups.

import type { FigureDrawn, FigurePart, Selection } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { queryOf } from "../selection";
import { below, say } from "../texts";

const t = below("figures");

interface Asked {
  figure: FigureDrawn;
  selection: Selection;
}

/** The table of exactly these accounts, which says what they are; those outside the selection are not narrowed by it. */
function table(figure: FigureDrawn, selection: Selection, accounts: number[], part?: FigurePart): string {
  const named = part ? `${figure.heading}: ${part.label}` : figure.heading;
  const chosen = part?.inside === false ? { accounts } : { ...selection, accounts };
  return address(["accounts"], queryOf(chosen, named));
}

/** Where a part of the drawing leads. */
export function tableOfPart({ figure, selection }: Asked, number: number): string | null {
  const part = figure.parts?.[number];
  return part ? table(figure, selection, part.accounts, part) : null;
}

export function Whom(asked: Asked) {
  const { figure, selection } = asked;
  const { accounts = [], parts = [] } = figure;
  if (accounts.length === 0) return null;
  return (
    <div class="whom">
      <a class="button" href={table(figure, selection, accounts)}>
        {t("see", { count: accounts.length })}
      </a>
      {parts.length > 0 && (
        <details>
          <summary>{t("seeParts")}</summary>
          <ul class="plain">
            {parts.map((part) => (
              <li key={part.label}>
                <a
                  href={table(figure, selection, part.accounts, part)}
                  title={say("common.accounts", { count: part.accounts.length })}
                >
                  <bdi>{part.label}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
