"use strict";

// The page is made from /openapi.json, which the server makes from its route table. Text is only ever set as text.

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === "class") made.className = value; else if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Backticks in descriptions become code.
function prose(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

function typeOf(schema, components) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, components)).join(" or ");
  if (schema.enum) return schema.enum.length > 8 ? "string" : schema.enum.join(" | ");
  if (schema.type === "array") return "list of " + typeOf(schema.items, components);
  const name = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type;
  const bounded = schema.minimum !== undefined && schema.maximum !== undefined;
  return bounded ? `${name}, ${schema.minimum} to ${schema.maximum}` : name;
}

function fieldTable(title, rows) {
  if (!rows.length) return null;
  const body = element("tbody", {}, ...rows.map((row) => element("tr", {},
    element("td", {}, element("code", {}, row.name), row.required ? " *" : ""),
    element("td", {}, row.type), element("td", {}, ...prose(row.description || "")))));
  return element("div", {}, element("h4", {}, title), element("table", {}, body));
}

function shapeRows(schema, components) {
  if (schema.anyOf) return shapeRows(schema.anyOf[0], components);
  const shape = schema.$ref ? components[schema.$ref.split("/").pop()] : schema;
  return Object.entries((shape && shape.properties) || {}).map(([name, property]) => ({
    name, type: typeOf(property, components), description: property.description,
    required: (shape.required || []).includes(name),
  }));
}

function answerTable(operation, components) {
  const [status, good] = Object.entries(operation.responses)[0];
  const kinds = Object.entries(good.content || {});
  const json = kinds.find(([kind]) => kind === "application/json");
  const title = `Answer ${status}: ${kinds.map(([kind]) => kind).join(", ")}`;
  const rows = json && json[1].schema ? shapeRows(json[1].schema, components) : [];
  return fieldTable(title, rows) || element("h4", {}, title);
}

function problemList(operation) {
  const rows = Object.entries(operation.responses).slice(1).filter(([status]) => status !== "default");
  if (!rows.length) return null;
  return element("div", {}, element("h4", {}, "Problems"), element("table", {}, element("tbody", {},
    ...rows.map(([status, response]) => element("tr", {},
      element("td", {}, status), element("td", {}, ...prose(response.description)))))));
}

function request(operation, method, path, form) {
  const query = new URLSearchParams();
  let target = path;
  for (const parameter of operation.parameters || []) {
    const value = form.elements[parameter.name].value;
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "") query.append(parameter.name, value);
  }
  const headers = {};
  if (form.elements["token"]) headers["Authorization"] = "Bearer " + form.elements["token"].value;
  if (form.elements["accept"] && form.elements["accept"].checked) headers["Accept"] = "text/plain";
  const options = { method: method.toUpperCase(), headers };
  if (form.elements["body"]) {
    headers["Content-Type"] = "application/json";
    options.body = form.elements["body"].value;
  }
  return [target + (query.size ? "?" + query : ""), options];
}

async function send(operation, method, path, form, output) {
  const [target, options] = request(operation, method, path, form);
  output.hidden = false;
  output.textContent = "…";
  try {
    const start = performance.now();
    const response = await fetch(target, options);
    const text = await response.text();
    const took = (performance.now() - start).toFixed(1);
    const kind = response.headers.get("Content-Type") || "";
    const shown = kind.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
    output.replaceChildren(
      element("span", { class: response.ok ? "good" : "bad" }, `${response.status} · ${took} ms · ${target}\n\n`), shown);
  } catch (error) {
    output.textContent = "No answer: " + error.message;
  }
}

function input(name, properties) {
  return element("label", {}, element("span", {}, name), element("input", Object.assign({ name }, properties)));
}

// As high as the example, up to a point.
function bodyArea(example) {
  const value = JSON.stringify(example, null, 2);
  return element("textarea", { name: "body", value, rows: Math.min(16, value.split("\n").length), spellcheck: false });
}

function tryIt(operation, method, path) {
  const output = element("pre", { hidden: true, "aria-live": "polite" });
  const content = operation.requestBody && operation.requestBody.content["application/json"];
  const form = element("form", {},
    ...(operation.parameters || []).map((parameter) => input(parameter.name, { required: parameter.required })),
    content ? element("label", {}, element("span", {}, "body"), bodyArea(content.example || {})) : null,
    operation.security ? input("token", { type: "password", autocomplete: "off" }) : null,
    "text/plain" in (Object.values(operation.responses)[0].content || {}) && path.includes("{")
      ? input("accept", { type: "checkbox", title: "as plain text" }) : null,
    element("button", { type: "submit" }, "Send"), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, method, path, form, output);
  });
  return element("details", {}, element("summary", {}, "Try it"), form);
}

function article(operation, method, path, components) {
  const parameters = (operation.parameters || []).map((parameter) => ({
    name: parameter.name, type: typeOf(parameter.schema, components), description: parameter.description,
    required: parameter.required,
  }));
  const content = operation.requestBody && operation.requestBody.content["application/json"];
  return element("article", { id: operation.operationId },
    element("h3", {}, element("span", { class: "method " + method }, method.toUpperCase()), path,
      operation.security ? element("span", { class: "lock" }, " needs a token") : null),
    element("p", {}, element("strong", {}, operation.summary)),
    operation.description ? element("p", {}, ...prose(operation.description)) : null,
    fieldTable("Parameters", parameters),
    content ? fieldTable("Body", shapeRows(content.schema, components)) : null,
    tryIt(operation, method, path),
    element("details", {}, element("summary", {}, "Answers"), answerTable(operation, components), problemList(operation)));
}

function show(openAPI) {
  const components = openAPI.components.schemas;
  document.getElementById("introduction").replaceChildren(...prose(openAPI.info.description));
  document.getElementById("version").textContent = "version " + openAPI.info.version;
  const index = document.getElementById("index"), operations = document.getElementById("operations");
  operations.replaceChildren();
  for (const tag of openAPI.tags) {
    index.append(element("h2", {}, tag.name));
    for (const [path, methods] of Object.entries(openAPI.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!operation.tags.includes(tag.name)) continue;
        index.append(element("a", { href: "#" + operation.operationId },
          element("span", { class: "method " + method }, method.toUpperCase()), path));
        operations.append(article(operation, method, path, components));
      }
    }
  }
  document.getElementById("problems").replaceChildren(...openAPI["x-problems"].map((problem) =>
    element("tr", { id: "problem-" + problem.code }, element("td", {}, String(problem.status)),
      element("td", {}, element("code", {}, problem.code)), element("td", {}, problem.title))));
  if (location.hash) { const target = document.getElementById(location.hash.slice(1)); if (target) target.scrollIntoView(); }
}

async function start() {
  try {
    show(await (await fetch("/openapi.json")).json());
  } catch (error) {
    document.getElementById("operations").textContent = "The document could not be read: " + error.message;
  }
  const health = await (await fetch("/health")).json();
  const model = health.model ? `${health.model.name} ${health.model.version}` : "no model";
  document.getElementById("state").textContent = (health.ready ? "● ready · " : "○ not ready · ") + model;
}

start();
