// What stands around every view: the way between them, what is ticked, long work, and the sentence when all is not well.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { address, type Place, usePlace } from "./address";
import { token } from "./companion";
import { Button, LinkButton } from "./components/buttons";
import { Jobs } from "./components/jobs";
import { useMoreBeside } from "./components/more-beside";
import { Undo } from "./components/undo";
import { Locked } from "./locked";
import { tick, useBegunWithTicked, useTicked, wayTo } from "./selection";
import { below, language, say } from "./texts";
import { VIEWS, type ViewName } from "./views";

const t = below("frame");

export function Frame() {
  const place = useBegunWithTicked(usePlace());
  const name = VIEWS.find((view) => view.name === place.path[0])?.name ?? "today";
  const View = useView(name);
  const [open, setOpen] = useState(token() !== null);
  const ways = useRef<HTMLDivElement>(null);
  const ticked = useTicked();
  useMoreBeside(ways);
  useEffect(() => {
    document.documentElement.lang = language();
    document.title = `${say(`views.${name}`)} · Eyeline`;
    // Where they scroll sideways.
    const now = ways.current?.querySelector("[aria-current]");
    now?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [name]);
  useEffect(() => {
    const look = setInterval(() => setOpen(token() !== null), 1000);
    return () => clearInterval(look);
  }, []);
  if (!open) return <Locked />;
  return (
    <div class="frame">
      <Button class="skip" onClick={() => document.getElementById("view")?.focus()}>
        {t("skip")}
      </Button>
      <nav aria-label={t("views")}>
        <a class="home" href="#/today" aria-label="Eyeline">
          <img src="/ui/mark.svg" alt="" width="28" height="28" />
          <span>Eyeline</span>
        </a>
        <div class="ways" ref={ways}>
          {VIEWS.filter((view) => !view.passing).map((view) => (
            <a
              key={view.name}
              class="to"
              href={wayTo(view.name, ticked)}
              aria-current={view.name === name ? "page" : undefined}
            >
              {say(`views.${view.name}`)}
            </a>
          ))}
        </div>
        <Ticked />
        <Jobs />
      </nav>
      <main id="view" tabIndex={-1} class={`view ${name}`}>
        {View && <View place={place} />}
      </main>
      <Undo />
    </div>
  );
}

function useView(name: ViewName): ComponentType<{ place: Place }> | null {
  const [loaded, setLoaded] = useState<Partial<Record<ViewName, ComponentType<{ place: Place }>>>>({});
  useEffect(() => {
    const view = VIEWS.find((each) => each.name === name);
    void view?.load().then(({ default: View }) => setLoaded((before) => ({ ...before, [name]: View })));
  }, [name]);
  return loaded[name] ?? null;
}

function Ticked() {
  const ticked = useTicked();
  if (ticked.size === 0) return null;
  return (
    <section class="ticked" aria-live="polite">
      <p>{t("ticked", { count: ticked.size })}</p>
      <a href={address(["accounts"], new URLSearchParams({ ticked: "1" }))}>{t("showTicked")}</a>
      <LinkButton onClick={() => tick([])}>{t("clear")}</LinkButton>
    </section>
  );
}
