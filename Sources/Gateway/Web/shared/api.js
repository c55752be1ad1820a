// The way to the server: JSON in, JSON out, every failure as one kind of error.

/** Why there is no answer, as RFC 9457 says it; `code` "unreachable" when nobody answered at all. */
export class ApiProblem extends Error {
  constructor({ status = 0, code = "unreachable", title = "", detail = "", requestID = null, members = {} }) {
    super(detail || title || code);
    Object.assign(this, { name: "ApiProblem", status, code, title, detail, requestID, members });
  }
}

/** Tells `unreachable` and `reached`, so that the status strip need not wait for its own turn. */
export const traffic = new EventTarget();

/**
 * Asks the server.
 * - `body`: sent as JSON. `token`: for /admin. `signal`: aborts; the abort is thrown as it is. `timeout`: milliseconds.
 * Returns the parsed JSON; throws `ApiProblem`.
 */
export async function request(method, path, { body, token, signal, timeout = 15000 } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers["Authorization"] = `Bearer ${token}`;
  const limits = [AbortSignal.timeout(timeout), signal].filter(Boolean);
  let response, text;
  try {
    response = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.any(limits),
      cache: "no-store", credentials: "omit",
    });
    text = await response.text();
  } catch (error) {
    if (signal && signal.aborted) throw error;
    traffic.dispatchEvent(new Event("unreachable"));
    throw new ApiProblem({ title: "The server does not answer", detail: String(error.message || error) });
  }
  traffic.dispatchEvent(new Event("reached"));
  return parse(response, text);
}

function parse(response, text) {
  let json = null;
  try { json = text === "" ? {} : JSON.parse(text); } catch { json = null; }
  if (response.ok && json !== null) return json;
  const said = json || {};
  throw new ApiProblem({
    status: response.status, code: said.code || "not_json", title: said.title || `Answer ${response.status}`,
    detail: said.detail || "", requestID: said.request_id || response.headers.get("X-Request-ID"), members: said,
  });
}

/** Whether `error` only says that nobody wants the answer any more. */
export function isAbort(error) { return error && error.name === "AbortError"; }

/** `/popular?genre=Drama` from a path and an object; what is null, false or empty is left out, lists stand several times. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") query.append(name, one);
  }
  return query.size ? `${path}?${query}` : path;
}
