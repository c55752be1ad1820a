// Numbers as people read them, and what each means: the definitions are the server's.
import { element as h } from "../shared/dom.js";
import { ask } from "./session.js";

let definitions = null;

/** Fetches the definitions once; views await it before they draw. */
export async function learnDefinitions(signal) {
  if (definitions) return;
  const { definitions: list } = await ask("GET", "/admin/definitions", { signal });
  definitions = new Map(list.map((one) => [one.name, one]));
}

/** The definition of a figure. */
export function definition(name) {
  return definitions?.get(name) ?? { name, title: name.replaceAll("_", " "), unit: "score", definition: "" };
}

export const soft = (...words) => h("p", { class: "soft" }, words);
export const h2 = (words) => h("h2", {}, words);
export const code = (text) => h("code", {}, text);

const formats = [0, 1, 2, 3, 4].map((places) => new Intl.NumberFormat("en", { minimumFractionDigits: places, maximumFractionDigits: places }));

export function digits(value, places) { return formats[places].format(value).replace("-", "−"); }
export function count(value) { return digits(value, 0); }
export function percent(value) { return `${digits(value * 100, Math.abs(value) < 0.1 && value !== 0 ? 1 : 0)}\u00a0%`; }

/** A figure as text. Shares that stand for being right keep their four places: that is how they are compared. */
export function show(value, name) {
  const { unit } = definition(name);
  return quantity(value, unit === "share" && /ndcg|recall|precision|hit_rate|^mrr$|^map$/.test(name) ? "rank" : unit);
}

const units = {
  share: percent, count, bytes, seconds: duration, rank: (value) => digits(value, 4),
  milliseconds: (value, size) => `${digits(value, size < 10 ? 2 : 0)} ms`, microseconds: (value, size) => `${digits(value, size < 10 ? 1 : 0)} µs`,
  days: (value) => `${digits(value, 1)} days`, bits: (value) => `${digits(value, 2)} bits`, stars: (value) => `${digits(value, 3)} ★`,
  minutes: (value) => `${digits(value, 1)} min`, per_second: (value, size) => `${digits(value, size < 10 ? 1 : 0)} /s`,
  score: (value, size) => digits(value, size >= 1000 ? 0 : size >= 10 ? 1 : 3),
};

/** A value in a unit. */
export function quantity(value, unit) {
  return value === null || value === undefined ? "–" : (units[unit] ?? units.score)(value, Math.abs(value));
}

function bytes(value) {
  const [name, step] = value >= 1e9 ? ["GB", 1e9] : value >= 1e6 ? ["MB", 1e6] : value >= 1e3 ? ["kB", 1e3] : ["B", 1];
  return `${digits(value / step, step > 1 ? 1 : 0)} ${name}`;
}

export function duration(seconds) {
  if (seconds < 120) return `${digits(seconds, seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${digits(seconds / 60, 0)} min`;
  return seconds < 172800 ? `${digits(seconds / 3600, 1)} h` : `${digits(seconds / 86400, 1)} days`;
}

const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A moment, with its exact time for machines. */
export function moment(seconds) {
  if (!seconds) return "–";
  const date = new Date(seconds * 1000);
  return h("time", { datetime: date.toISOString() }, moments.format(date));
}

/** An estimate with its interval, where it has one. */
export function interval(estimate, name) {
  if (!estimate) return "–";
  const { mean, low, high } = estimate;
  return [show(mean, name), low < high ? h("span", { class: "soft" }, ` ${show(low, name)}–${show(high, name)}`) : ""];
}

/** One number that is read on its own, with what it means. */
export function tile(name, value, note, about = definition(name)) {
  return h("div", { class: "tile" }, h("dt", {}, about.title), h("dd", {}, h("span", { class: "value", "data-figure": name }, value),
    note ? h("span", { class: "soft" }, ` ${note}`) : null, h("p", { class: "meaning" }, about.definition)));
}

export function tiles(...items) { return h("dl", { class: "tiles" }, items); }

/** What the figures of a section mean, for those who unfold it. */
export function meanings(...names) {
  return h("details", { class: "meanings" }, h("summary", {}, "What these figures mean"),
    h("dl", {}, names.map(definition).map((one) => [h("dt", {}, one.title), h("dd", {}, one.definition)])));
}

/** Pairs of a name and a value. */
export function facts(pairs) {
  return h("dl", { class: "facts" }, pairs.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value ?? "–")]));
}

/**
 * A table: a column is [label, member or function, unit]; "time" is a moment, any other unit a number.
 * `alarm(row)` marks a row; `none` stands where there are no rows.
 */
export function table(caption, rows, columns, { none = "None.", alarm } = {}) {
  if (!rows.length) return soft(none);
  const numeric = (unit) => (unit && unit !== "time" ? "number" : null);
  const cell = (row, [, source, unit]) => {
    const value = typeof source === "string" ? row[source] : source(row);
    return unit === "time" ? moment(value) : typeof value === "number" ? quantity(value, unit) : value ?? "–";
  };
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", {}, h("caption", {}, caption),
    h("thead", {}, h("tr", {}, columns.map(([label, , unit]) => h("th", { scope: "col", class: numeric(unit) }, label)))),
    h("tbody", {}, rows.map((row) => h("tr", { class: alarm?.(row) ? "alarm" : null }, columns.map((column, place) =>
      h(place ? "td" : "th", { scope: place ? null : "row", class: numeric(column[2]) }, cell(row, column))))))));
}

/** A choice among `options` ([value, words]), labelled. */
export function chooser(id, label, options, chosen, change) {
  const select = h("select", { id, change: () => change?.(select.value) }, options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return h("div", {}, h("label", { for: id }, label), select);
}
