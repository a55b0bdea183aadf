// What a page shows that has no key to the companion: how to get in.

import { below } from "./texts";

const t = below("locked");

export function Locked() {
  return (
    <main class="locked">
      <img src="/ui/mark.svg" alt="" width="56" height="56" />
      <h1>{t("title")}</h1>
      <p>{t("why")}</p>
      <ul>
        <li>{t("popup")}</li>
        <li>
          {t("command")} <code>eyeline window</code>
        </li>
      </ul>
      <form method="post" action="/app/enter">
        <p class="soft">{t("code")}</p>
        <input type="hidden" name="to" value={location.hash} />
        <label>
          {t("label")} <input name="code" required autocomplete="off" spellcheck={false} />
        </label>
        <button type="submit">{t("enter")}</button>
      </form>
      <p>
        <a href="/">{t("setUp")}</a>
      </p>
    </main>
  );
}
