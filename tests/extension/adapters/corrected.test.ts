import { expect, test } from "vitest";
import { adapters } from "../../../extension/adapters";
import { corrected, correctionFor, unnamedOn } from "../../../extension/adapters/corrected";
import { parse } from "./pages";

const ADDRESS = new URL("https://x.com/marla/followers");
const NAMES = ["ada_1", "bea_2", "cora_3", "dora_4"];
const x = adapters.find(({ id }) => id === "x") ?? expect.fail("no such site");

function row(name: string): string {
  return `<button data-testid="UserCell"><div><a href="/people/@${name}/card"></a>
    <a href="/p/@${name}"><img src="https://pics.example.net/a/${name}.jpg"></a>
    <a href="/p/@${name}"><span>Name of ${name}</span></a></div></button>`;
}

/** As if x led to people by other addresses, and had their pictures elsewhere. */
const moved = parse(
  `<body><main role="main"><a href="/home">Home</a><a href="/explore">Explore</a><a href="/settings">Settings</a>
   <a href="/marla">Marla</a><img src="https://other.example.net/1.png">${NAMES.map(row).join("")}</main></body>`,
);

test("what no pattern names is told by its form, and what is reserved or rare is not", () => {
  expect(unnamedOn(moved, ADDRESS, x.patterns)).toEqual({
    links: [{ form: "/p/@*", count: 4, pictured: true, is_number: false }],
    pictures: [{ form: "pics.example.net", count: 4, pictured: true, is_number: false }],
  });
});

test("a correction that begins with it reads the page", () => {
  const correction = correctionFor(unnamedOn(moved, ADDRESS, x.patterns));
  const patterns = corrected(x.patterns, correction);
  const { lists, accounts } = x.extract(moved, ADDRESS, patterns);
  expect(lists[0]?.members).toEqual(NAMES.map((name) => `x:handle:${name}`));
  expect(accounts.filter(({ sighting }) => sighting.picture)).toHaveLength(4);
  expect(correction.picture_hosts).toEqual(["https://pics.example.net/*"]);
  expect(unnamedOn(moved, ADDRESS, patterns)).toEqual({ links: [], pictures: [] });
});

test("numbers in a query are ids", () => {
  const links = [1, 2, 3]
    .map((number) => `<a href="/user-card?key=10${number}&ref=x">${number}</a>`)
    .join("");
  const [form] = unnamedOn(parse(`<body>${links}</body>`), ADDRESS, x.patterns).links;
  expect(form).toEqual({ form: "/user-card?key=*", count: 3, pictured: false, is_number: true });
  const patterns = corrected(x.patterns, correctionFor({ links: form ? [form] : [], pictures: [] }));
  expect(unnamedOn(parse(`<body>${links}</body>`), ADDRESS, patterns).links).toEqual([]);
});
