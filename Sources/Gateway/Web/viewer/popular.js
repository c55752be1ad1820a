// Popular: of late or of all time, by genre and decade. What is chosen is in the address.
import { announce, element, empty, notice, problemNotice, replaceChildren, skeletons } from "../shared/dom.js";
import { address, isAbort, request } from "../shared/api.js";
import { keep } from "../shared/router.js";
import { card, FilmList, ratingTools } from "./films.js";
import { catalogue } from "./filters.js";
import { viewer } from "./taste.js";

const step = 24, most = 96;

export async function popular(root, parameters, signal) {
  const wishes = { list: parameters.list === "all_time" ? "all_time" : "trending", genre: parameters.genre || "", decade: parameters.decade || "" };
  let asked = new AbortController(), count = step, requestID = null;
  const stage = element("div", { class: "stage" }), remarks = element("div", {});
  const more = element("button", { type: "button", class: "quiet more", hidden: true, click: () => { count += step; load(); } }, "More films");
  const list = new FilmList("Popular films", (film, rank) => card(film, {
    rank, below: viewer.id ? ratingTools(film, () => requestID, () => {}) : null,
  }));
  const kinds = element("div", { class: "choices", role: "group", "aria-label": "Which list" },
    [["trending", "Trending"], ["all_time", "All time"]].map(([value, label]) => element("button", {
      type: "button", class: "quiet", "data-list": value, "aria-pressed": String(wishes.list === value),
      click: () => { wishes.list = value; changed(); },
    }, label)));
  const choosers = element("div", { class: "bar" }, kinds);
  root.append(element("h1", {}, "Popular"), element("p", { class: "lede" }, "What the house applauds."), choosers, remarks, stage,
    element("p", { class: "centre" }, more));
  catalogue(signal).then((found) => choosers.append(
    chooser("genre", "Genre", [["", "All genres"], ...found.genres.map((genre) => [genre.name, genre.name])]),
    chooser("decade", "Decade", [["", "All decades"], ...decades(found).map((year) => [String(year), `${year}s`])]),
  )).catch(() => { /* the list itself says what is wrong */ });
  await load();

  function chooser(name, label, options) {
    const select = element("select", { id: name, change: () => { wishes[name] = select.value; changed(); } },
      options.map(([value, text]) => element("option", { value }, text)));
    select.value = wishes[name];
    return element("div", {}, element("label", { for: name }, label), select);
  }

  function changed() {
    for (const button of kinds.children) button.setAttribute("aria-pressed", String(button.dataset.list === wishes.list));
    keep({ list: wishes.list === "all_time" ? "all_time" : null, genre: wishes.genre, decade: wishes.decade });
    count = step;
    load();
  }

  async function load() {
    asked.abort();
    asked = new AbortController();
    const own = AbortSignal.any([asked.signal, signal]), decade = Number(wishes.decade) || null, before = list.films.length;
    if (!before) replaceChildren(stage, skeletons(step / 2));
    try {
      const answer = await request("GET", address("/popular", {
        list: wishes.list, genre: wishes.genre, year_min: decade, year_max: decade && decade + 9, k: count,
      }), { signal: own });
      requestID = answer.request_id;
      list.show(answer.items);
      more.hidden = answer.items.length < count || count >= most;
      replaceChildren(remarks, answer.fallback_reason === "model_without_trend"
        ? notice("", "What is trending is not known here", "The model that serves counts all of time alike, so this is the list of all time.") : null);
      replaceChildren(stage, answer.items.length ? list.root : empty("No film fits", "Choose another genre or decade."));
      announce(`${answer.items.length} films`);
      if (count > step && answer.items.length > before) list.focus(before);
    } catch (error) {
      if (!isAbort(error) && !own.aborted) {
        list.show([]);
        more.hidden = true;
        replaceChildren(stage, problemNotice(error, load));
      }
    }
  }
}

function decades(found) {
  if (!found.year_min) return [];
  const first = Math.floor(found.year_min / 10) * 10, last = Math.floor(found.year_max / 10) * 10;
  return Array.from({ length: (last - first) / 10 + 1 }, (_, index) => last - index * 10);
}
