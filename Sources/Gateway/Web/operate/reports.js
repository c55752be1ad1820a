// The report of each day, in its parts.
import { element as h, problemNotice, replaceChildren, skeletons } from "../shared/dom.js";
import { link } from "../shared/router.js";
import { barChart } from "./charts.js";
import { chooser, moment, soft, table, tile, tiles } from "./figures.js";
import { ask } from "./session.js";

export async function reports(root, { id }, signal) {
  const bar = h("div", { class: "bar" }), place = h("div", {}, skeletons(6, "line"));
  replaceChildren(root, h("h1", {}, "Reports"), h("p", { class: "lede" }, "What each day was like, in UTC. A day's report is written when the day is over; today's is as far as it goes."), bar, place);
  const { reports: found } = await ask("GET", "/admin/reports?limit=100", { signal });
  const day = id ?? found[0].day;
  replaceChildren(bar, chooser("day", "Day", found.map((one) => [one.day, `${one.day}${one.is_complete ? "" : " (so far)"}`]), day, (value) => { location.hash = link(["reports", value]); }));
  try {
    const report = await ask("GET", `/admin/reports/${encodeURIComponent(day)}`, { signal, timeout: 120000 });
    const parts = report.sections.map((one) => h("section", {}, h("h2", { tabindex: "-1" }, one.title), one.blocks.map((part) => block(part, one.title))));
    replaceChildren(place, soft(report.subtitle, report.written_at ? [" Written ", moment(report.written_at), "."] : ""), h("nav", { class: "bar", "aria-label": "Parts of the report" }, parts.map((part) => {
      const heading = part.firstChild;
      return h("button", { type: "button", class: "quiet small", click: () => { heading.scrollIntoView(); heading.focus(); } }, heading.textContent);
    })), parts);
  } catch (problem) {
    if (!signal.aborted) replaceChildren(place, problemNotice(problem));
  }
}

function block(part, title) {
  switch (part.kind) {
    case "figures": return tiles(part.figures.map((one) => tile(one.name, one.value, "", { title: one.name, definition: one.note })));
    case "table": return table(title, part.rows, part.headings.map((label, place) => [label.replace(/#$/, ""), (row) => row.cells[place], label.endsWith("#") ? "count" : null]), { alarm: (row) => row.is_alarming });
    case "plot": return part.series.some((one) => one.values.some((value) => value !== null)) ? barChart(part) : soft(`${part.title}: nothing to draw.`);
    default: return h("p", {}, part.text);
  }
}
