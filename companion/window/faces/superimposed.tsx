// The pictures laid on each other, from one of them to the mean of all.

import { useEffect, useRef, useState } from "preact/hooks";
import type { FaceShown } from "../../../shared/wire/types.gen";
import { pictureAddress } from "../components/picture";
import { below } from "../texts";

const t = below("faces");

const SIDE = 192;
const MOST = 300;
const AT_ONCE = 8;

export function Superimposed({ faces, all }: { faces: readonly FaceShown[]; all: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = faces.slice(0, MOST).map((face) => face.picture);
  const read = usePixels(pictures);
  const [wanted, setWanted] = useState<number | null>(null);
  const count = Math.min(wanted ?? read.length, read.length);
  useEffect(() => {
    if (count > 0) draw(canvas.current, read, count);
  }, [count, read]);
  const isWhole = read.length === pictures.length;
  return (
    <section class="superimposed">
      <h2>{t("laid")}</h2>
      <p class="soft" role="status">
        {isWhole
          ? t("laidWords", { shown: count, all })
          : t("reading", { done: read.length, of: pictures.length })}
      </p>
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={t("laidWords", { shown: count, all })}
      />
      <input
        type="range"
        min="1"
        max={Math.max(1, read.length)}
        value={count}
        aria-label={t("laidSlider")}
        onInput={(event) => setWanted(Number(event.currentTarget.value))}
      />
    </section>
  );
}

/** The pixels of each picture in a square, as they come; pictures that are gone are left out. */
function usePixels(pictures: readonly number[]): readonly Uint8ClampedArray[] {
  const [pixels, setPixels] = useState<readonly Uint8ClampedArray[]>([]);
  const key = pictures.join();
  useEffect(() => {
    let here = true;
    const found: Uint8ClampedArray[] = [];
    const readAll = async () => {
      const context = Object.assign(document.createElement("canvas"), {
        width: SIDE,
        height: SIDE,
      }).getContext("2d", {
        willReadFrequently: true,
      });
      for (let first = 0; first < pictures.length && here && context; first += AT_ONCE) {
        const images = await Promise.all(pictures.slice(first, first + AT_ONCE).map(loaded));
        for (const image of images) {
          if (!image) continue;
          const side = Math.min(image.naturalWidth, image.naturalHeight);
          const [left, top] = [(image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2];
          context.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
          found.push(context.getImageData(0, 0, SIDE, SIDE).data);
        }
        if (here) setPixels([...found]);
      }
    };
    void readAll();
    return () => {
      here = false;
    };
  }, [key]);
  return pixels;
}

async function loaded(picture: number): Promise<HTMLImageElement | null> {
  const address = await pictureAddress(picture);
  if (!address) return null;
  const image = new Image();
  image.src = address;
  return await image.decode().then(
    () => image,
    () => null,
  );
}

/** The mean of the first `count` pictures. */
function draw(canvas: HTMLCanvasElement | null, pixels: readonly Uint8ClampedArray[], count: number): void {
  const context = canvas?.getContext("2d");
  if (!context) return;
  const sums = new Float32Array(4 * SIDE * SIDE);
  for (const one of pixels.slice(0, count)) {
    for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (one[at] ?? 0);
  }
  const mean = context.createImageData(SIDE, SIDE);
  for (let at = 0; at < sums.length; at += 1) mean.data[at] = (sums[at] ?? 0) / count;
  context.putImageData(mean, 0, 0);
}
