/** A style sheet that a script of the extension names is its text; one of the window becomes part of the page's. */
declare module "*.css" {
  const text: string;
  export default text;
}
