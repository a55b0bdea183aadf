// A picture that was kept, with the line through its eyes where it was measured.

import { useEffect, useState } from "preact/hooks";
import type { Alignment } from "../../../shared/wire/types.gen";
import { fetched } from "../companion";
import { below } from "../texts";

const t = below("picture");

const MOST_KEPT = 600;
/** The side in pixels from which a blank square says why it is blank. */
const ROOM_FOR_WORDS = 80;
const kept = new Map<number, Promise<string | null>>();

/** The address of a picture's small copy in this page, or null where none was kept. */
export function pictureAddress(picture: number): Promise<string | null> {
  const known = kept.get(picture);
  if (known) return known;
  const made = fetched(`pictures/${picture}/thumbnail`)
    .then((blob) => URL.createObjectURL(blob))
    .catch(() => null);
  kept.set(picture, made);
  if (kept.size > MOST_KEPT) {
    const [oldest, address] = kept.entries().next().value as [number, Promise<string | null>];
    kept.delete(oldest);
    void address.then((url) => url && URL.revokeObjectURL(url));
  }
  return made;
}

export function Picture({
  picture,
  alignment = null,
  size,
  name,
}: {
  picture: number | null | undefined;
  alignment?: Alignment | null | undefined;
  size: number;
  name: string;
}) {
  // Undefined while it is on its way.
  const [address, setAddress] = useState<string | null>();
  useEffect(() => {
    let here = true;
    setAddress(picture ? undefined : null);
    if (picture) void pictureAddress(picture).then((found) => here && setAddress(found));
    return () => {
      here = false;
    };
  }, [picture]);
  if (address === undefined) return <span class="picture" style={square(size)} />;
  if (address === null) {
    const label = t("missing");
    return (
      <span class="picture none" role="img" aria-label={label} title={label} style={square(size)}>
        {size >= ROOM_FOR_WORDS && label}
      </span>
    );
  }
  return (
    <span class="picture" style={square(size)}>
      <img src={address} alt={name} loading="lazy" />
      {alignment && <EyeLine alignment={alignment} />}
    </span>
  );
}

function square(size: number) {
  return { inlineSize: `${size}px`, blockSize: `${size}px` };
}

/** The line through the eyes, over the whole width, on a picture that fills a square. */
function EyeLine({ alignment }: { alignment: Alignment }) {
  const { left, right } = alignment.eyes;
  const slope = right.x === left.x ? 0 : (right.y - left.y) / (right.x - left.x);
  const at = (x: number) => 100 * (left.y + slope * (x - left.x));
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 ${at(0)}L100 ${at(1)}`} />
      <circle cx={100 * left.x} cy={100 * left.y} r="2.6" />
      <circle cx={100 * right.x} cy={100 * right.y} r="2.6" />
    </svg>
  );
}
