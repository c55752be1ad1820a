// Views by the hash: `#/movie/42?tab=similar`. A link is all that leads anywhere, so back, bookmarks and keyboards work.
import { problemNotice, replaceChildren } from "./dom.js";
import { ApiProblem, isAbort } from "./api.js";

/** The parts of a hash: path pieces and parameters. */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#?\/?/, "").split("?");
  return { parts: path.split("/").filter(Boolean).map(decode), query: Object.fromEntries(new URLSearchParams(query)) };
}

function decode(text) { try { return decodeURIComponent(text); } catch { return text; } }

/** A hash from path pieces and parameters; what is null or empty is left out. */
export function link(parts, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(kept).toString();
  return "#/" + parts.map(encodeURIComponent).join("/") + (text ? "?" + text : "");
}

/** Changes the parameters of the address without leaving the view or adding to the history. */
export function keep(query) {
  const { parts } = parse(location.hash);
  history.replaceState(null, "", link(parts.length ? parts : [first], query));
}

let first = "";

/**
 * Shows the view of the hash, now and whenever it changes.
 * - `views`: {name: {title, view}}, the first is the default; `view(root, parameters, signal)` fills `root`, beginning
 *   with an h1; `parameters` are those of the query, and `id`, the second piece of the path. `signal` aborts when the
 *   view is left.
 */
export function startRouter(root, views, site) {
  first = Object.keys(views)[0];
  let left = new AbortController(), isFirst = true, shown = null;
  async function show() {
    // Another kind of fragment leads to a place within the page.
    if (!isFirst && location.hash !== "" && !location.hash.startsWith("#/")) return;
    const { parts, query } = parse(location.hash);
    const name = parts[0] in views ? parts[0] : first;
    left.abort();
    left = new AbortController();
    const signal = left.signal, again = isFirst;
    isFirst = false;
    document.title = `${views[name].title} · ${site}`;
    for (const anchor of document.querySelectorAll("nav a[href^='#/']")) {
      if (parse(anchor.getAttribute("href")).parts[0] === name) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    }
    const place = document.createElement("div");
    place.className = `view ${name}`;
    replaceChildren(root, place);
    if (!again && shown !== location.hash) scrollTo(0, 0);
    shown = location.hash;
    try {
      const work = views[name].view(place, { ...query, id: parts[1] }, signal);
      // The heading is there before anything has loaded: focus it now, so that readers and keyboards begin here.
      if (!again) focusHeading(place);
      await work;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      if (!(error instanceof ApiProblem)) console.error(error);
      place.append(problemNotice(error instanceof ApiProblem ? error : { title: "This page could not be shown", detail: error.message }, show));
    }
  }
  addEventListener("hashchange", show);
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    root.focus();
  });
  show();
}

function focusHeading(place) {
  const heading = place.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
