// Discover: pick films you like, get a list from them. No account; the choice is in the address.
import { announce, element, empty, problemNotice, replaceChildren, skeletons } from "../shared/dom.js";
import { address, isAbort, request } from "../shared/api.js";
import { keep } from "../shared/router.js";
import { card, FilmList, pageOf } from "./films.js";
import { varietyDial } from "./filters.js";

const page = 12, maximumSeeds = 20;

export async function discover(root, parameters, signal) {
  const seeds = new Map();
  let variety = Math.min(1, Math.max(0, Number(parameters.variety) || 0));
  let searching = new AbortController(), asked = new AbortController(), timer = 0, isLast = false;
  const input = element("input", {
    type: "search", id: "search", autocomplete: "off", spellcheck: "false", maxlength: 200, "aria-describedby": "search-hint",
    placeholder: "alien, amelie, godfather 2 …", input: () => { clearTimeout(timer); timer = setTimeout(search, 180); },
    keydown: (event) => { if (event.key === "ArrowDown") { event.preventDefault(); found.querySelector("button")?.focus(); } },
  });
  const found = element("ul", { class: "found", "aria-label": "Films found", keydown: walk });
  const chosen = element("ul", { class: "seeds", "aria-label": "Films you picked" });
  const stage = element("div", { class: "stage" });
  const more = element("button", { type: "button", class: "quiet more", hidden: true, click: nextPage }, "More films");
  const dial = element("div", { hidden: true }, varietyDial(variety, (value) => { variety = value; remember(); load(); }));
  const list = new FilmList("Films from your picks", (film, rank) => card(film, {
    rank, verb: "picked", below: element("button", { type: "button", class: "quiet small", click: () => add(film) },
      "I like this too", element("span", { class: "unseen" }, `: ${film.title}`)),
  }));
  root.append(element("h1", {}, "Discover"),
    element("p", { class: "lede" }, "Name a few films you like; the rest of the evening follows from them."),
    element("div", { class: "finder" }, element("label", { for: "search" }, "Search for a film"), input,
      element("p", { id: "search-hint", class: "soft" }, "Typing errors are forgiven."), found),
    chosen, element("div", { class: "controls" }, dial), stage, element("p", { class: "centre" }, more));
  showNothing();
  await restore();

  async function restore() {
    const ids = (parameters.films || "").split(",").filter(Boolean).slice(0, maximumSeeds);
    if (!ids.length) return;
    replaceChildren(stage, skeletons(page));
    const films = await Promise.all(ids.map((id) =>
      request("GET", `/movies/${encodeURIComponent(id)}`, { signal }).catch((error) => { if (error.status === 404) return null; throw error; })));
    for (const film of films) if (film) seeds.set(film.movie_id, film);
    showSeeds();
    await load();
  }

  async function search() {
    searching.abort();
    const query = input.value.trim();
    if (!query) return found.replaceChildren();
    searching = new AbortController();
    const own = AbortSignal.any([searching.signal, signal]);
    try {
      const { movies } = await request("GET", address("/movies", { query, limit: 8 }), { signal: own });
      if (own.aborted) return;
      replaceChildren(found, movies.length ? movies.map(hit) : element("li", { class: "soft" }, `No title comes near “${query}”.`));
      announce(movies.length ? `${movies.length} films found` : "No films found");
    } catch (error) {
      if (!isAbort(error) && !own.aborted) replaceChildren(found, element("li", {}, problemNotice(error, search)));
    }
  }

  function hit(film) {
    const isChosen = seeds.has(film.movie_id);
    return element("li", {}, element("button", { type: "button", class: "hit", disabled: isChosen, click: () => add(film) },
      element("span", { class: "hit-title" }, film.title), element("span", { class: "soft" }, film.year ? ` ${film.year}` : ""),
      element("span", { class: "hit-do" }, isChosen ? "picked" : "+ pick")),
    element("a", { href: pageOf(film), class: "soft" }, "about", element("span", { class: "unseen" }, ` ${film.title}`)));
  }

  /** Arrows walk through what was found. */
  function walk(event) {
    const buttons = [...found.querySelectorAll("button:not(:disabled)")], at = buttons.indexOf(document.activeElement);
    if (at < 0 || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    event.preventDefault();
    const to = event.key === "Escape" ? -1 : at + (event.key === "ArrowDown" ? 1 : -1);
    (to < 0 ? input : buttons[Math.min(to, buttons.length - 1)]).focus();
  }

  function add(film) {
    if (seeds.has(film.movie_id) || seeds.size >= maximumSeeds) return;
    seeds.set(film.movie_id, film);
    input.value = "";
    found.replaceChildren();
    input.focus();
    announce(`${film.title} picked`);
    changed();
  }

  function remove(id) {
    seeds.delete(id);
    changed();
    (chosen.querySelector("button") || input).focus();
  }

  function changed() {
    remember();
    showSeeds();
    load();
  }

  function remember() { keep({ films: [...seeds.keys()].join(","), variety: variety || null }); }

  function showSeeds() {
    dial.hidden = !seeds.size;
    replaceChildren(chosen, [...seeds.values()].map((film) => element("li", { class: "seed" },
      element("a", { href: pageOf(film) }, film.title),
      element("button", { type: "button", "aria-label": `Remove ${film.title}`, click: () => remove(film.movie_id) }, "×"))));
  }

  function showNothing() {
    list.show([]);
    more.hidden = true;
    replaceChildren(stage, empty("Nothing picked yet", "Search above and pick one film, better two or three."));
  }

  function body(exclude) {
    const wishes = { seeds: [...seeds.keys()], k: page, explain: true };
    if (variety) wishes.variety = variety;
    if (exclude) wishes.exclude = exclude.slice(-1000);
    return wishes;
  }

  async function load() {
    asked.abort();
    if (!seeds.size) return showNothing();
    asked = new AbortController();
    const own = AbortSignal.any([asked.signal, signal]);
    if (!list.films.length) replaceChildren(stage, skeletons(page));
    try {
      const answer = await request("POST", "/recommend", { body: body(), signal: own });
      list.show(answer.items, true);
      isLast = answer.items.length < page;
      more.hidden = isLast;
      const remark = answer.is_fallback
        ? element("p", { class: "soft" }, "The model does not know these films yet; this is what many like.") : null;
      replaceChildren(stage, remark, list.root);
      announce(`${answer.items.length} films from your picks`);
    } catch (error) {
      if (!isAbort(error) && !own.aborted) replaceChildren(stage, problemNotice(error, load));
    }
  }

  async function nextPage() {
    const shown = list.films.length;
    more.disabled = true;
    try {
      const answer = await request("POST", "/recommend", { body: body(list.ids), signal });
      list.append(answer.items);
      more.hidden = answer.items.length < page;
      list.focus(shown);
    } catch (error) {
      if (!isAbort(error)) stage.append(problemNotice(error));
    }
    more.disabled = false;
  }
}
