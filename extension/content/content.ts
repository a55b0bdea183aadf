// The script in the supported sites' pages.

import { isFirst } from "./only-once";
import { PageScript } from "./page-script";

if (isFirst("content")) new PageScript().start();
