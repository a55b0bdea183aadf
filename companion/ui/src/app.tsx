// The companion's window: one page; every view has an address behind the #.

import { render } from "preact";
import "./window/styles.css";
import { Frame } from "./window/frame";
import { openOutsideLinksOutside } from "./window/outside";

openOutsideLinksOutside(document);
const root = document.getElementById("app");
if (root) {
  root.removeAttribute("aria-busy");
  render(<Frame />, root);
}
