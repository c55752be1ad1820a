// Who is served how well, and who the training data speak for.
import { element as h, replaceChildren, skeletons } from "../shared/dom.js";
import { link } from "../shared/router.js";
import { barChart, intervalChart } from "./charts.js";
import { chooser, code, count, digits, h2, learnDefinitions, meanings, show, soft, tile, tiles } from "./figures.js";
import { runLink, versionLink } from "./models.js";
import { ask } from "./session.js";

export async function fairness(root, { run: wanted }, signal) {
  const place = h("div", {}, skeletons(5, "block"));
  replaceChildren(root, h("h1", {}, "Fairness"), h("p", { class: "lede" },
    "How well each group of viewers is served, and how evenly the training data speak for them. Age and gender are looked at here and never by a model."), place);
  await learnDefinitions(signal);
  const [{ models }, { snapshots }] = await Promise.all(["/admin/models", "/admin/snapshots?limit=1"].map((path) => ask("GET", path, { signal })));
  const serving = models.find((one) => one.is_serving);
  const id = wanted ?? (serving && (await ask("GET", `/admin/models/${encodeURIComponent(`${serving.name}/${serving.version}`)}`, { signal })).run_id);
  const run = id && await ask("GET", `/admin/training/runs/${encodeURIComponent(id)}`, { signal }).catch((problem) => { if (problem.status !== 404) throw problem; });
  replaceChildren(place, served(run, serving), h2("Whom the training data speak for"), represented(snapshots[0]));
}

function served(run, serving) {
  const judged = run?.candidates.filter((one) => one.groups.length) ?? [];
  if (!judged.length) return soft(serving ? ["No evaluation by groups is left of the run that made ", versionLink(serving), ". A new run makes one."] : "No model serves yet.");
  const shown = h("div", { id: "groups" });
  const draw = (name) => replaceChildren(shown, groups(judged.find((one) => one.model === name)));
  const first = judged.find((one) => run.versions.some((version) => version.name === one.model)) ?? judged[0];
  draw(first.model);
  return [h("p", {}, "Run ", runLink(run.id), run.versions.map((version) => [", version ", versionLink(version)])),
    h("div", { class: "bar" }, chooser("candidate", "Model", judged.map(({ model }) => [model, model]), first.model, draw)), shown];
}

function groups(one) {
  const gaps = Object.keys(one.metrics).filter((name) => name.startsWith("ndcg_gap_"));
  const chart = (title, rows) => (rows.length ? intervalChart({ title: `NDCG@10 ${title}`, words: "mean and 95 % interval", rows }) : null);
  const label = (words, group) => ({ label: `${words} (${count(group.viewers)})`, ...group.ndcg });
  return [gaps.length ? tiles(gaps.map((name) => tile(name, show(one.metrics[name].mean, name)))) : soft("No two groups have ten viewers or more: a gap would say nothing."),
    h("div", { class: "charts" }, ["gender", "age", "activity"].map((dimension) => chart(`by ${dimension}`, one.groups.filter((group) => group.dimension === dimension).map((group) => label(group.name, group)))),
      chart("of newcomers, by likes known", one.newcomers.map((group) => label(`${group.known_likes} likes`, group)))), meanings("ndcg_at_10", ...gaps)];
}

/** The groups of a snapshot of training data, by what tells them apart. */
export function represented(snapshot) {
  if (!snapshot) return soft("No training data were named yet.");
  return [h("p", {}, "Data ", h("a", { href: link(["data"], { snapshot: snapshot.hash }) }, code(snapshot.hash.slice(0, 12))), `: ${count(snapshot.counts.trained_viewers)} viewers, ${count(snapshot.counts.positives)} likes. Shares are of what is known.`),
    h("div", { class: "charts" }, snapshot.imbalance.filter((one) => one.groups.length).map(({ dimension, groups: found, ...even }) => barChart({
      title: `By ${dimension}`, words: `as uneven as ${digits(even.effective_groups, 1)} equal groups; largest to smallest ${digits(even.largest_to_smallest, 1)}`, unit: "share",
      labels: found.map((group) => group.name), series: [["viewers", "viewers"], ["likes as training counts them", "likes"]].map(([name, field]) => ({ name, values: found.map((group) => group[field]) })) }))),
    meanings("effective_groups", "largest_to_smallest")];
}
