// A figure as files: PNG at twice its size, SVG, its numbers as CSV; and many figures as one archive.

import { zipSync } from "fflate";
import type { FigureDrawn } from "../../../shared/wire/types.gen";
import { Problem } from "../companion";

const FINER = 2;

/** What the files of a figure are called, before what they are of. */
export function stem({ file }: FigureDrawn): string {
  return file || "eyeline";
}

/** The whole figure, with its title and its sample. */
export function svg({ before, drawing, after }: FigureDrawn): Blob {
  const root = drawing ?? "";
  const contents = root.slice(root.indexOf(">") + 1, root.lastIndexOf("<"));
  return new Blob([before ?? "", contents, after ?? ""], { type: "image/svg+xml" });
}

export function csv({ table }: FigureDrawn): Blob {
  return new Blob([table ?? ""], { type: "text/csv;charset=utf-8" });
}

export async function png(figure: FigureDrawn): Promise<Blob> {
  const address = URL.createObjectURL(svg(figure));
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

/** Each of the figures as PNG, SVG and CSV, stored as they are: pictures are packed already. */
export async function archive(figures: readonly FigureDrawn[]): Promise<Blob> {
  const files: Record<string, Uint8Array> = {};
  for (const figure of figures)
    for (const [ending, file] of Object.entries({
      png: await png(figure),
      svg: svg(figure),
      csv: csv(figure),
    }))
      files[`${stem(figure)}.${ending}`] = new Uint8Array(await file.arrayBuffer());
  return new Blob([zipSync(files, { level: 0 }) as BlobPart], { type: "application/zip" });
}

/** After what the names of all have in common from their beginning: `eyeline-Operation-figures`. */
export function archiveName(figures: readonly FigureDrawn[]): string {
  const [first = [], ...others] = figures.map((figure) => stem(figure).split("-"));
  const differs = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  const common = first.slice(0, differs < 0 ? first.length : differs);
  return [...common, "figures"].join("-");
}
