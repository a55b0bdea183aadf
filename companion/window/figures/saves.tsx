// A figure as a file: PNG, SVG, its numbers as CSV, and what moves as GIF; and all figures as one archive.

import { useState } from "preact/hooks";
import type { FigureDrawn, Selection, SheetRequest } from "../../../shared/wire/types.gen";
import { ask, outcome } from "../companion";
import { Button } from "../components/buttons";
import { save, saveBlob } from "../components/jobs";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { useTried } from "../view-data";
import type { FigureOptions } from "./drawn";
import { archive, archiveName, csv, png, stem, svg } from "./files";
import { PutIntoReport } from "./put";

const t = below("figures");

interface Asked {
  figure: FigureDrawn;
  selection: Selection;
  options: FigureOptions;
}

export function Saves({ figure, selection, options }: Asked) {
  const { problem, tried } = useTried();
  const name = stem(figure);
  return (
    <>
      <div class="saves">
        <span class="soft">{t("save")}</span>
        <Button onClick={() => void tried(async () => saveBlob(await png(figure), `${name}.png`))}>
          PNG
        </Button>
        <Button onClick={() => void saveBlob(svg(figure), `${name}.svg`)}>SVG</Button>
        <Button onClick={() => void saveBlob(csv(figure), `${name}.csv`)}>CSV</Button>
        {figure.moves && <SaveGif selection={figure.moves} name={name} />}
        <PutIntoReport figure={figure} selection={selection} options={options} />
      </div>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

function SaveGif({ selection, name }: { selection: Selection; name: string }) {
  const [busy, setBusy] = useState(false);
  const { problem, tried } = useTried();
  const asked: SheetRequest = { selection, format: "gif", title: "" };
  const make = async () => {
    setBusy(true);
    await tried(async () => {
      const job = await ask("POST", "faces/sheet", asked);
      await outcome(job);
      await save({ ...job, file: `${name}.gif` });
    });
    setBusy(false);
  };
  return (
    <>
      <Button disabled={busy} onClick={() => void make()}>
        GIF
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

/** `figures`: how each stands now; undefined where one is still being drawn, null where it could not be. */
export function SaveAll({ figures }: { figures: readonly (FigureDrawn | null | undefined)[] }) {
  const [busy, setBusy] = useState(false);
  const { problem, tried } = useTried();
  const there = figures.filter((each) => each !== undefined);
  const drawn = there.filter((each) => each?.drawing != null) as FigureDrawn[];
  const isReady = there.length === figures.length;
  const make = async () => {
    setBusy(true);
    await tried(async () => saveBlob(await archive(drawn), `${archiveName(drawn)}.zip`));
    setBusy(false);
  };
  if (isReady && drawn.length === 0) return null;
  return (
    <div class="saves">
      <Button disabled={busy || !isReady} onClick={() => void make()}>
        {t("saveAll")}
      </Button>
      <span class="soft">
        {isReady
          ? t("saveAllWords", { count: drawn.length })
          : t("stillDrawn", { drawn: there.length, all: figures.length })}
      </span>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
