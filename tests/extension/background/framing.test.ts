import { expect, test } from "vitest";
import { framed } from "../../../extension/background/framing";
import type { PictureItem } from "../../../shared/wire/types.gen";

function item(address: string, size: number): PictureItem {
  return { address, platform: "demo", refs: ["demo:handle:ana"], size };
}

test("a body is the header's length, the header, and the pictures' bytes in their order", () => {
  const pictures = [
    { bytes: new Uint8Array([1, 2, 3]) },
    { bytes: new Uint8Array() },
    { bytes: new Uint8Array([255]) },
  ];
  const header = { deadline_ms: 7, pictures: [item("https://a.example/é", 3), item("b", 0), item("c", 1)] };
  const body = framed(header, pictures);
  const length = new DataView(body.buffer).getUint32(0);
  const head = new TextDecoder().decode(body.subarray(4, 4 + length));
  expect(JSON.parse(head)).toEqual(header);
  expect([...body.subarray(4 + length)]).toEqual([1, 2, 3, 255]);
  // The length counts bytes, not characters.
  expect(length).toBe(new TextEncoder().encode(head).length);
  expect(length).toBeGreaterThan(head.length);
});
