import { describe, expect, it } from "vitest";
import { communityNames, placedNames } from "../../../companion/window/graph/communities";
import { drawingOf } from "../../../companion/window/graph/model";
import { edges, graph, node, SHOWN } from "./received";

const received = () => {
  const people = Array.from({ length: 20 }, (_, at) =>
    node(at + 1, { community: at < 8 ? 0 : at < 16 ? 1 : 2, x: at, y: -at }),
  );
  const made = graph(people, edges([]));
  made.communities = [
    { words: ["lake", "boats"], central: 1 },
    { words: [], central: 9 },
    { words: ["tents"], central: 17 },
  ];
  return made;
};

describe("communities", () => {
  it("are called by their words, else by who is central", () => {
    const [first, second, third] = communityNames(received());
    expect([first, third]).toEqual(["“lake, boats”", "“tents”"]);
    expect(second).toContain("a9");
  });

  it("have their names by what is shown of them, where they are not too small", () => {
    const drawing = drawingOf(received(), "#5d584c");
    expect(placedNames(drawing, SHOWN)).toMatchObject([
      { name: "“lake, boats”", around: { left: 0, right: 7, low: -7, high: -0 } },
      { around: { left: 8, right: 15, low: -15, high: -8 } },
    ]);
    expect(placedNames(drawing, { ...SHOWN, hidden: new Set([1, 2, 3]) })).toHaveLength(1);
  });
});
