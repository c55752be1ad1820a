// One film: what is known of it, how it was rated, and what is like it.
import { element, empty, problemNotice, replaceChildren, skeletons } from "../shared/dom.js";
import { isAbort, request } from "../shared/api.js";
import { link } from "../shared/router.js";
import { card, ratingTools } from "./films.js";
import { poster } from "./poster.js";
import { viewer } from "./taste.js";

export async function movie(root, parameters, signal) {
  const heading = element("h1", {}, "Film");
  const stage = element("div", {}, skeletons(3, "line"));
  root.append(heading, stage);
  if (!parameters.id) return unknown(heading, stage);
  const path = `/movies/${encodeURIComponent(parameters.id)}`;
  let film;
  try {
    film = await request("GET", path, { signal });
  } catch (error) {
    if (error.status === 404 || error.code === "out_of_range") return unknown(heading, stage, parameters.id);
    throw error;
  }
  heading.textContent = film.title;
  document.title = `${film.title} · Marquee`;
  const parts = [
    section("How it was rated", path + "/ratings", (answer) => distribution(answer)),
    section("Similar films", null, (answer) => row(answer.items, answer.is_fallback
      ? "The model has not met this film yet; these are popular films of its genres." : null)),
    section("Liked by the same viewers", path + "/liked-together?k=12", (answer) => row(answer.items, null, (other) =>
      `${other.viewers} of ${answer.viewers} who liked this`)),
  ];
  replaceChildren(stage, details(film, parts[0].root), parts.slice(1).map((part) => part.root));
  parts[1].ask = () => request("POST", "/similar", { body: { movie_id: film.movie_id, k: 12 }, signal });
  await Promise.all(parts.map((part) => part.load()));

  /** A part of the page that loads, and fails, on its own. */
  function section(title, from, show) {
    const place = element("div", {}, skeletons(4, "line"));
    const part = {
      root: element("section", { "aria-label": title }, element("h2", {}, title), place),
      ask: () => request("GET", from, { signal }),
      async load() {
        try { replaceChildren(place, show(await part.ask())); } catch (error) {
          if (!isAbort(error) && !signal.aborted) replaceChildren(place, problemNotice(error, () => part.load()));
        }
      },
    };
    return part;
  }
}

function unknown(heading, stage, id) {
  heading.textContent = "No such film";
  replaceChildren(stage, empty("This film is not in the programme",
    id ? `Nothing is known under “${id}”. It was noted, in case it comes with the next training.` : "No film was named.",
    element("p", {}, element("a", { class: "button", href: "#/discover" }, "Search for a film"), " ",
      element("a", { class: "button quiet", href: "#/popular" }, "See what is popular"))));
}

function details(film, ratings) {
  const facts = [["Year", film.year], ["Released", film.release_date], ["Age rating", film.age_rating]].filter(([, value]) => value);
  const said = element("p", { class: "soft", role: "status" });
  return element("div", { class: "feature" }, poster(film, { big: true }),
    element("div", {},
      film.overview ? element("p", { class: "overview" }, film.overview) : element("p", { class: "soft" }, "There is no description of this film."),
      element("dl", { class: "facts" }, facts.map(([name, value]) => [element("dt", {}, name), element("dd", {}, String(value))]),
        film.genres.length ? [element("dt", {}, "Genres"), element("dd", {}, film.genres.map((genre, index) =>
          [index ? ", " : "", element("a", { href: link(["popular"], { list: "all_time", genre }) }, genre)]))] : null),
      film.is_ranked ? null : element("p", { class: "soft" }, "This film came after the last training: it is not recommended yet."),
      viewer.id
        ? [element("p", { class: "label" }, `Viewer ${viewer.id}, what do you say?`), ratingTools(film, () => null, (deed) => {
          said.replaceChildren(deed.skip ? "Put aside. " : `You gave it ${deed.rating} of 5. `, element("a", { href: "#/for-you" }, "See your list"));
        }), said]
        : element("p", {}, element("a", { href: "#/for-you" }, "Tell us who you are"), " to rate it."),
      element("p", {}, element("a", { class: "button quiet", href: link(["discover"], { films: film.movie_id }) }, "Films from this one"))), ratings);
}

function row(films, note, reason) {
  if (!films.length) return empty("None yet", "Too few viewers have met this film.");
  return [note ? element("p", { class: "soft" }, note) : null,
    element("ol", { class: "films row" }, films.map((film) => card(film, { note: reason ? reason(film) : film.reason })))];
}

/** Ratings by half stars: a table to those who listen, bars to those who look. */
function distribution(answer) {
  if (!answer.ratings) return empty("Not rated yet", "Be the first.");
  const most = Math.max(...answer.counts.map((one) => one.ratings));
  return element("table", { class: "ratings" },
    element("caption", {}, `${answer.ratings.toLocaleString("en")} ratings, on average ${answer.mean.toFixed(2)} of 5 stars`),
    element("thead", { class: "unseen" }, element("tr", {}, element("th", { scope: "col" }, "Stars"), element("th", { scope: "col" }, "Ratings"))),
    element("tbody", {}, [...answer.counts].reverse().map((one) => {
      const bar = element("span", { class: "bar-mark", "aria-hidden": "true" });
      bar.style.inlineSize = `${(100 * one.ratings) / most}%`;
      return element("tr", {}, element("th", { scope: "row" }, `${one.stars} ★`),
        element("td", {}, element("span", { class: "bar-line" }, bar), element("span", { class: "number" }, one.ratings.toLocaleString("en"))));
    })));
}
