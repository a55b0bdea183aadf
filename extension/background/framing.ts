// The body of POST pictures: 4 bytes of length (big-endian), the header as JSON, then each picture's bytes.

import type { PicturesHeader } from "../../shared/wire/types.gen";

export function framed(
  header: PicturesHeader,
  pictures: readonly { bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const size = pictures.reduce((sum, { bytes }) => sum + bytes.length, 4 + head.length);
  const body = new Uint8Array(size);
  new DataView(body.buffer).setUint32(0, head.length);
  body.set(head, 4);
  let at = 4 + head.length;
  for (const { bytes } of pictures) {
    body.set(bytes, at);
    at += bytes.length;
  }
  return body;
}
