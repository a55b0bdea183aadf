// What scripts/texts.mjs gives: an area's texts by language.

declare module "texts:languages" {
  const names: Readonly<Record<string, string>>;
  export default names;
}

declare module "texts:extension" {
  const texts: Readonly<Record<string, typeof import("../../companion/texts/en/extension.json")>>;
  export default texts;
}

declare module "texts:window" {
  const texts: Readonly<Record<string, typeof import("../../companion/texts/en/window.json")>>;
  export default texts;
}

declare module "texts:evidence" {
  const texts: Readonly<Record<string, typeof import("../../companion/texts/en/evidence.json")>>;
  export default texts;
}
