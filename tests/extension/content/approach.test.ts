// @vitest-environment jsdom

import { beforeEach, expect, test } from "vitest";
import { Approach } from "../../../extension/content/approach";
import { furnish, View } from "./in-page";

let came: Element[];
let approach: Approach;

beforeEach(() => {
  furnish();
  document.body.innerHTML = "<p></p><p></p><p></p>";
  came = [];
  approach = new Approach((rows) => came.push(...rows));
});

test("rows come once, and as long as they are awaited", () => {
  const [one, two, three] = document.querySelectorAll("p");
  if (!one || !two || !three) throw new Error("no rows");
  approach.await(new Set([one, two, three]));
  View.scrollTo([one]);
  View.scrollTo([one]);
  expect(came).toEqual([one]);
  approach.await(new Set([two]));
  View.scrollTo([two, three]);
  expect(came).toEqual([one, two]);
  approach.await(new Set([one]));
  View.scrollTo([one]);
  expect(came).toEqual([one, two, one]);
  approach.await(new Set([three]));
  approach.stop();
  View.scrollTo([three]);
  expect(came).toHaveLength(3);
});
