// Building nodes. Text enters the document as text only: titles are data, never markup.

const svgNamespace = "http://www.w3.org/2000/svg";

function fill(made, options, children) {
  for (const [key, value] of Object.entries(options || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key.replace(/^on/, ""), value);
    else if (key === "value" || key === "checked") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A node: attributes by name, functions as listeners (`onclick` or `click`), children as nodes, text, lists, or null. */
export function element(tag, options, ...children) {
  return fill(document.createElement(tag), options, children);
}

/** The same in SVG's namespace. */
export function svg(tag, options, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), options, children);
}

/** Replaces what is in `root`; lists and nulls are as in `element`. */
export function replaceChildren(root, ...children) {
  root.replaceChildren();
  fill(root, null, children);
  return root;
}

export function byID(id) { return document.getElementById(id); }

// MARK: Saying something

function region(id, options) {
  let found = byID(id);
  if (!found) {
    found = element("div", { id, ...options });
    document.body.append(found);
  }
  return found;
}

/** Says `message` to screen readers, seen by nobody. */
export function announce(message) {
  const live = region("live", { class: "unseen", "aria-live": "polite", role: "status" });
  live.textContent = "";
  // A changed text node is what makes readers speak, also when the words are the same as before.
  requestAnimationFrame(() => { live.textContent = message; });
}

let toastTimer = 0;

/** Says `message` to everybody for a few seconds: the word after a deed. `kind` is "good", "bad" or nothing. */
export function toast(message, kind = "") {
  const place = region("toast", { "aria-hidden": "true" });
  replaceChildren(place, element("p", { class: kind }, message));
  announce(message);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.replaceChildren(), 6000);
}

// MARK: Pieces that every view needs

/** A framed remark: `kind` is "", "good", "bad" or "warn"; `action` is {label, run}. */
export function notice(kind, title, text, action) {
  return element("div", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : "note" },
    element("p", { class: "notice-title" }, title), text ? element("p", {}, text) : null,
    action ? element("button", { type: "button", class: "quiet", click: action.run }, action.label) : null);
}

/** What went wrong, for a person, with a way to try again. */
export function problemNotice(problem, retry) {
  const away = problem.code === "unreachable";
  const title = away ? "The server does not answer" : problem.title || "Something went wrong";
  const words = away ? "Nothing is lost. It may be starting or stopping; try again in a moment." : problem.detail;
  const named = problem.requestID ? ` (request ${problem.requestID})` : "";
  return notice("bad", title, (words || "") + named, retry ? { label: "Try again", run: retry } : null);
}

/** Nothing to show, said kindly. */
export function empty(title, text, ...more) {
  return element("div", { class: "empty" }, element("p", { class: "empty-title" }, title), element("p", {}, text), ...more);
}

/** Grey shapes while something loads; readers hear "loading" once. */
export function skeletons(count, shape = "poster") {
  return element("div", { class: `skeletons ${shape}s`, role: "status", "aria-label": "Loading" },
    Array.from({ length: count }, () => element("div", { class: `skeleton ${shape}`, "aria-hidden": "true" })));
}
