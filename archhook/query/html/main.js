// What is shown now, kept in the page's address; the keys and controls that change it.

const view = { name: "designs", node: null, edge: null, query: "", code: "", order: "chain", only: true, states: new Set(STATES) };
const VIEWS = {
  designs: "Architecture", chains: "Chains", matrix: "Traceability", findings: "Findings", exemptions: "Exemptions", budgets: "Budgets", changes: "Changes",
};
const COUNTED = { findings: DATA.findings.length, exemptions: DATA.exemptions.length };
const levels = new LevelMap();
const matrix = new Matrix();
const designs = new DesignsView();
const $ = (id) => document.getElementById(id);

/** The address of a node, or an edge between Designs, in the view that is shown: `#D-6`, `#D-6~D-2`, `#matrix/D-6`. */
function here(id) {
  return "#" + (view.name === "designs" ? "" : `${view.name}${id ? "/" : ""}`) + encodeURIComponent(id || "");
}

function go(node) {
  const target = here(node ? node.id : "");
  if (location.hash !== target) location.hash = target;
  else read();
}

function read() {
  const parts = location.hash.slice(1).split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
  view.name = parts[0] in VIEWS ? parts.shift() : "designs";
  view.node = BY_ID.get(parts[0]) || null;
  view.edge = EDGE_BY_NAME.get(parts[0]) || null;
  show();
}

function matches(text) {
  return view.query.split(/\s+/).every((word) => text.includes(word));
}

/** Whether a node passes the search and the filters. */
function wanted(node) {
  return view.states.has(node.state) && (!view.code || node.findings.some((one) => one.code === view.code))
    && (!view.query || matches(node.text));
}

/** The address of another view, with the same node. */
function addressIn(name) {
  return `#${name}${view.node ? `/${encodeURIComponent(view.node.id)}` : ""}`;
}

function show() {
  $("tabs").replaceChildren(...Object.entries(VIEWS).map(([name, title]) =>
    h("a", { href: addressIn(name), "aria-current": name === view.name ? "page" : null }, title,
    name in COUNTED && COUNTED[name] ? ` ${COUNTED[name]}` : "")));
  showPanel($("panel"));
  $("only-label").hidden = view.name !== "chains" || !view.node;
  $("order").hidden = !["chains", "matrix"].includes(view.name);
  const place = $("view");
  place.classList.toggle("map", view.name === "chains");
  const shows = { designs: () => designs.show(place), chains: () => levels.show(place), matrix: () => matrix.show(place), findings: () => showFindings(place),
    exemptions: () => showExemptions(place), budgets: () => showBudgets(place), changes: () => showChanges(place) };
  shows[view.name]();
}

function controls() {
  $("title").textContent = DATA.title;
  const { source, tree } = DATA.snapshot;
  $("snapshot").textContent = tree ? `tree ${tree.slice(0, 12)}` : source === "index" ? "the index" : "the work tree";
  $("snapshot").title = tree ? `The content that was judged: git's tree ${tree}` : "The content that was judged";
  const { ok, errors, warnings, chains, planned, baselined } = DATA.summary;
  const first = DATA.judged === "ledger" ? ["the ledger comes first: the other laws are judged once it is sound"] : [];
  const words = [ok ? `${many(chains, "chain")} hold${chains === 1 ? "s" : ""}` : many(errors, "error"),
    ...(warnings ? [many(warnings, "warning")] : []), ...(planned ? [`${planned} planned`] : []),
    ...(baselined ? [`${baselined} baselined`] : []), ...first, many(NODES.length, "node")];
  $("verdict").textContent = words.join(", ");
  $("verdict").className = ok ? "ok" : "bad";
  const codes = grouped(DATA.findings, (one) => one.code);
  $("codes").replaceChildren(h("option", { value: "" }, DATA.findings.length ? "any finding or none" : "no findings"),
    ...[...codes].sort().map(([code, found]) => h("option", { value: code }, `${code} ${found[0].name} (${found.length})`)));
  $("codes").disabled = !DATA.findings.length;
  $("states").replaceChildren(...STATES.map((state) => {
    const count = NODES.filter((node) => node.state === state).length;
    const button = h("button", { type: "button", class: state, "aria-pressed": "true", hidden: !count, onclick: () => {
      if (!view.states.delete(state)) view.states.add(state);
      button.setAttribute("aria-pressed", String(view.states.has(state)));
      show();
    } }, h("span", { class: "dot" }), `${state === "out" ? "not in force" : state} ${count}`);
    return button;
  }));
  $("search").addEventListener("input", () => { view.query = $("search").value.trim().toLowerCase(); show(); });
  $("codes").addEventListener("change", () => { view.code = $("codes").value; show(); });
  $("order").addEventListener("change", () => { view.order = $("order").value; show(); });
  $("only").addEventListener("change", () => { view.only = $("only").checked; show(); });
  $("theme").addEventListener("click", () => theme(true));
  $("help").addEventListener("click", () => $("keys").showModal());
}

/** Light or dark: what the reader chose, else what the system says; to choose what the system says is to choose nothing. */
function theme(toggle) {
  const root = document.documentElement;
  let kept = null;
  try { kept = localStorage.getItem("archhook-theme"); } catch { /* a page from a file may have no storage */ }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  let now = root.dataset.theme || kept || dark;
  if (toggle) {
    now = now === "dark" ? "light" : "dark";
    try {
      if (now === dark) localStorage.removeItem("archhook-theme");
      else localStorage.setItem("archhook-theme", now);
    } catch { /* as above */ }
  }
  root.dataset.theme = now;
  levels.wire();
}

/** Gives the focus back to what is shown: in the chains to the column of a node, else to its card. */
function focusOn(node) {
  if (view.name === "chains") (node ? levels.of.get(node.kind) : levels.columns[0]).list.focus();
  else if (view.name === "designs") designs.focus(node);
  else $("view").focus();
}

function escape() {
  if (document.activeElement === $("search") && $("search").value) {
    $("search").value = view.query = "";
    show();
  } else if (document.activeElement === $("search")) focusOn(null);
  else if (view.node || view.edge) { const node = view.node || view.edge.from; go(null); requestAnimationFrame(() => focusOn(node)); }
  else if (view.query) { $("search").value = view.query = ""; show(); }
}

const KEYS = {
  "/": () => { $("search").focus(); $("search").select(); },
  "?": () => $("keys").showModal(),
  m: () => { if (view.name === "designs") designs.turn(designs.as === "grid" ? "picture" : "grid"); },
  f: () => { if (view.node) { $("only").checked = view.only = !view.only; show(); } },
  t: () => theme(true),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.key === "Escape") { escape(); event.preventDefault(); return; }
  if (event.target === $("search")) {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      focusOn(NODES.find(wanted));
      event.preventDefault();
    }
    return;
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const number = Object.keys(VIEWS)[Number(event.key) - 1];
  if (number) location.hash = addressIn(number);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});
addEventListener("hashchange", read);
addEventListener("resize", () => { if (view.name === "matrix") matrix.refresh(); else if (view.name === "chains") { levels.columns.forEach((one) => one.draw()); levels.wire(); } });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { delete document.documentElement.dataset.theme; theme(false); });

const PAPER = { width: 1030, height: 1440, scale: 0.68 }; // in pixels of the layout, and how large these are on paper

/** Light, without controls, as wide as paper, and the picture so small that it is on one page. */
function printing(on) {
  const root = document.documentElement;
  const { body } = document;
  if (on) root.dataset.onScreen = root.dataset.theme;
  root.dataset.theme = on ? "light" : root.dataset.onScreen;
  body.classList.toggle("printing", on);
  body.style.zoom = "";
  body.style.width = on ? `${PAPER.width}px` : "";
  if (on && view.name !== "designs") return;
  Object.assign(designs.picture.element.style, { zoom: "", width: "" });
  show();
  if (!on) return;
  const { element } = designs.picture;
  const above = element.getBoundingClientRect().top - body.getBoundingClientRect().top;
  element.style.width = `${element.offsetWidth}px`;
  element.style.zoom = String(Math.min(1, (PAPER.height - (above < PAPER.height / 2 ? above : 0)) / Math.max(1, element.offsetHeight)));
  body.style.zoom = String(PAPER.scale);
}

addEventListener("beforeprint", () => printing(true));
addEventListener("afterprint", () => printing(false));
controls();
theme(false);
read();
