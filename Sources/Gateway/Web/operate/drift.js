// Monitoring over time: does the world move away from what the model was trained on, and do the lists narrow it?
import { element as h, replaceChildren, skeletons } from "../shared/dom.js";
import { keep } from "../shared/router.js";
import { lineChart } from "./charts.js";
import { chooser, h2, learnDefinitions, moment, quantity, show, soft } from "./figures.js";
import { ask } from "./session.js";

const groups = [
  ["Drift: does the world move away?", ["ratings_psi", "ratings_js", "rating_skew_change", "genres_js", "activity_psi", "scores_ks", "uncatalogued_share"]],
  ["Loops: do the lists narrow the world?", ["preference_entropy_bits", "preference_entropy_change", "served_coverage", "served_gini", "similarity_genre_overlap"]],
  ["The model that serves", ["model_age_days", "model_ndcg_at_10", "events_since_training", "fallback_rate"]],
];

export async function drift(root, { days = "7" }, signal) {
  const place = h("div", {}, skeletons(4, "block"));
  replaceChildren(root, h("h1", {}, "Drift and loops"), h("p", { class: "lede" },
    "Measured every ten minutes: what happens now against what the serving model was trained on. A figure is breached when its size is above its limit, the dashed line."),
  h("div", { class: "bar" }, chooser("days", "Over", [["1", "a day"], ["7", "a week"], ["30", "a month"], ["90", "three months"]], days, (value) => { keep({ days: value }); load(value); })), place);
  await learnDefinitions(signal);
  async function load(days) {
    const { monitors } = await ask("GET", `/admin/monitors?days=${days}`, { signal });
    if (!monitors.length) return replaceChildren(place, soft("Nothing was measured yet: the first round comes within ten minutes of a model serving."));
    const byName = new Map(monitors.map((one) => [one.name, one])), broken = monitors.filter((one) => one.points.at(-1)?.breached).map((one) => one.title);
    replaceChildren(place, h("p", { id: "breaches", class: broken.length ? "bad" : null }, broken.length ? `Beyond their limits: ${broken.join(", ")}.` : "Nothing is beyond its limit."),
      groups.map(([title, names]) => [h2(title), h("div", { class: "charts" }, names.filter((name) => byName.has(name)).map((name) => card(byName.get(name), days)))]));
  }
  await load(days);
}

function card({ name, title, unit, definition, note, gap, points }, days) {
  const latest = points.at(-1), to = Date.now() / 1000;
  return h("section", { class: `card monitor${latest?.breached ? " breached" : ""}`, "aria-label": title }, h("h3", {}, title),
    latest ? h("p", {}, h("span", { class: "value" }, show(latest.value, name)), h("span", { class: "soft" }, latest.limit === null ? "" : ` limit ${quantity(latest.limit, unit)} `), latest.breached ? h("span", { class: "tag bad" }, "breached") : null) : soft("not measured"),
    points.length > 1 ? lineChart({ title: "Course", unit, names: [title], zero: false, get: () => ({ from: Math.max(to - days * 86400, points[0].at), to, limit: latest.limit, series: [{ name: title, points: points.map((one) => [one.at, one.value]) }] }) }) : null,
    h("p", { class: "meaning" }, definition), h("p", { class: "meaning" }, gap ? `Not measured in the latest round: ${gap}.` : [`Measured on: ${note ?? ""} (`, moment(latest?.at), ")"]));
}
