// What is tried on live traffic: the shadow, and how served lists turned out.
import { element as h, notice, replaceChildren, skeletons } from "../shared/dom.js";
import { barChart } from "./charts.js";
import { count, definition, h2, interval, learnDefinitions, meanings, moment, percent, quantity, show, soft, table, tile, tiles } from "./figures.js";
import { decisionList, versionLink } from "./models.js";
import { ask } from "./session.js";

export async function experiments(root, _parameters, signal) {
  const place = h("div", {}, skeletons(5, "line"));
  replaceChildren(root, h("h1", {}, "Experiments"), notice("", "A/B experiments are not there yet",
    "Viewers are not divided into arms. What there is: a challenger that answers live requests unseen (the shadow), and served lists, judged by what their viewers did next."), place);
  await learnDefinitions(signal);
  const [shadow, { evaluations }, { decisions }] = await Promise.all(["/admin/shadow", "/admin/evaluations?limit=1", "/admin/decisions?limit=200"].map((path) => ask("GET", path, { signal })));
  const found = decisions.filter((one) => /shadow/i.test(`${one.policy} ${one.decision}`));
  replaceChildren(place, h2("The shadow"), shadowPart(shadow), found.length ? [h("h3", {}, "What earlier challengers showed"), decisionList(found)] : soft("No challenger has ended in the shadow yet."),
    h2("How served lists turned out"), evaluations.length ? outcomes(evaluations[0]) : soft("Nothing was evaluated yet: every hour (--evaluate-every) the lists of the last seven days are joined with what followed."));
}

function shadowPart({ share, note, report }) {
  if (!report) return h("div", { class: "card" }, h("p", {}, share ? `${percent(share)} of the viewers' requests are for a challenger. ` : "Shadow traffic is off: --shadow-share 0.1 lets a challenger answer a tenth of the requests unseen. ", note));
  const row = (name) => [name, ...["champion", "challenger"].map((who) => quantity(report[`${who}_latency`][`${name}_ms`], "milliseconds"))];
  return [h("p", {}, versionLink(report.challenger), ` answers ${percent(share)} of the requests beside `, versionLink(report.champion), "; nobody sees its lists."),
    tiles(tile("overlap_at_10", show(report.overlap_at_10, "overlap_at_10"), `${count(report.compared)} lists compared`)),
    table("The same requests", [["Fallbacks", count(report.champion_fallbacks), count(report.challenger_fallbacks)], ...["p50", "p95", "p99"].map(row)], [["", 0], ["Champion", 1, "score"], ["Challenger", 2, "score"]].map(([label, place, unit]) => [label, (one) => one[place], unit])),
    soft(`${count(report.offered)} requests of the share; ${count(report.dropped)} found the queue full, ${count(report.failed)} were answered by the champion alone.`)];
}

function outcomes(evaluation) {
  const names = [...new Set(evaluation.rows.flatMap((row) => Object.keys(row.metrics)))], ratings = evaluation.rating_batches;
  return [h("p", {}, "Made ", moment(evaluation.at), `: ${count(evaluation.lists)} lists, ${count(evaluation.unfinished_lists)} of them with a window that was not over. Events: ${count(evaluation.joined_by_request)} name their list, ${count(evaluation.joined_by_time)} were joined by viewer and time, ${count(evaluation.unjoined_events)} follow no list.`),
    table("By version, endpoint and viewers, with 95 % intervals", evaluation.rows, [["Version", "model"], ["Endpoint", "endpoint"], ["Viewers", "segment"], ["Lists", "lists", "count"],
      ...names.map((name) => [definition(name).title, (row) => interval(row.metrics[name], name), "score"])], { none: "No list was served in that time." }),
    evaluation.online_rmse === null ? null : tiles(tile("online_rmse", show(evaluation.online_rmse, "online_rmse"))),
    ratings.length > 1 ? barChart({ title: "Online RMSE by batch of ratings, the latest last", unit: "stars", labels: ratings.map((_, place) => `${place + 1}`), series: [{ name: "RMSE", values: ratings.map((one) => one.rmse) }] }) : null, meanings(...names)];
}
