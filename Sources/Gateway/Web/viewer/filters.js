// Genres, years and the dial for variety.
import { element } from "../shared/dom.js";
import { request } from "../shared/api.js";

let known = null;

/** Genres and years of the catalogue; asked once, and again after a failure. */
export function catalogue(signal) {
  known ||= request("GET", "/genres").catch((error) => { known = null; throw error; });
  return known.then((found) => { if (signal?.aborted) throw signal.reason; return found; });
}

/** A model that came to serve may bring other films. */
export function forgetCatalogue() { known = null; }

const dialWords = [[0, "the model's own order"], [0.35, "a little mixed"], [0.7, "well mixed"], [1, "anything but more of the same"]];

/** The dial: 0…1; `change(value)` when it rests. */
export function varietyDial(value, change) {
  const words = (at) => dialWords.find(([limit]) => at <= limit)[1];
  const output = element("output", { for: "variety" }, words(value));
  let timer = 0;
  const input = element("input", {
    type: "range", id: "variety", min: 0, max: 1, step: 0.1, value, "aria-valuetext": words(value),
    input: () => {
      const at = Number(input.value);
      output.textContent = words(at);
      input.setAttribute("aria-valuetext", words(at));
      clearTimeout(timer);
      timer = setTimeout(() => change(at), 200);
    },
  });
  return element("div", { class: "dial" }, element("label", { for: "variety" }, "Variety"), input, output);
}

/** Genres to choose any of, and first and last year. `change({genres, from, to})`. */
export function genreAndYears(list, chosen, change) {
  const genres = new Set(chosen.genres);
  const state = { from: chosen.from, to: chosen.to };
  const summary = element("summary", {});
  const tell = () => {
    const years = state.from || state.to ? `${state.from || "…"}–${state.to || "…"}` : "any year";
    summary.textContent = `Show: ${genres.size ? [...genres].join(", ") : "all genres"}, ${years}`;
  };
  const report = () => { tell(); change({ genres: [...genres], ...state }); };
  const chips = list.genres.map((genre) => {
    const chip = element("button", {
      type: "button", class: "quiet chip", "aria-pressed": String(genres.has(genre.name)),
      click: () => {
        if (!genres.delete(genre.name)) genres.add(genre.name);
        chip.setAttribute("aria-pressed", String(genres.has(genre.name)));
        report();
      },
    }, genre.name);
    return chip;
  });
  let timer = 0;
  const year = (name, label) => {
    const input = element("input", {
      type: "number", id: `year-${name}`, inputmode: "numeric", min: list.year_min ?? 0, max: list.year_max ?? 9999,
      placeholder: String((name === "from" ? list.year_min : list.year_max) ?? ""), value: state[name] || "",
      input: () => {
        state[name] = /^\d{4}$/.test(input.value) ? input.value : "";
        const isWrong = state.from && state.to && state.from > state.to;
        input.setCustomValidity(isWrong ? "The first year is after the last" : "");
        input.setAttribute("aria-invalid", String(Boolean(isWrong)));
        clearTimeout(timer);
        if (!isWrong && (state[name] || input.value === "")) timer = setTimeout(report, 350);
      },
    });
    return element("div", { class: "year" }, element("label", { for: `year-${name}` }, label), input);
  };
  tell();
  return element("details", { class: "filters", open: genres.size > 0 || Boolean(state.from || state.to) }, summary,
    element("div", { class: "choices", role: "group", "aria-label": "Genres" }, chips),
    element("div", { class: "bar" }, year("from", "From year"), year("to", "To year")));
}
