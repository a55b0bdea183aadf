// What a page shows that has no key to the companion: how to get in.

import { words } from "./words";

const t = words({
  en: {
    title: "This page needs a key",
    why: "What you collected is shown only to whom you let in. Any program and page on this computer could ask for this address.",
    popup: "In the browser that is paired: click Eyeline’s icon, then “Open Eyeline”.",
    command: "Or run this where you started Eyeline; it opens the window:",
    code: "Where neither can be: run it with --code, and put here what it prints.",
    label: "Code",
    enter: "Open",
    setUp: "Not set up yet? The three steps",
  },
  es: {
    title: "Esta página necesita una llave",
    why: "Lo que usted reunió solo se muestra a quien usted deje entrar. Cualquier programa o página de este equipo podría pedir esta dirección.",
    popup: "En el navegador emparejado: pulse el icono de Eyeline y luego «Abrir Eyeline».",
    command: "O ejecute esto donde inició Eyeline; abre la ventana:",
    code: "Si no es posible: ejecútelo con --code y escriba aquí lo que muestra.",
    label: "Código",
    enter: "Abrir",
    setUp: "¿Aún sin configurar? Los tres pasos",
  },
});

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
