// A figure as a file: PNG at twice its size, SVG, its numbers as CSV, and what moves as GIF.

import { useState } from "preact/hooks";
import type { FigureDrawn, Selection, SheetRequest } from "../../../shared/wire/types.gen";
import { ask, outcome, Problem } from "../companion";
import { save, saveBlob } from "../components/jobs";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { useTried } from "../view-data";
import type { FigureOptions } from "./drawn";
import { PutIntoReport } from "./put";

const t = below("figures");

const FINER = 2;

interface Asked {
  figure: FigureDrawn;
  selection: Selection;
  options: FigureOptions;
}

export function Saves({ figure, selection, options }: Asked) {
  const { problem, tried } = useTried();
  const name = figure.file || "eyeline";
  return (
    <>
      <p class="saves">
        <span class="soft">{t("save")}</span>
        <button
          type="button"
          onClick={() => void tried(async () => saveBlob(await png(figure), `${name}.png`))}
        >
          PNG
        </button>
        <button type="button" onClick={() => void saveBlob(file(figure), `${name}.svg`)}>
          SVG
        </button>
        <button type="button" onClick={() => void saveBlob(csv(figure), `${name}.csv`)}>
          CSV
        </button>
        {figure.moves && <SaveGif selection={figure.moves} name={name} />}
        <PutIntoReport figure={figure} selection={selection} options={options} />
      </p>
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
      <button type="button" disabled={busy} onClick={() => void make()}>
        GIF
      </button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

/** The whole figure, with its title and its sample. */
export function file({ before, drawing, after }: FigureDrawn): Blob {
  const root = drawing ?? "";
  const contents = root.slice(root.indexOf(">") + 1, root.lastIndexOf("<"));
  return new Blob([before ?? "", contents, after ?? ""], { type: "image/svg+xml" });
}

function csv(figure: FigureDrawn): Blob {
  return new Blob([figure.table ?? ""], { type: "text/csv;charset=utf-8" });
}

async function png(figure: FigureDrawn): Promise<Blob> {
  const address = URL.createObjectURL(file(figure));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = FINER * image.naturalWidth;
    canvas.height = FINER * image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((made, failed) =>
      canvas.toBlob((blob) => (blob ? made(blob) : failed(new Problem("mistake", "")))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
