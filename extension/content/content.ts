// The script in the supported sites' pages.

import { isFirst } from "./only-once";
import { PageScript } from "./page-script";
import { watchMenu } from "./pointed";

if (isFirst("content")) {
  watchMenu(document);
  new PageScript().start();
}
