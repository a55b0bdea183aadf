import { expect, test } from "vitest";
import { isSamePicture } from "../../../extension/content/same-picture";

test.each([
  ["https://a.example/v/1_2_n.jpg?oh=1", "https://b.example/v/1_2_n.jpg?oh=2", true],
  ["https://a.example/v/1_2_n.jpg", "https://a.example/v/1_3_n.jpg", false],
  [null, "https://a.example/v/1_3_n.jpg", false],
  ["https://a.example/v/1_3_n.jpg", null, false],
  ["no address", "no address", false],
])("%s and %s are one picture: %s", (one, other, same) => {
  expect(isSamePicture(one, other)).toBe(same);
});
