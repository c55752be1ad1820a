// Versions: which there are, where each came from, what was decided about it and why; promote and roll back.
import { byID, element as h, problemNotice, replaceChildren, skeletons, toast } from "../shared/dom.js";
import { address } from "../shared/api.js";
import { link } from "../shared/router.js";
import { barChart } from "./charts.js";
import { chooser, code, count, definition, digits, facts, h2, interval, learnDefinitions, meanings, moment, percent, quantity, show, soft, table, tile, tiles } from "./figures.js";
import { ask, confirmDeed } from "./session.js";
import { feed } from "./stream.js";

export const models = (root, parameters, signal) => (parameters.id ? one(root, parameters, signal) : all(root, signal));

const full = (model) => `${model.name}/${model.version}`;

export function versionLink(model) { return model ? h("a", { href: link(["models", full(model)]) }, `${model.name} `, code(model.version)) : "–"; }

export function runLink(run) { return run ? h("a", { href: link(["training", run]) }, code(run)) : "–"; }

function stage(model) {
  return [model.is_serving ? h("span", { class: "tag serving" }, "serves") : null, [model.stage, ...model.aliases].filter(Boolean).map((name) => [" ", h("span", { class: "tag" }, name)])];
}

// MARK: All versions

async function all(root, signal) {
  const list = h("div", {}, skeletons(4, "line"));
  replaceChildren(root, h("h1", {}, "Models"), h("p", { class: "lede" }, "Every version there is, the newest first. What serves changes without a request being lost."), list);
  await learnDefinitions(signal);
  const load = () => refresh(list, signal).catch((problem) => { if (!signal.aborted) replaceChildren(list, problemNotice(problem, load)); });
  for (const name of ["model", "decision"]) feed.addEventListener(name, load, { signal });
  await load();
}

async function refresh(list, signal) {
  const [{ models: found }, { decisions }] = await Promise.all(["/admin/models", "/admin/decisions?limit=20"].map((path) => ask("GET", path, { signal })));
  const hadFocus = document.activeElement?.id === "roll-back";
  const serving = found.find((model) => model.is_serving), names = ["ndcg_at_10", "recall_at_20", "coverage_at_100"];
  replaceChildren(list, h("div", { class: "bar" }, h("p", {}, serving ? ["Serves now: ", versionLink(serving)] : "No model serves."),
    h("button", { type: "button", class: "quiet", id: "roll-back", disabled: found.length < 2, click: () => rollBack(serving) }, "Roll back …")),
  table("Versions", found, [["Version", versionLink], ["Stage", stage], ["Trained", "trained_at", "time"], ...names.map((name) => [definition(name).title, (model) => show(model.metrics[name], name), "score"]),
    ["", (model) => (model.is_serving ? "" : h("button", { type: "button", class: "quiet small", click: () => promote(model, serving) }, "Promote", h("span", { class: "unseen" }, ` ${full(model)}`), " …"))]],
  { none: "No model was trained yet. The section Training starts a run." }), meanings(...names), h2("Decisions"), decisionList(decisions));
  if (hadFocus) byID("roll-back").focus();
}

async function promote(model, serving) {
  if (await confirmDeed("Put this version into service?", [`${full(model)} takes the place of ${serving ? full(serving) : "nothing"}.`, "It is loaded, warmed up and checked first; if anything is wrong with it, what serves now goes on."], "Promote"))
    await change(`/admin/models/${encodeURIComponent(full(model))}/activate`, "now serves");
}

async function rollBack(serving) {
  if (await confirmDeed("Return to the model that served before?", [serving ? `${full(serving)} stops serving.` : "", "No request is lost. The version stays where it is and can be promoted again."], "Roll back")) await change("/admin/rollback", "serves again");
}

async function change(path, words) {
  try {
    toast(`${full((await ask("POST", path, { timeout: 60000 })).model)} ${words}`, "good");
  } catch (problem) {
    toast(`Nothing was changed. ${problem.message}`, "bad");
  }
}

/** Decisions as they are read: what, about which, why. */
export function decisionList(decisions) {
  if (!decisions.length) return soft("Nothing was decided yet. Training runs decide, the guardrails after a promotion, and the shadow when a challenger ends.");
  return h("ol", { class: "decisions" }, decisions.map((one) => h("li", { class: "card" }, h("h3", {}, h("span", { class: `tag ${one.decision}` }, one.decision), " ", one.challenger ? versionLink(one.challenger) : ""),
    soft(moment(one.at), ` · policy ${one.policy}`, one.champion ? [" · against ", versionLink(one.champion)] : "", one.run_id ? [" · ", runLink(one.run_id)] : ""), h("p", {}, one.paragraph),
    one.reasons.length ? h("details", {}, h("summary", {}, `Reasons, in the order they weigh: ${one.reasons.length}`), h("ol", {}, one.reasons.map((reason) => h("li", {}, reason)))) : null)));
}

// MARK: One version

async function one(root, { id }, signal) {
  const place = h("div", {}, skeletons(5, "line"));
  replaceChildren(root, h("h1", {}, "Version ", code(id)), h("p", {}, h("a", { href: "#/models" }, "All versions")), place);
  await learnDefinitions(signal);
  feed.addEventListener("model", () => load(), { signal });
  async function load() {
    const [model, { models: found }] = await Promise.all([`/admin/models/${encodeURIComponent(id)}`, "/admin/models"].map((path) => ask("GET", path, { signal })));
    replaceChildren(place, told(model, found, signal));
  }
  await load();
}

function told(model, found, signal) {
  const listed = found.find((other) => full(other) === full(model)), names = Object.keys(model.metrics);
  return [h("div", { class: "bar" }, h("p", {}, stage({ ...model, is_serving: listed?.is_serving })),
    listed && !listed.is_serving ? h("button", { type: "button", click: () => promote(model, found.find((other) => other.is_serving)) }, "Promote …") : null),
  h2("Figures of its evaluation"), table("Means over viewers", names, [["Figure", (name) => definition(name).title], ["Value", (name) => show(model.metrics[name], name), "score"], ["What it means", (name) => definition(name).definition]], { none: "It was not evaluated." }),
  h2("Where it comes from"), facts([["Registered", moment(model.registered_at)], ["Trained beside", versionLink(model.parent)], ["Training run", runLink(model.run_id)],
    ["Training data", h("a", { href: link(["data"], { snapshot: model.data_hash }) }, code(model.data_hash.slice(0, 12)))], ["Program", model.code_version]]),
  h("details", {}, h("summary", {}, "Every setting in force"), facts(Object.entries(model.settings))),
  h2("What became of it"), table("History, newest first", [...model.history].reverse(), [["When", "at", "time"], ["What", "kind"], ["From → to", (row) => `${row.from ?? "–"} → ${row.to ?? "–"}`], ["Why", "reason"]]),
  h2("Decisions about it"), decisionList(model.decisions), h2("What would change for viewers"), comparing(model, found, signal)];
}

// MARK: Two versions

function comparing(model, found, signal) {
  const others = found.filter((other) => full(other) !== full(model));
  if (!others.length) return soft("There is no other version to compare it with.");
  const usual = others.find((other) => other.version === model.parent?.version) ?? others[0], answer = h("div", { id: "difference", "aria-live": "polite" });
  const choice = chooser("compare-with", "From this version to the one above", others.map((other) => [full(other), full(other)]), full(usual)), select = choice.querySelector("select");
  const button = h("button", { type: "button", click: async () => {
    button.disabled = true;
    replaceChildren(answer, h("p", {}, "Asking both models for the lists of up to 500 viewers …"));
    try {
      const diff = await ask("GET", address("/admin/models/diff", { before: select.value, after: full(model) }), { signal, timeout: 120000 });
      replaceChildren(answer, difference(diff, others.find((other) => full(other) === select.value).metrics, model.metrics));
    } catch (problem) {
      if (!signal.aborted) replaceChildren(answer, problemNotice(problem));
    }
    button.disabled = false;
  } }, "Compare");
  return [h("div", { class: "bar" }, choice, button), answer];
}

function difference(diff, before, after) {
  const sides = [diff.before, diff.after], side = (label, value) => [label, ...sides.map(value)], first = `in the first ${diff.cutoff}`;
  const moves = (caption, rows) => h("div", {}, table(caption, rows, [["Film", (row) => row.title ?? row.movie_id], ["Before", "share_before", "share"], ["After", "share_after", "share"],
    ["Mean rank", (row) => `${digits(row.mean_rank_before, 1)} → ${digits(row.mean_rank_after, 1)}`, "score"]]));
  return [tiles(tile("overlap", interval(diff.overlap, "overlap"), `${first} places, ${count(diff.viewers)} viewers`), tile("rank_biased_overlap", interval(diff.rank_biased_overlap, "score")), tile("unchanged_share", percent(diff.unchanged_share))),
    table("The two models, each by its own evaluation", [side("Size", (one) => quantity(one.bytes, "bytes")), side("Time a list", (one) => quantity(one.microseconds_per_list, "microseconds")), side("Viewers", (one) => count(one.viewers)), side("Films", (one) => count(one.films)),
      ...Object.keys(after).filter((name) => name in before).map((name) => [definition(name).title, show(before[name], name), show(after[name], name)])], [["", (row) => row[0]], ...sides.map((one, place) => [one.version, (row) => row[place + 1], "score"])]),
    h("div", { class: "pair" }, moves(`Films that come up most: viewers with them ${first}`, diff.risers), moves(`Films that go down most: viewers with them ${first}`, diff.fallers)),
    diff.segments.length ? barChart({ title: "Overlap by viewers", unit: "share", labels: diff.segments.map((one) => `${one.name} (${count(one.viewers)})`), series: [{ name: "overlap", values: diff.segments.map((one) => one.overlap) }] }) : null];
}
