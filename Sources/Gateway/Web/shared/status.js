// How the server is, in the header of every page: asked every two seconds, less often while it is away, not at all
// while nobody looks.
import { announce, element, replaceChildren } from "./dom.js";
import { ApiProblem, request, traffic } from "./api.js";

const usual = 2000, longest = 15000;

/** Tells `changed` (detail: the new state) and `modelchanged` (detail: {from, to}). */
export const status = new EventTarget();

/** What is known now: state "unknown", "up", "degraded" or "down"; model {name, version} or null; health. */
export const current = { state: "unknown", model: null, health: null };

let timer = 0, pause = usual, asking = false, strip = null, banner = null;

/** Begins to watch; `strip` is filled with the state, `banner` with what to do when the server is away. */
export function watchStatus(stripElement, bannerElement) {
  strip = stripElement;
  banner = bannerElement;
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  traffic.addEventListener("unreachable", () => { if (current.state !== "down") ask(); });
  show();
  ask();
}

/** Asks now. */
export async function ask() {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  try {
    learn(await request("GET", "/health", { timeout: 3000 }));
    pause = usual;
  } catch (error) {
    // Something in between may answer for a server that is not there: that is degraded, not down.
    const away = !(error instanceof ApiProblem) || error.code === "unreachable";
    change(away ? "down" : "degraded", current.model);
    pause = Math.min(pause * 2, longest);
  }
  asking = false;
  if (!document.hidden) timer = setTimeout(ask, pause);
}

function learn(health) {
  current.health = health;
  const before = current.model;
  change(health.ready ? "up" : "degraded", health.model);
  const after = health.model;
  if (before && after && (before.name !== after.name || before.version !== after.version)) {
    announce(`A new model serves: ${after.name} ${after.version}`);
    status.dispatchEvent(new CustomEvent("modelchanged", { detail: { from: before, to: after } }));
  }
}

function change(state, model) {
  const before = current.state;
  current.state = state;
  current.model = model;
  show();
  if (before === state) return;
  if (before === "down" && state !== "down") announce("The server answers again");
  if (state === "down") announce("The server does not answer");
  status.dispatchEvent(new CustomEvent("changed", { detail: state }));
}

const words = { unknown: "asking …", up: "up", degraded: "degraded", down: "down" };
const hints = {
  up: "The server answers and a model serves",
  degraded: "The server answers, but no model serves yet or it is stopping",
  down: "The server does not answer", unknown: "Not known yet",
};

function show() {
  if (!strip) return;
  const { state, model } = current;
  replaceChildren(strip, element("span", { class: `lamp ${state}`, "aria-hidden": "true" }),
    element("span", { class: "state", title: hints[state] }, element("span", { class: "unseen" }, "Server: "), words[state]),
    model ? element("span", { class: "model", title: "The model that serves" },
      element("span", { class: "unseen" }, ", model "), model.name, " ", element("code", {}, model.version)) : null);
  strip.dataset.state = state;
  showBanner(state);
}

function showBanner(state) {
  if (!banner || banner.dataset.state === state) return;
  banner.dataset.state = state;
  banner.hidden = state !== "down" && state !== "degraded";
  if (banner.hidden) return banner.replaceChildren();
  const text = state === "down"
    ? "The server does not answer. What you see may be old; this page goes on by itself as soon as it is back."
    : "The server is up, but no model serves at the moment. This page goes on by itself.";
  replaceChildren(banner, element("p", {}, text),
    element("button", { type: "button", class: "quiet", click: () => { pause = usual; ask(); } }, "Try now"));
}
