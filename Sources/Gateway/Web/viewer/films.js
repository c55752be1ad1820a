// Lists of films: posters with score, reason and what one can say of them.
import { element, replaceChildren } from "../shared/dom.js";
import { link } from "../shared/router.js";
import { poster } from "./poster.js";
import { say } from "./taste.js";

/** Where a film's page is. */
export function pageOf(film) { return link(["movie", film.movie_id]); }

const starPath = "★";

/**
 * Five stars and "not for me" as one toolbar: one stop for Tab, arrows move within.
 * `said(deed)` is called when something was said and stored.
 */
export function ratingTools(film, requestID, said) {
  const buttons = [];
  async function tell(deed, pressed) {
    for (const button of buttons) button.disabled = true;
    const isStored = await say(film, deed, requestID());
    for (const button of buttons) button.disabled = false;
    if (isStored) said(deed);
    else pressed.focus();
  }
  for (let stars = 1; stars <= 5; stars += 1) {
    const button = element("button", {
      type: "button", class: "star", "aria-label": stars === 1 ? "1 star" : `${stars} stars`, tabindex: stars === 1 ? 0 : -1,
      click: () => tell({ rating: stars }, button), pointerenter: () => light(stars), focus: () => light(stars),
    }, starPath);
    buttons.push(button);
  }
  const skip = element("button", { type: "button", class: "skipper", tabindex: -1, click: () => tell({ skip: true }, skip) },
    "Not for me");
  buttons.push(skip);
  function light(stars) { buttons.forEach((button, index) => button.classList.toggle("lit", index < stars)); }
  function move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const at = buttons.indexOf(document.activeElement);
    const to = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : at + steps[event.key];
    if (at < 0 || !(to >= 0 && to < buttons.length)) return;
    event.preventDefault();
    buttons.forEach((button, index) => { button.tabIndex = index === to ? 0 : -1; });
    buttons[to].focus();
  }
  return element("div", {
    class: "rating", role: "toolbar", "aria-label": `What do you say to ${film.title}?`, keydown: move,
    pointerleave: () => light(0), focusout: () => light(0),
  }, element("span", { class: "stars" }, buttons.slice(0, 5)), skip);
}

/** Why a film is in the list, with a link to the film that speaks for it. */
export function reasonOf(film, verb = "liked") {
  const said = film.explanation;
  if (!said || !said.movie_id) return [film.reason || ""];
  const words = said.kind === "similar_to" ? "Similar to " : `Because you ${verb} `;
  return [words, element("a", { href: pageOf(said) }, said.title)];
}

/** One film of a list; `below` is what stands under its reason. */
export function card(film, { rank, verb, below, note } = {}) {
  return element("li", { class: "film", "data-movie": film.movie_id },
    poster(film, { href: pageOf(film), rank }),
    element("div", { class: "film-words" },
      element("p", { class: "why" }, note || reasonOf(film, verb)),
      film.score === undefined ? null : element("p", { class: "score", title: "The model's score; comparable within this list" },
        "Score ", element("span", { class: "number" }, film.score.toFixed(2))),
      below || null));
}

/** A list that changes by films coming and going: those that stay keep their nodes, and so focus and place. */
export class FilmList {
  constructor(label, make) {
    this.root = element("ol", { class: "films", "aria-label": label });
    this.make = make;
    this.nodes = new Map();
    this.films = [];
  }

  get ids() { return this.films.map((film) => film.movie_id); }

  show(films, markNew = false) {
    const before = this.nodes, had = before.size > 0;
    this.nodes = new Map(films.map((film, index) => {
      const old = before.get(film.movie_id);
      const node = old || this.make(film, index + 1);
      node.classList.toggle("new", markNew && had && !old);
      const rank = node.querySelector(".poster-rank");
      if (rank) rank.textContent = String(index + 1);
      if (old) {
        // The reason and the score are those of the newest answer.
        const fresh = this.make(film, index + 1);
        for (const part of [".why", ".score"]) {
          const from = fresh.querySelector(part), to = node.querySelector(part);
          if (from && to) replaceChildren(to, ...from.childNodes);
        }
      }
      return [film.movie_id, node];
    }));
    this.films = films;
    this.root.replaceChildren(...this.nodes.values());
  }

  append(films) { this.show([...this.films, ...films.filter((film) => !this.nodes.has(film.movie_id))]); }

  /** Puts the focus on the film at `index`, or the last. */
  focus(index, part = "a.poster") {
    const nodes = [...this.nodes.values()];
    nodes[Math.min(index, nodes.length - 1)]?.querySelector(part)?.focus();
  }
}
