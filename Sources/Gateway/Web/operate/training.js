// Training: start a run, watch it, read what came of it and why.
import { announce, element as h, notice, problemNotice, replaceChildren, skeletons, toast } from "../shared/dom.js";
import { link } from "../shared/router.js";
import { lineChart } from "./charts.js";
import { count, definition, duration, facts, h2, interval, learnDefinitions, meanings, moment, percent, quantity, soft, table } from "./figures.js";
import { decisionList, runLink, versionLink } from "./models.js";
import { ask, confirmDeed } from "./session.js";
import { feed, known } from "./stream.js";

export const training = (root, parameters, signal) => (parameters.id ? one(root, parameters, signal) : all(root, signal));

const steps = { snapshot: "Name the data", judge: "Judge the candidates", publish: "Train the best on everything", decide: "Ask the gate", apply: "Do what was decided" };

async function all(root, signal) {
  const now = h("section", { id: "run", "aria-label": "The run under way" }, skeletons(3, "line")), ended = h("div", { id: "ended" }), rest = h("div", {}, skeletons(4, "line"));
  replaceChildren(root, h("h1", {}, "Training"), h("p", { class: "lede" }, "Every configured model is trained and judged beside the one that serves. The best takes its place only if the policy says so."), now, ended, rest);
  await learnDefinitions(signal);
  let state = null, shown = null;
  function showRun() {
    const run = known.state === "live" ? known.run : state?.run;
    if (!run) {
      shown = null;
      return state ? replaceChildren(now, idle(state)) : null;
    }
    if (shown?.id !== run.id) replaceChildren(now, (shown = running(run)).card);
    showProgress(shown, run);
  }
  async function load() {
    try {
      state = await ask("GET", "/admin/training", { signal });
      showRun();
      replaceChildren(rest, records(state));
    } catch (problem) {
      if (!signal.aborted) replaceChildren(rest, problemNotice(problem, load));
    }
  }
  feed.addEventListener("training", ({ detail }) => {
    showRun();
    if (!detail.ended) return;
    replaceChildren(ended, outcome(detail.ended));
    announce(`The run has ended. ${detail.ended.outcome}`);
    load();
  }, { signal });
  await load();
}

function idle(state) {
  const button = h("button", { type: "button", id: "start", click: async () => {
    button.disabled = true;
    try {
      announce(`The run ${(await ask("POST", "/admin/training")).run_id} has begun`);
    } catch (problem) {
      toast(problem.message, "bad");
      button.disabled = false;
    }
  } }, "Train again now");
  return h("div", { class: "card" }, h("p", {}, h("strong", {}, "No run is under way. "), state.reasons.join("; ")),
    soft(`${count(state.new_events)} events are new since the last run's data. `, state.next_scheduled_at ? ["The schedule is due ", moment(state.next_scheduled_at), "."] : "There is no schedule."), button);
}

function running(run) {
  const losses = () => known.losses.slice(-1);
  const shown = { id: run.id, activity: h("label", { for: "progress" }), bar: h("progress", { id: "progress", max: 1 }), left: soft(), steps: h("ol", { class: "steps" }, Object.values(steps).map((words) => h("li", {}, words))),
    curve: lineChart({ title: "Loss", words: "after each step, of the model that is trained", unit: "score", names: ["loss"], steps: "Step", zero: false, get: () => ({ series: losses() }) }) };
  shown.card = h("div", { class: "card" }, h("h2", { class: "first" }, "A run is under way"), h("p", {}, runLink(run.id), ` because ${run.reasons.join("; ")}, begun `, moment(run.started_at)), shown.steps, shown.activity, shown.bar, shown.left, shown.curve,
    h("button", { type: "button", class: "quiet", click: cancel }, "Stop the run …"));
  return shown;
}

function showProgress(shown, run) {
  const at = Object.keys(steps).indexOf(run.step);
  [...shown.steps.children].forEach((item, place) => {
    item.className = place < at ? "done" : place === at ? "now" : "";
    item.toggleAttribute("aria-current", place === at);
  });
  shown.activity.textContent = run.activity;
  if (run.share === null) shown.bar.removeAttribute("value"); else shown.bar.value = run.share;
  shown.left.textContent = [run.share === null ? "" : percent(run.share), run.epoch ? `step ${run.epoch} of ${run.epochs}` : "", run.loss === null ? "" : `loss ${quantity(run.loss)}`, run.eta_seconds === null ? "" : `about ${duration(run.eta_seconds)} left`].filter(Boolean).join(" · ");
  shown.curve.hidden = !known.losses.length;
  shown.curve.redraw();
}

async function cancel() {
  if (!await confirmDeed("Stop the run?", ["What it has done so far is lost. The model that serves goes on."], "Stop the run")) return;
  try { await ask("DELETE", "/admin/training", { timeout: 60000 }); toast("The run was stopped"); } catch (problem) { toast(problem.message, "bad"); }
}

function outcome(run) {
  const kind = run.status === "failed" ? "bad" : run.outcome.startsWith("Promoted") ? "good" : "";
  return h("div", { class: `notice ${kind}`, id: "outcome" }, h("p", { class: "notice-title" }, { finished: "The run has finished", failed: "The run has failed", killed: "The run was stopped" }[run.status]),
    h("p", {}, run.outcome), h("p", {}, h("a", { href: link(["training", run.id]) }, "What it did, and why")));
}

function records(state) {
  const signals = (one) => h("details", {}, h("summary", {}, `${one.signals.length} signals`), h("ul", {}, one.signals.map((signal) =>
    h("li", {}, h("code", {}, signal.name), ` ${quantity(signal.value)}${signal.limit === null ? "" : `, limit ${quantity(signal.limit)}`}: ${signal.sentence}`))));
  const why = (row) => row.reasons.join("; ");
  return [h2("Runs that have ended"), table("Runs, newest first", state.ended, [["Run", (run) => runLink(run.id)], ["Ended", "ended_at", "time"], ["Took", (run) => run.ended_at - run.started_at, "seconds"], ["How", "status"], ["Why it ran", why], ["What came of it", "outcome"]],
    { none: "No run has ended yet.", alarm: (run) => run.status === "failed" }), h2("To train or to wait"),
  table("Changes of mind, newest first", state.decisions, [["When", "at", "time"], ["What", "kind"], ["Why", why], ["What was measured", signals], ["Run", (one) => runLink(one.run_id)]], { none: "Nothing was decided yet." })];
}

// MARK: One run

async function one(root, { id }, signal) {
  const place = h("div", {}, skeletons(5, "line"));
  replaceChildren(root, h("h1", {}, "Run ", h("code", {}, id)), h("p", {}, h("a", { href: "#/training" }, "All runs")), place);
  await learnDefinitions(signal);
  const [run, { decisions }] = await Promise.all([`/admin/training/runs/${encodeURIComponent(id)}`, "/admin/decisions?limit=200"].map((path) => ask("GET", path, { signal })));
  const own = decisions.filter((one) => one.run_id === id), { reasons, why, decision, ...tags } = run.tags;
  replaceChildren(place, facts([["How it went", run.status], ["Begun", moment(run.started_at)], ["Took", run.ended_at ? duration(run.ended_at - run.started_at) : "still running"], ["Why it ran", reasons], ["Came of it", run.versions.length ? run.versions.map(versionLink) : "no version"]]),
    h2("What was decided, and why"), own.length ? decisionList(own) : why ? notice("", decision, why) : soft("Nothing was decided by this run."), h2("Learning curves"), curves(run), h2("The candidates"), candidates(run),
    run.choices.length ? [h("h3", {}, "Why these settings"), h("ul", {}, run.choices.map((words) => h("li", {}, words)))] : null, h("details", {}, h("summary", {}, "What it was asked with"), facts(Object.entries({ ...run.parameters, ...tags }))));
}

function curves(run) {
  const all = [...run.curves.map((curve) => ({ ...curve, words: "final training" })), ...run.candidates.map((one) => ({ ...one.curve, words: `${one.model}, while judged` }))].filter((curve) => curve.points.length > 1);
  if (!all.length) return soft("No model of this run tells a figure by step.");
  return h("div", { class: "charts" }, all.map(({ metric, words, points }) => lineChart({ title: definition(metric).title, words, unit: definition(metric).unit, names: [metric], steps: "Step", zero: metric !== "loss", get: () => ({ series: [{ name: metric, points }] }) })));
}

function candidates(run) {
  if (!run.candidates.length) return soft("No report of an evaluation is left of this run.");
  const kept = ["ndcg_at_10", "recall_at_20", "coverage_at_100", "gini", "novelty", "ndcg_gap_gender", "ndcg_gap_age", "ndcg_gap_activity"].filter((name) => run.candidates.some((one) => one.metrics[name]));
  const costs = [["microseconds_per_list", "microseconds"], ["model_bytes", "bytes"], ["training_seconds", "seconds"]];
  return [table(`Judged by ${count(run.candidates[0].viewers)} viewers; means with 95 % intervals`, run.candidates, [["Model", "model"], ...kept.map((name) => [definition(name).title, (one) => interval(one.metrics[name], name), "score"]), ...costs.map(([name, unit]) => [definition(name).title, name, unit])]),
    h("p", {}, h("a", { href: link(["fairness"], { run: run.id }) }, "How well each group of viewers is served")), meanings(...kept, ...costs.map(([name]) => name), "loss")];
}
