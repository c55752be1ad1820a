// What happens, as it happens: one stream of server-sent events for all views. Read with fetch, because EventSource
// cannot send the token.
import { signOut, token } from "./session.js";

const quiet = 6000, longest = 15000, keptPoints = 180;

/** Tells `state`, and each event of the stream by its name, with its data as `detail`. */
export const feed = new EventTarget();

/** What is known: `state` is "off", "connecting", "live" or "away"; `since` of when the last byte is. */
export const known = { state: "off", why: "", points: [], now: null, model: null, run: null, losses: [], heard: 0 };

let stop = null, pause = 1000;

/** Begins to listen, for as long as somebody is signed in. */
export function listen() {
  hush();
  if (!token()) return;
  stop = new AbortController();
  follow(stop.signal);
}

export function hush() {
  stop?.abort();
  stop = null;
  pause = 1000;
  become("off");
}

async function follow(signal) {
  while (!signal.aborted) {
    become("connecting");
    try { await read(signal); become("away", "the stream ended"); } catch (error) {
      if (signal.aborted) return;
      become("away", error.message);
    }
    await new Promise((done) => setTimeout(done, pause));
    pause = Math.min(pause * 2, longest);
  }
}

async function read(signal) {
  const silent = new AbortController();
  const both = AbortSignal.any([signal, silent.signal]);
  let watchdog = 0;
  const heard = () => {
    known.heard = Date.now();
    clearTimeout(watchdog);
    watchdog = setTimeout(() => silent.abort(), quiet);
  };
  heard();
  try {
    const response = await fetch("/admin/stream", {
      headers: { Authorization: `Bearer ${token()}` }, signal: both, cache: "no-store", credentials: "omit",
    });
    if (response.status === 401) return signOut("The token is not good any more: the server was started anew, perhaps.");
    if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail || `answer ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      if (known.state !== "live") { pause = 1000; become("live"); }
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      blocks.forEach(take);
    }
  } catch (error) {
    throw silent.signal.aborted ? new Error("nothing was heard for some seconds") : error;
  } finally {
    clearTimeout(watchdog);
  }
}

function take(block) {
  let name = "message", data = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  if (!data) return;
  const detail = JSON.parse(data);
  remember(name, detail);
  feed.dispatchEvent(new CustomEvent(name, { detail }));
}

function remember(name, detail) {
  if (name === "history") known.points = detail.points;
  if (name === "point") known.points = [...known.points, detail].slice(-keptPoints);
  if (name === "live") known.now = detail;
  if (name === "model") known.model = detail.model;
  if (name === "training") rememberRun(detail.run);
}

/** Keeps the losses of the run under way, by model, so that its curve grows while somebody looks. */
function rememberRun(run) {
  if (!run || run.id !== known.run?.id) known.losses = [];
  known.run = run;
  if (!run || run.loss === null || run.epoch === null) return;
  let curve = known.losses.find((one) => one.name === `${run.model}, ${run.step}`);
  if (!curve || run.epoch < curve.points.at(-1)[0]) {
    known.losses = known.losses.filter((one) => one !== curve);
    known.losses.push(curve = { name: `${run.model}, ${run.step}`, points: [] });
  }
  if (curve.points.at(-1)?.[0] !== run.epoch) curve.points.push([run.epoch, run.loss]);
}

function become(state, why = "") {
  if (known.state === state && known.why === why) return;
  Object.assign(known, { state, why });
  feed.dispatchEvent(new Event("state"));
}
