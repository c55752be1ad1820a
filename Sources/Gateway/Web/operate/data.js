// What is stored, what was imported and left out, and what training data were made of it.
import { element as h, replaceChildren, skeletons } from "../shared/dom.js";
import { code, count, facts, h2, learnDefinitions, meanings, moment, soft, table } from "./figures.js";
import { represented } from "./fairness.js";
import { ask } from "./session.js";

export async function data(root, { snapshot: wanted }, signal) {
  const place = h("div", {}, skeletons(5, "line"));
  replaceChildren(root, h("h1", {}, "Data"), h("p", { class: "lede" }, "What is stored, what was imported or left out, and the training data made of it."), place);
  await learnDefinitions(signal);
  const [size, { imports }, { snapshots }] = await Promise.all(["/admin/data", "/admin/imports", "/admin/snapshots?limit=100"].map((path) => ask("GET", path, { signal })));
  const found = snapshots.find((one) => one.hash === wanted);
  replaceChildren(place, facts([["Films described", count(size.films)], ["Viewers", `${count(size.viewers)}, ${count(size.described_viewers)} of them described`],
    ["Events imported", count(size.imported_events)], ["Events by the API", count(size.arrived_events)]]),
  h2("Imports"), imports.length ? imports.map(imported) : soft("Nothing was imported."),
  h2("Training data by name"), table("Newest first", snapshots, [["Name", (one) => h("a", { href: `#/data?snapshot=${one.hash}` }, code(one.hash.slice(0, 12)))], ["Made", "created_at", "time"],
    ...Object.entries({ Viewers: "trained_viewers", Films: "films", Interactions: "interactions", Likes: "positives", "Events imported": "imported_events", "Events arrived": "arrived_events", "Damaged rows": "damaged_rows" })
      .map(([label, name]) => [label, (one) => one.counts[name], "count"])], { none: "No training data were named yet.", alarm: (one) => one.counts.damaged_rows }),
  found ? [h("h3", {}, "Groups in ", code(found.hash.slice(0, 12))), represented(found)] : wanted ? soft("The training data asked for are not kept any more.") : null,
  h2("Films asked for that no model has"), table("The most wanted", size.unknown_films, [["Film", "movie_id"], ["Asked for", "count", "count"]], { none: "Nobody asked for such a film." }),
  meanings("quarantined", "duplicates", "interactions", "positives"));
}

function imported(one) {
  return h("section", { class: "card import", "aria-label": `Import of ${one.source}` }, h("h3", {}, one.source.split("/").at(-1)),
    soft(moment(one.at), ` · read as ${one.layout} · `, one.quarantined ? h("strong", { class: "warn" }, `${count(one.quarantined)} lines in quarantine`) : "nothing in quarantine",
      one.events_of_unknown_films ? ` · ${count(one.events_of_unknown_films)} events of films nobody describes (kept)` : "", one.ignored_files.length ? ` · not read: ${one.ignored_files.join(", ")}` : ""),
    table("Files", one.files, [["File", "file"], ["Holds", "kind"], ...["read", "accepted", "duplicates", "quarantined"].map((name) => [name[0].toUpperCase() + name.slice(1), name, "count"])], { alarm: (file) => file.quarantined }),
    one.files.filter((file) => file.quarantined).map((file) => h("details", {}, h("summary", {}, `Why ${count(file.quarantined)} lines of ${file.file} were left out`),
      h("ul", {}, file.reasons.map((reason) => h("li", {}, `${count(reason.count)} × ${reason.explanation}`))),
      table("The first of them", file.first_quarantined, [["Line", "line", "count"], ["Why", (line) => line.reason.replaceAll("_", " ")], ["It begins", (line) => code(line.excerpt)]]))));
}
