// The operators' app: sign-in, one stream for all views, a view for each part of the work.
import { byID, element as h, replaceChildren } from "../shared/dom.js";
import { startRouter } from "../shared/router.js";
import { watchStatus } from "../shared/status.js";
import { guarded, session, signOut, takeLink, token } from "./session.js";
import { feed, hush, known, listen } from "./stream.js";
import { data } from "./data.js";
import { drift } from "./drift.js";
import { experiments } from "./experiments.js";
import { fairness } from "./fairness.js";
import { live } from "./live.js";
import { models } from "./models.js";
import { reports } from "./reports.js";
import { training } from "./training.js";

const views = {
  live: { title: "Live", view: guarded(live) },
  models: { title: "Models", view: guarded(models) },
  training: { title: "Training", view: guarded(training) },
  experiments: { title: "Experiments", view: guarded(experiments) },
  fairness: { title: "Fairness", view: guarded(fairness) },
  drift: { title: "Drift and loops", view: guarded(drift) },
  data: { title: "Data", view: guarded(data) },
  reports: { title: "Reports", view: guarded(reports) },
};

const words = {
  off: "", connecting: "Connecting …", live: "Live", away: "Not live: what you see is not new. Trying again …",
};

/** Whether what is shown is new, said in words; and the way out. */
function showSession() {
  const place = byID("session");
  if (!token()) return replaceChildren(place);
  replaceChildren(place,
    h("span", { id: "stream", role: "status", "data-state": known.state, title: known.why || null },
      h("span", { class: `lamp ${known.state === "live" ? "up" : known.state === "away" ? "down" : ""}`, "aria-hidden": "true" }), " ", words[known.state]),
    h("button", { type: "button", class: "quiet small", click: () => signOut() }, "Sign out"));
}

function entered() {
  if (token()) listen();
  else hush();
  showSession();
}

takeLink();
// A printed link that is opened in a tab which is here already changes the fragment only.
addEventListener("hashchange", takeLink);
watchStatus(byID("status"), byID("banner"));
feed.addEventListener("state", showSession);
session.addEventListener("changed", () => {
  entered();
  dispatchEvent(new Event("hashchange"));
});
entered();
startRouter(byID("content"), views, "Marquee, behind the scenes");
