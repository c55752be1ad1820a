// Who may operate: a token, kept for this tab alone; and the question before a deed.
import { element as h, notice, replaceChildren, toast } from "../shared/dom.js";
import { ApiProblem, request } from "../shared/api.js";

const place = "marquee-operator-token";
const refused = "That is not the token of this server. One that was made up at a start is good until the server stops: look for its latest line that begins with “Operate:”.";

/** Tells `changed` when somebody signed in or out. */
export const session = new EventTarget();

/** Why the sign-in is shown again. */
let complaint = "";

export function token() { return sessionStorage.getItem(place); }

function keepToken(value) {
  if (value) sessionStorage.setItem(place, value); else sessionStorage.removeItem(place);
  session.dispatchEvent(new Event("changed"));
}

/** Takes the token of a printed link (`#token=…`) out of the address: it stays in no history. */
export function takeLink() {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", `${location.pathname}#/live`);
  keepToken(decodeURIComponent(found[1]));
}

export function signOut(why = "") {
  complaint = why;
  keepToken(null);
}

/** Asks the server as the operator. A token that is refused is forgotten, and the sign-in says so. */
export async function ask(method, path, options = {}) {
  try {
    return await request(method, path, { ...options, token: token() });
  } catch (error) {
    if (error.status === 401 && token()) signOut(refused);
    throw error;
  }
}

/** A view that needs the token; without one the sign-in stands in its place. */
export function guarded(view) {
  return (root, parameters, signal) => (token() ? view(root, parameters, signal) : signIn(root));
}

function signIn(root) {
  const field = h("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "token-hint" });
  const button = h("button", { type: "submit" }, "Sign in"), said = h("div", { id: "sign-in-problem" });
  const complain = (words) => replaceChildren(said, notice("bad", "Not signed in", words));
  const form = h("form", { class: "card sign-in", submit: async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const given = field.value.trim();
      await request("GET", "/admin/definitions", { token: given });
      keepToken(given);
      toast("Signed in", "good");
    } catch (error) {
      complain(error instanceof ApiProblem && error.status === 401 ? refused : `The server could not be asked: ${error.message}`);
      field.select();
    }
    button.disabled = false;
  } }, h("label", { for: "token" }, "Admin token"), field, h("p", { id: "token-hint", class: "soft" }, "It is printed when the server starts; the line that begins with “Operate:” is a link that opens this page. A token that was configured (MARQUEE_ADMIN_TOKEN) is not printed."), said, button);
  replaceChildren(root, h("h1", {}, "Sign in"), h("p", { class: "lede" }, "What happens behind the scenes is for those who run this server."), form);
  if (complaint) complain(complaint);
  complaint = "";
}

/** Asks before a deed; resolves to whether it is wanted. Escape and “Cancel” say no, and the focus returns to where it was. */
export function confirmDeed(title, words, deed) {
  return new Promise((resolve) => {
    const box = h("dialog", { "aria-labelledby": "deed", class: "card", close: () => { resolve(box.returnValue === "yes"); box.remove(); } }, h("form", { method: "dialog" }, h("h2", { id: "deed" }, title), words.map((one) => h("p", {}, one)),
      h("div", { class: "bar" }, h("button", { value: "no", class: "quiet", autofocus: true }, "Cancel"), h("button", { value: "yes" }, deed))));
    document.body.append(box);
    box.showModal();
  });
}
