// Posters drawn from what is known of a film: its genre chooses colours and motif, its id how they fall.
import { element, svg } from "../shared/dom.js";

// Each genre's class (colours are in viewer.css) and motif; the first known genre of a film counts.
const looks = {
  drama: ["plum", waves], romance: ["rose", circles], comedy: ["ochre", confetti], crime: ["slate", blinds],
  thriller: ["slate", shards], mystery: ["slate", rings], horror: ["blood", shards], "sci-fi": ["space", rings],
  fantasy: ["violet", rings], action: ["rust", rays], adventure: ["forest", rays], war: ["moss", rays],
  western: ["rust", sun], animation: ["teal", confetti], children: ["teal", circles], "children's": ["teal", circles],
  family: ["teal", circles], musical: ["rose", bars], music: ["rose", bars], documentary: ["stone", bars],
  history: ["stone", sun], biography: ["stone", blinds], "film-noir": ["ink", blinds], sport: ["forest", bars],
};
// What says most about a film comes first, whatever order the catalogue has.
const telling = ["film-noir", "horror", "sci-fi", "western", "war", "animation", "musical", "documentary", "fantasy",
  "romance", "crime", "mystery", "thriller", "adventure", "comedy", "action", "drama"];

function lookOf(genres) {
  const known = genres.map((genre) => genre.toLowerCase());
  const name = telling.find((genre) => known.includes(genre)) || known.find((genre) => genre in looks);
  return looks[name] || ["ink", circles];
}

/** The same numbers for the same film, always: a small generator (mulberry32) seeded by the id's characters. */
function chances(text) {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function many(count, make) { return Array.from({ length: count }, (_, index) => make(index)); }

function circles(chance) {
  const x = 40 + chance() * 60;
  return [svg("circle", { cx: x, cy: 215, r: 62 }), svg("circle", { cx: x + 58, cy: 215, r: 62 })];
}

function rings(chance) {
  const x = 50 + chance() * 100, y = 190 + chance() * 50;
  return many(6, (index) => svg("circle", { class: "stroke", cx: x, cy: y, r: 14 + index * 22 }));
}

function waves(chance) {
  const high = 12 + chance() * 16, shift = chance() * 60;
  return many(5, (index) => {
    const y = 165 + index * 30;
    const path = many(5, (step) => `q 30 ${-high} 60 0 t 60 0`).join(" ");
    return svg("path", { class: "stroke", d: `M ${-60 - shift} ${y} ${path}` });
  });
}

function confetti(chance) {
  return many(22, () => {
    const x = chance() * 200, y = 140 + chance() * 150, size = 5 + chance() * 13;
    return chance() < 0.5 ? svg("circle", { cx: x, cy: y, r: size / 1.6 })
      : svg("rect", { x, y, width: size, height: size, transform: `rotate(${chance() * 90} ${x} ${y})` });
  });
}

function blinds(chance) {
  const lean = -26 + chance() * 12;
  return many(9, (index) => svg("rect", { x: -60, y: 130 + index * 24, width: 340, height: 11, transform: `rotate(${lean} 100 220)` }));
}

function shards(chance) {
  return many(6, (index) => {
    const x = index * 36 + chance() * 20, top = 130 + chance() * 70;
    return svg("polygon", { points: `${x - 14},300 ${x + 6 + chance() * 20},${top} ${x + 26},300` });
  });
}

function rays(chance) {
  const x = 30 + chance() * 140;
  return many(9, (index) => {
    const angle = Math.PI * (1 + index / 8), next = angle + Math.PI / 18;
    const point = (at) => `${x + Math.cos(at) * 330},${300 + Math.sin(at) * 330}`;
    return svg("polygon", { points: `${x},300 ${point(angle)} ${point(next)}` });
  });
}

function sun(chance) {
  const x = 50 + chance() * 100;
  return [svg("circle", { cx: x, cy: 200, r: 48 }), svg("rect", { x: 0, y: 232, width: 200, height: 68 }),
    ...many(3, (index) => svg("rect", { class: "gap", x: 0, y: 244 + index * 18, width: 200, height: 4 }))];
}

function bars(chance) {
  return many(10, (index) => {
    const height = 30 + chance() * 120;
    return svg("rect", { x: 6 + index * 19.5, y: 290 - height, width: 11, height });
  });
}

/** The poster of `film`; `rank` is printed in its corner where given. */
export function poster(film, { href, rank, big } = {}) {
  const [colour, motif] = lookOf(film.genres || []);
  const length = film.title.length;
  const size = length > 42 ? "small" : length > 20 ? "middle" : "large";
  return element(href ? "a" : "div", { class: `poster ${colour} ${big ? "big" : ""}`, href },
    svg("svg", { viewBox: "0 0 200 300", preserveAspectRatio: "xMidYMax slice", "aria-hidden": "true", focusable: "false" },
      svg("g", {}, ...motif(chances(film.movie_id)))),
    rank ? element("span", { class: "poster-rank", "aria-hidden": "true" }, String(rank)) : null,
    element("span", { class: `poster-title ${size}`, title: film.title }, film.title),
    element("span", { class: "poster-foot" },
      element("span", { class: "poster-year" }, film.year ? String(film.year) : "Year unknown"),
      element("span", { class: "poster-genres" }, (film.genres || []).slice(0, 3).join(" · "))));
}
