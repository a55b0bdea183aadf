/** A style sheet that a script names becomes part of the page's one. */
declare module "*.css";
