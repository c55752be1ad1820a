import { byID, element, replaceChildren } from "../shared/dom.js";
import { startRouter } from "../shared/router.js";
import { current, status, watchStatus } from "../shared/status.js";

/** What serves, until there is more to see. */
function live(root, _parameters, signal) {
  const facts = element("p", { class: "lede" });
  function show() {
    const health = current.health;
    replaceChildren(facts, health ? `${health.data.viewers} viewers and ${health.data.movies} films.` : "Asking the server …");
  }
  root.append(element("h1", {}, "Live"), facts);
  status.addEventListener("changed", show, { signal });
  show();
}

watchStatus(byID("status"), byID("banner"));
startRouter(byID("content"), { live: { title: "Live", view: live } }, "Marquee, behind the scenes");
