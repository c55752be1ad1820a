// For you: a personal list, filters, the dial, and what one says of films.
import { announce, element, empty, notice, problemNotice, replaceChildren, skeletons, toast } from "../shared/dom.js";
import { isAbort, request } from "../shared/api.js";
import { keep } from "../shared/router.js";
import { status } from "../shared/status.js";
import { card, FilmList, ratingTools } from "./films.js";
import { catalogue, forgetCatalogue, genreAndYears, varietyDial } from "./filters.js";
import { newcomer, viewer } from "./taste.js";

const page = 12;

export async function forYou(root, parameters, signal) {
  if (parameters.user) viewer.id = parameters.user;
  root.append(element("h1", {}, "For you"));
  if (viewer.id) await personal(root, parameters, signal);
  else await welcome(root, signal);
}

/** Leaves what is there and shows the view again, for another viewer. */
function become(id) {
  viewer.id = id;
  const before = location.hash;
  const after = id ? `#/for-you?user=${encodeURIComponent(id)}` : "#/for-you";
  if (before === after) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = after;
}

// MARK: Nobody yet

async function welcome(root, signal) {
  const input = element("input", { id: "viewer-id", name: "viewer", autocomplete: "off", maxlength: 256, required: true, spellcheck: "false" });
  const samples = element("div", { class: "samples" });
  root.append(
    element("p", { class: "lede" }, "Tonight's programme, made for one viewer: you."),
    element("div", { class: "welcome" },
      element("form", {
        class: "card", submit: (event) => { event.preventDefault(); if (input.value.trim()) become(input.value.trim()); },
      }, element("h2", {}, "I have been here before"), element("label", { for: "viewer-id" }, "Your viewer id"),
        element("div", { class: "together" }, input, element("button", { type: "submit" }, "Show my list"))),
      element("div", { class: "card" }, element("h2", {}, "I am new"),
        element("p", {}, "Begin with what many like, say what you think of a film or two, and watch the list become yours."),
        element("button", { type: "button", click: () => become(newcomer()) }, "Start fresh"),
        element("p", { class: "soft" }, "Or ", element("a", { href: "#/discover" }, "pick films you like"), ", without an id.")),
      samples));
  try {
    const { viewers } = await request("GET", "/viewers/sample?k=6", { signal });
    if (!viewers.length) return;
    samples.classList.add("card");
    replaceChildren(samples, element("h2", {}, "Look over a shoulder"),
      element("p", {}, "A few viewers of the data this server was started with:"),
      element("div", { class: "choices" }, viewers.map((one) =>
        element("button", { type: "button", class: "quiet", click: () => become(one.user_id) },
          `Viewer ${one.user_id}`, element("span", { class: "soft" }, ` ${one.movies} films`)))));
  } catch (error) {
    // The banner tells when the server is away; without samples this page is whole.
    if (!isAbort(error)) samples.remove();
  }
}

// MARK: A viewer

async function personal(root, parameters, signal) {
  const wishes = {
    variety: Math.min(1, Math.max(0, Number(parameters.variety) || 0)), from: parameters.from || "", to: parameters.to || "",
    genres: (parameters.genres || "").split(",").filter(Boolean),
  };
  let requestID = null, isLast = false, asked = new AbortController();
  const remarks = element("div", { class: "remarks" }), stage = element("div", { class: "stage" });
  const more = element("button", { type: "button", class: "quiet more", hidden: true, click: nextPage }, "More films");
  const filters = element("div", { class: "filters-place" });
  const list = new FilmList("Your films", (film, rank) => card(film, {
    rank, below: ratingTools(film, () => requestID, (deed) => react(film, deed)),
  }));
  root.append(
    element("div", { class: "who" }, element("p", { class: "lede" }, "Chosen for ", element("strong", {}, viewer.id), "."),
      element("button", { type: "button", class: "quiet", click: () => become("") }, "Someone else")),
    element("div", { class: "controls" }, varietyDial(wishes.variety, (value) => { wishes.variety = value; wish(); }), filters),
    remarks, stage, element("p", { class: "centre" }, more));
  catalogue(signal).then((found) => filters.replaceChildren(genreAndYears(found, wishes, (chosen) => {
    Object.assign(wishes, chosen);
    wish();
  }))).catch(() => { /* the list itself says what is wrong */ });
  status.addEventListener("modelchanged", () => {
    forgetCatalogue();
    toast("A new model serves: your list is fresh.", "good");
    load(Math.max(page, list.films.length), true, true);
  }, { signal });
  status.addEventListener("changed", ({ detail }) => { if (detail === "up" && !list.films.length) load(page); }, { signal });
  keepWishes();
  await load(page);

  function wish() {
    keepWishes();
    load(page, true);
  }

  function keepWishes() {
    keep({ user: viewer.id, variety: wishes.variety || null, genres: wishes.genres.join(","), from: wishes.from, to: wishes.to });
  }

  function body(count, exclude = []) {
    const asked = { user_id: viewer.id, k: count, explain: true };
    if (wishes.variety) asked.variety = wishes.variety;
    if (wishes.genres.length) asked.genres = wishes.genres;
    if (wishes.from) asked.year_min = Number(wishes.from);
    if (wishes.to) asked.year_max = Number(wishes.to);
    if (exclude.length) asked.exclude = exclude.slice(-1000);
    return asked;
  }

  /** Asks for the list anew; an older question is not waited for. `quietly`: something better was said already. */
  async function load(count, markNew = false, quietly = false) {
    asked.abort();
    asked = new AbortController();
    const own = AbortSignal.any([asked.signal, signal]);
    if (!list.films.length) replaceChildren(stage, skeletons(page));
    stage.setAttribute("aria-busy", "true");
    try {
      const answer = await request("POST", "/recommend", { body: body(Math.min(count, 100)), signal: own });
      requestID = answer.request_id;
      isLast = answer.items.length < Math.min(count, 100);
      list.show(answer.items, markNew);
      showRemark(answer);
      if (answer.items.length) replaceChildren(stage, list.root);
      else replaceChildren(stage, nothing());
      if (!quietly) announce(answer.items.length ? `${answer.items.length} films` : "No films");
    } catch (error) {
      if (isAbort(error) || own.aborted) return;
      if (list.films.length) toast("The list could not be brought up to date.", "bad");
      else replaceChildren(stage, problemNotice(error, () => load(count)));
    } finally {
      if (!own.aborted) {
        stage.removeAttribute("aria-busy");
        more.hidden = isLast || !list.films.length;
      }
    }
  }

  async function nextPage() {
    const shown = list.films.length;
    more.disabled = true;
    try {
      const answer = await request("POST", "/recommend", { body: body(page, list.ids), signal });
      requestID = answer.request_id;
      isLast = answer.items.length < page;
      list.append(answer.items);
      if (answer.items.length) list.focus(shown);
      announce(answer.items.length ? `${answer.items.length} more films` : "That is all");
      more.hidden = isLast;
      if (isLast) toast("That is the whole programme.");
    } catch (error) {
      if (!isAbort(error)) toast(error.code === "unreachable" ? "The server does not answer; try again." : error.detail, "bad");
    }
    more.disabled = false;
  }

  /** The film goes, the list is asked for anew, and the focus is on the film that took its place. */
  async function react(film) {
    const place = list.ids.indexOf(film.movie_id), count = list.films.length;
    list.show(list.films.filter((one) => one.movie_id !== film.movie_id));
    list.focus(Math.max(0, place), ".rating button[tabindex='0']");
    await load(Math.max(count, page), true, true);
    if (!signal.aborted && !stage.contains(document.activeElement)) list.focus(Math.max(0, place), ".rating button[tabindex='0']");
  }

  function showRemark(answer) {
    const remark = remarkOn(answer.fallback_reason, viewer.id);
    replaceChildren(remarks, remark);
  }

  function nothing() {
    const isNarrow = wishes.genres.length || wishes.from || wishes.to;
    return empty(isNarrow ? "No film fits these wishes" : "Nothing left to recommend",
      isNarrow ? "Choose other genres or a wider range of years." : "You have met every film of the catalogue.",
      isNarrow ? element("button", {
        type: "button", class: "quiet", click: () => become(viewer.id) }, "Forget the filters") : null);
  }
}

const remarks = {
  unknown_user: (id) => ["We do not know viewer “" + id + "” yet",
    "So here is what many like. Say what you think of two or three films, and the list becomes yours at once."],
  no_history: () => ["Nothing you liked is known yet", "Give four or five stars to a film you like; until then, this is what many like."],
  model_not_personal: () => ["The model that serves has no personal lists", "This is what many like."],
};

/** What to know when the list is not the viewer's own. */
function remarkOn(reason, id) {
  if (!reason) return null;
  const [title, text] = (remarks[reason] || (() => ["This list is not personal", "It is what many like."]))(id);
  return notice("warn", title, text);
}
