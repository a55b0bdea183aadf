// What scripts/texts.mjs gives: an area's texts by language.

declare module "texts:languages" {
  const names: Readonly<Record<string, string>>;
  export default names;
}
