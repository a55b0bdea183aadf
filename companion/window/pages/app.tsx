// The companion's window: one page; every view has an address behind the #.

import { render } from "preact";
import "../styles.css";
import { Frame } from "../frame";
import { openOutsideLinksOutside } from "../outside-links";

openOutsideLinksOutside(document);
const root = document.getElementById("app");
if (root) {
  root.removeAttribute("aria-busy");
  render(<Frame />, root);
}
