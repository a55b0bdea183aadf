// Where else on the web a picture is: services that only the person's click asks, and what they are then told.

import { searchesFor } from "../../../shared/reverse-search";
import { words } from "../words";

const t = words({
  en: {
    title: "Search for this picture elsewhere",
    tells:
      "Opens the service in your browser. The picture’s address is sent to it, and it sees that you asked. Eyeline sends nothing itself.",
  },
  es: {
    title: "Buscar esta imagen en otros sitios",
    tells:
      "Abre el servicio en su navegador. Se le envía la dirección de la imagen, y verá que usted la consultó. Eyeline no envía nada por sí mismo.",
  },
});

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
