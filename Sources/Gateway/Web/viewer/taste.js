// Who is watching, and what they say of films. Kept in this browser alone, until it is sent as an event.
import { toast } from "../shared/dom.js";
import { isAbort, request } from "../shared/api.js";

const key = "marquee.viewer";

export const viewer = {
  get id() { try { return localStorage.getItem(key) || ""; } catch { return kept; } },
  set id(value) {
    kept = value;
    try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* kept in `kept` */ }
  },
};
let kept = "";

/** A new name that nobody has. */
export function newcomer() { return "guest-" + token().slice(0, 8); }

function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends `deed` ({rating} or {skip: true}) about a film; returns whether it is stored, and says so either way. */
export async function say(film, deed, requestID) {
  const common = { user_id: viewer.id, movie_id: film.movie_id, event_id: `web-${token()}` };
  if (requestID) common.request_id = requestID;
  try {
    if (deed.skip) await request("POST", "/events", { body: { ...common, type: "skip" } });
    else await request("POST", "/ratings", { body: { ...common, rating: deed.rating } });
  } catch (error) {
    if (isAbort(error)) return false;
    const why = error.code === "unreachable" ? "the server does not answer" : error.detail || error.title;
    toast(`“${film.title}” was not ${deed.skip ? "put aside" : "rated"}: ${why}`, "bad");
    return false;
  }
  const stars = deed.rating === 1 ? "1 star" : `${deed.rating} stars`;
  toast(deed.skip ? `“${film.title}” will not come again.` : `You gave “${film.title}” ${stars}.`, "good");
  return true;
}
