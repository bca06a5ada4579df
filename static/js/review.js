// Reviewing: the printed pages, or the remarks, beside what is read.

import * as panels from "./entry/panel.js";

panels.listen(document.getElementById("panel"), () => {});
