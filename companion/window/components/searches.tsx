// Where else on the web a picture is: services that only the person's click asks, and what they are then told.

import { searchesFor } from "../../../shared/reverse-search";
import { below } from "../texts";

const t = below("searches");

/** Nothing where the picture's address is not one of the public web. */
export function Searches({ picture }: { picture: string }) {
  const searches = searchesFor(picture);
  if (searches.length === 0) return null;
  return (
    <details class="searches">
      <summary>{t("title")}</summary>
      <p class="soft">{t("tells")}</p>
      <ul>
        {searches.map(({ name, address }) => (
          <li key={name}>
            <a href={address} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
