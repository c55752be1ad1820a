// Charts, drawn here: lines, bars, intervals. Each is a figure with its words and its numbers as a table.
import { element as h, replaceChildren, svg } from "../shared/dom.js";
import { quantity } from "./figures.js";

const letter = 6.7, height = 170;

/** About `wanted` round steps from `low` to `high`. */
function ticks(low, high, wanted = 4, least = 0) {
  const rough = Math.max((high - low) / wanted, least) || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.max(1, Math.floor(high / step + 1e-9) - first + 1) }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}

function short(value, unit) {
  const size = Math.abs(value), [by, name] = size >= 1e6 ? [1e6, "M"] : size >= 1e4 ? [1e3, "k"] : [1, ""];
  const text = unit === "share" ? `${Number((value * 100).toPrecision(3))} %` : unit === "milliseconds" || unit === "seconds" ? `${Number(value.toPrecision(3))} ${unit === "seconds" ? "s" : "ms"}`
    : ["bytes", "days"].includes(unit) ? quantity(value, unit) : Number((value / by).toPrecision(4)) + name;
  return text.replace("-", "−");
}

/** A figure that draws itself to the width it has: `draw(width)` gives the picture, `rows()` the table. */
function figure({ title, words, names = [], draw, head, rows }) {
  const plot = h("div", { class: "plot" }), box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title });
  const details = h("details", { class: "as-table", toggle: () => fill() }, h("summary", {}, "As a table", h("span", { class: "unseen" }, `: ${title}`)), box);
  const made = h("figure", { class: "chart" }, h("figcaption", {}, h("span", { class: "chart-title" }, title), legend(names), words ? h("span", { class: "soft" }, words) : null), plot, details);
  function fill() {
    if (!details.open) return;
    const row = (tag, cells) => h("tr", {}, cells.map((cell) => h(tag, { scope: tag === "th" ? "col" : null }, cell)));
    replaceChildren(box, h("table", {}, h("thead", {}, row("th", head)), h("tbody", {}, rows().map((cells) => row("td", cells)))));
  }
  let last = 0;
  made.redraw = () => { if (last) replaceChildren(plot, draw(last)); fill(); };
  new ResizeObserver(([{ contentRect: { width } }]) => {
    if (width < 40 || Math.floor(width) === last) return;
    last = Math.floor(width);
    made.redraw();
  }).observe(plot);
  return made;
}

function legend(names) {
  return names.length > 1 ? h("span", { class: "legend" }, names.map((name, place) => h("span", { class: "key" },
    svg("svg", { width: 22, height: 8, "aria-hidden": "true" }, svg("line", { x1: 1, x2: 21, y1: 4, y2: 4, class: `line s${place}` })), name))) : null;
}

function picture(title, width, tall, ...parts) {
  return svg("svg", { viewBox: `0 0 ${width} ${tall}`, width, height: tall, role: "img", "aria-label": `${title} The numbers are in the table below.` }, parts);
}

function word(x, y, anchor, text) { return svg("text", { x, y, class: "tick", "text-anchor": anchor }, text); }

/** Labels below: none over another, none beyond the edge. */
function below(places, text, x, y, width) {
  let free = -Infinity;
  return places.map((place) => {
    const words = text(place), half = (words.length * letter) / 2, middle = Math.min(Math.max(x(place), half), width - half);
    if (middle - half < free + 6) return null;
    free = middle + half;
    return word(middle, y, "middle", words);
  });
}

// MARK: Lines

const time = (options) => new Intl.DateTimeFormat("en-GB", options);
const clock = time({ hour: "2-digit", minute: "2-digit" }), day = time({ day: "numeric", month: "short" });
const exact = time({ dateStyle: "short", timeStyle: "medium" });
const at = (format) => (seconds) => format.format(new Date(seconds * 1000));

/**
 * Lines. `get()` gives {series: [{name, points: [[x, y|null]]}], from, to, limit}; x is a time in seconds unless
 * `steps` names what else it is. `zero`: the scale begins at 0; `most`: it ends there or above.
 */
export function lineChart({ title, words, unit, names, get, steps, zero = true, most }) {
  return figure({ title, words, names, head: [steps ?? "Time", ...names], draw: (width) => drawLines(get(), { title, width, unit, steps, zero, most }), rows: () => {
    const rows = new Map();
    get().series.forEach(({ points }, column) => points.forEach(([x, y]) => {
      if (!rows.has(x)) rows.set(x, names.map(() => "–"));
      rows.get(x)[column] = quantity(y, unit);
    }));
    return [...rows].reverse().slice(0, 400).map(([x, values]) => [steps ? x : at(exact)(x), ...values]);
  } });
}

function drawLines({ series, from, to, limit = null }, { title, width, unit, steps, zero, most }) {
  const points = series.flatMap((one) => one.points), values = points.map(([, y]) => y).filter(Number.isFinite), places = points.map(([x]) => x);
  const left = from ?? Math.min(...places), right = to ?? Math.max(...places);
  if (!values.length) return picture(`${title}: nothing was measured yet.`, width, 60, word(width / 2, 34, "middle", "nothing measured yet"));
  let low = Math.min(...values, zero ? 0 : Infinity), high = Math.max(...values, most ?? -Infinity, limit ?? -Infinity);
  if (limit !== null && low < 0) low = Math.min(low, -limit);
  if (high - low < 1e-12) { high += Math.abs(high) * 0.1 || 1; low -= zero ? 0 : Math.abs(low) * 0.1; }
  const marks = ticks(low, high, 4, unit === "count" ? 1 : 0), labels = marks.map((mark) => short(mark, unit));
  const edge = Math.max(...labels.map((one) => one.length)) * letter + 10;
  const x = (place) => edge + ((place - left) / Math.max(right - left, 1e-9)) * (width - edge - 10), y = (value) => height - 24 - ((value - low) / (high - low)) * (height - 34);
  const across = (value, kind) => svg("line", { x1: edge, x2: width - 10, y1: y(value), y2: y(value), class: kind });
  const latest = series.map((one) => `${one.name} ${quantity(one.points.findLast(([, value]) => value !== null)?.[1], unit)}`).join(", ");
  return picture(`${title}. Latest: ${latest}.`, width, height,
    marks.map((mark, place) => [across(mark, "grid"), word(edge - 6, y(mark) + 4, "end", labels[place])]),
    steps ? below(ticks(left, right, 6, 1), String, x, height - 6, width) : below(...timeTicks(left, right), x, height - 6, width),
    limit === null ? null : [limit, -limit].filter((one) => one >= low).map((one) => across(one, "limit")),
    series.map((one, place) => line(one.points.filter(([when]) => when >= left), place, x, y)));
}

function timeTicks(left, right) {
  const step = [30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400, 172800, 604800, 2592000].find((one) => (right - left) / one <= 5);
  const out = [];
  for (let when = Math.ceil(left / step) * step; when <= right; when += step) out.push(when);
  return [out, at(step < 86400 ? clock : day)];
}

/** A path, broken where nothing was measured; a value with nothing beside it is a dot, for its line would not be seen. */
function line(points, place, x, y) {
  let path = "";
  const dots = [], known = (index) => (points[index]?.[1] ?? null) !== null;
  points.forEach(([when, value], index) => {
    if (value === null) return;
    path += `${known(index - 1) ? "L" : "M"}${x(when).toFixed(1)} ${y(value).toFixed(1)}`;
    if (!known(index - 1) && !known(index + 1)) dots.push(svg("circle", { cx: x(when), cy: y(value), r: 2.5, class: `dot f${place}` }));
  });
  return [svg("path", { d: path, class: `line s${place}` }), dots];
}

// MARK: Bars and intervals

/** Where labels end and the scale begins: labels are cut only where the table has them whole. */
function room(labels, width) { return Math.min(width * 0.55, Math.max(...labels.map((one) => one.length)) * letter + 12); }

function label(text, room, y) {
  const letters = Math.floor((room - 8) / letter + 0.01);
  return word(room - 6, y, "end", text.length <= letters ? text : `${text.slice(0, letters - 1)}…`);
}

/** Lying bars by label; several series one under the other. */
export function barChart({ title, words, unit, labels, series }) {
  const texts = labels.map((_, place) => series.map((one) => quantity(one.values[place], unit)));
  const draw = (width) => {
    const thick = series.length > 1 ? 12 : 15, step = series.length * thick + 7, start = room(labels, width);
    const largest = Math.max(...series.flatMap((one) => one.values), 0) || 1, wide = width - start - Math.max(...texts.flat().map((one) => one.length)) * letter - 8;
    return picture(`${title}.`, width, labels.length * step + 2, labels.map((text, place) => [label(text, start, place * step + (step - 7) / 2 + 4), series.map((one, index) => {
      const value = one.values[place] ?? null, long = Math.max(1, (Math.max(0, value) / largest) * wide), y = place * step + index * thick;
      return value === null ? null : [svg("rect", { x: start, y, width: long, height: thick - 2, class: `f${index}` }), word(start + long + 4, y + thick / 2 + 3, "start", texts[place][index])];
    })]));
  };
  return figure({ title, words, names: series.map((one) => one.name), draw, head: ["", ...series.map((one) => one.name)], rows: () => labels.map((text, place) => [text, ...texts[place]]) });
}

/** Means with their intervals, a line each. `rows`: {label, mean, low, high}. */
export function intervalChart({ title, words, rows }) {
  const fixed = (value) => value.toFixed(3);
  return figure({ title, words, head: ["", "Mean", "95 % interval"], rows: () => rows.map((row) => [row.label, fixed(row.mean), `${fixed(row.low)}–${fixed(row.high)}`]), draw: (width) => {
    const step = 26, tall = rows.length * step + 26, start = room(rows.map((row) => row.label), width);
    const low = Math.min(0, ...rows.map((row) => row.low)), high = Math.max(...rows.map((row) => row.high)) || 1, marks = ticks(low, high);
    const x = (value) => start + ((value - low) / (high - low)) * (width - start - 14);
    return picture(`${title}.`, width, tall, marks.map((mark) => svg("line", { x1: x(mark), x2: x(mark), y1: 0, y2: tall - 22, class: "grid" })), below(marks, String, x, tall - 6, width), rows.map((row, place) => {
      const y = place * step + step / 2 + 4;
      return [label(row.label, start, y + 4), svg("line", { x1: x(row.low), x2: x(row.high), y1: y, y2: y, class: "whisker" }), svg("circle", { cx: x(row.mean), cy: y, r: 4.5, class: "f0" })];
    }));
  } });
}
