import { byID, element } from "../shared/dom.js";
import { startRouter } from "../shared/router.js";
import { watchStatus } from "../shared/status.js";

watchStatus(byID("status"), byID("banner"));
startRouter(byID("content"), {
  "for-you": { title: "For you", view: (root) => root.append(element("h1", {}, "For you")) },
}, "Marquee");
