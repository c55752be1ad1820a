// What serving does now, and did in the last quarter of an hour.
import { element as h, replaceChildren } from "../shared/dom.js";
import { lineChart } from "./charts.js";
import { code, count, h2, learnDefinitions, meanings, quantity, show, soft, table, tile, tiles } from "./figures.js";
import { feed, known } from "./stream.js";

/** Requests of operators, probes and pages: counted, and kept apart from what viewers ask. */
const isOwn = ({ route }) => /\/(admin|health|livez|ready|metrics|docs|openapi|web|operate|_bench)|^\w+ \/$/.test(route);

export async function live(root, _parameters, signal) {
  const state = h("p", { class: "lede" }), now = h("div", { id: "now" }), routes = h("div", { id: "routes" });
  const charts = h("div", { class: "charts" }), latencies = h("div", { class: "charts", id: "latencies" });
  replaceChildren(root, h("h1", {}, "Live"), state, now, h2("The last 15 minutes"), charts, h2("Latency by route"), latencies, h2("By route, now"), routes);
  await learnDefinitions(signal);
  root.append(meanings("requests_per_second", "p50_ms", "p95_ms", "p99_ms", "failures", "refusals", "answers", "fallback_share", "coverage", "queue_depth"));
  const drawn = overall(), byRoute = new Map();
  charts.append(...drawn);
  function showNow() {
    if (!known.now) return;
    replaceChildren(now, summary(known.now));
    replaceChildren(routes, routeTable(known.now));
  }
  function showPast() {
    drawn.forEach((chart) => chart.redraw());
    showLatencies(latencies, byRoute);
  }
  function showState() {
    state.textContent = known.state === "live" ? "Looked at every second; the charts gain a point every five seconds." : known.state === "away" ? "Not live at the moment: these are the last figures that were heard." : "Connecting to the server …";
    root.classList.toggle("stale", known.state === "away");
  }
  feed.addEventListener("live", showNow, { signal });
  for (const name of ["history", "point"]) feed.addEventListener(name, showPast, { signal });
  feed.addEventListener("state", showState, { signal });
  for (const act of [showState, showNow, showPast]) act();
}

function summary(point) {
  const slowest = Math.max(...point.routes.filter((one) => !isOwn(one)).map((one) => one.p95_ms ?? 0), -1);
  return tiles(tile("requests_per_second", quantity(point.requests_per_second, "per_second"), `${count(point.requests)} in ${Math.round(point.seconds)} s`),
    tile("p95_ms", slowest < 0 ? "–" : quantity(slowest, "milliseconds"), "of the slowest route that viewers ask"), tile("failures", count(point.failures), `and ${count(point.refusals)} refusals`),
    tile("fallback_share", show(point.fallback_share, "fallback_share"), `of ${count(point.answers)} answers`), tile("coverage", show(point.coverage, "coverage"), "of the last hour"),
    tile("queue_depth", count(point.queues.reduce((sum, one) => sum + one.depth, 0)), point.queues.map((one) => `${one.name} ${count(one.depth)}`).join(", ")));
}

function chart(title, unit, names, value, most) {
  return lineChart({ title, unit, names, most, get: () => {
    const to = known.points.at(-1)?.at ?? Date.now() / 1000;
    return { from: to - 900, to, series: names.map((name, place) => ({ name, points: known.points.map((point) => [point.at, value(point, place)]) })) };
  } });
}

function overall() {
  const queues = (known.now ?? { queues: [{ name: "ranking" }, { name: "events" }, { name: "records" }] }).queues.map((one) => one.name);
  return [
    chart("Requests a second", "per_second", ["viewers", "operators and probes"], (point, place) => point.routes.reduce((sum, one) => sum + (isOwn(one) === Boolean(place) ? one.requests_per_second : 0), 0)),
    chart("Failures and refusals", "count", ["failures (5xx)", "refusals (4xx)"], (point, place) => (place ? point.refusals : point.failures), 2),
    chart("Fallbacks", "share", ["fallbacks"], (point) => point.fallback_share, 1),
    chart("Catalogue covered in an hour", "share", ["coverage"], (point) => point.coverage, 0.1),
    chart("What waits", "count", queues, (point, place) => point.queues.find((one) => one.name === queues[place])?.depth ?? null, 2),
  ];
}

/** A small chart for each of the six routes that viewers ask most. */
function showLatencies(place, made) {
  const asked = new Map();
  for (const point of known.points) for (const one of point.routes) if (!isOwn(one)) asked.set(one.route, (asked.get(one.route) ?? 0) + one.requests);
  const wanted = [...asked].sort((one, other) => other[1] - one[1]).slice(0, 6).map(([route]) => route), names = ["p50", "p95", "p99"];
  for (const route of wanted) if (!made.has(route)) made.set(route, chart(route, "milliseconds", names, (point, index) => point.routes.find((one) => one.route === route)?.[`${names[index]}_ms`] ?? null));
  for (const [route, one] of made) if (wanted.includes(route)) one.redraw(); else made.delete(route);
  const all = made.size ? [...made.values()] : [soft("No viewer has asked for anything yet. A chart comes with the first five seconds of requests.")];
  if (all.length !== place.childElementCount || all.some((one, index) => one !== place.children[index])) replaceChildren(place, all);
}

function routeTable(point) {
  const rows = [...point.routes].sort((one, other) => isOwn(one) - isOwn(other) || other.requests - one.requests);
  return table(`The last ${Math.round(point.seconds)} seconds`, rows, [["Route", (row) => code(row.route)], ["Requests a second", "requests_per_second", "per_second"],
    ...["p50", "p95", "p99"].map((name) => [name, `${name}_ms`, "milliseconds"]), ["Failures", "failures", "count"], ["Refusals", "refusals", "count"]], { none: "Nobody asked anything in the last seconds.", alarm: (row) => row.failures });
}
