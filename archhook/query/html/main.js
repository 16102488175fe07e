// What is shown now, kept in the page's address; the keys and controls that change it.

const view = { name: "map", node: null, query: "", code: "", order: "chain", only: true, states: new Set(STATES) };
const VIEWS = { map: "Map", matrix: "Matrix", findings: "Findings", budgets: "Budgets", changes: "Changes" };
const levels = new LevelMap();
const matrix = new Matrix();
const $ = (id) => document.getElementById(id);

/** The address of a node in the view that is shown: `#D-6`, `#matrix/D-6`. */
function here(id) {
  return "#" + (view.name === "map" ? "" : `${view.name}${id ? "/" : ""}`) + encodeURIComponent(id || "");
}

function go(node) {
  const target = here(node ? node.id : "");
  if (location.hash !== target) location.hash = target;
  else read();
}

function read() {
  const parts = location.hash.slice(1).split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
  view.name = parts[0] in VIEWS ? parts.shift() : "map";
  view.node = BY_ID.get(parts[0]) || null;
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

function show() {
  $("tabs").replaceChildren(...Object.entries(VIEWS).map(([name, title]) =>
    h("a", { href: `#${name === "map" && !view.node ? "map" : name}${view.node ? `/${encodeURIComponent(view.node.id)}` : ""}`,
      "aria-current": name === view.name ? "page" : null }, title,
    name === "findings" && DATA.findings.length ? ` ${DATA.findings.length}` : "")));
  showPanel($("panel"));
  $("only-label").hidden = view.name !== "map" || !view.node;
  const place = $("view");
  place.classList.toggle("map", view.name === "map");
  const shows = { map: () => levels.show(place), matrix: () => matrix.show(place), findings: () => showFindings(place),
    budgets: () => showBudgets(place), changes: () => showChanges(place) };
  shows[view.name]();
}

function controls() {
  $("title").textContent = DATA.title;
  const { source, tree } = DATA.snapshot;
  $("snapshot").textContent = tree ? `tree ${tree.slice(0, 12)}` : source === "index" ? "the index" : "the work tree";
  $("snapshot").title = tree ? `The content that was judged: git's tree ${tree}` : "The content that was judged";
  const { ok, errors, warnings, chains, planned } = DATA.summary;
  const first = DATA.judged === "ledger" ? ["the ledger comes first: the other laws are judged once it is sound"] : [];
  const words = [ok ? `${many(chains, "chain")} hold${chains === 1 ? "s" : ""}` : many(errors, "error"),
    ...(warnings ? [many(warnings, "warning")] : []), ...(planned ? [`${planned} planned`] : []), ...first, many(NODES.length, "node")];
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

function escape() {
  if (document.activeElement === $("search") && $("search").value) {
    $("search").value = view.query = "";
    show();
  } else if (document.activeElement === $("search")) levels.columns[0].list.focus();
  else if (view.node) { const node = view.node; go(null); requestAnimationFrame(() => levels.of.get(node.kind).list.focus()); }
  else if (view.query) { $("search").value = view.query = ""; show(); }
}

const KEYS = {
  "/": () => { $("search").focus(); $("search").select(); },
  "?": () => $("keys").showModal(),
  f: () => { if (view.node) { $("only").checked = view.only = !view.only; show(); } },
  t: () => theme(true),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.key === "Escape") { escape(); event.preventDefault(); return; }
  if (event.target === $("search")) {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      levels.columns.find((column) => column.nodes.length)?.list.focus();
      event.preventDefault();
    }
    return;
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const number = Object.keys(VIEWS)[Number(event.key) - 1];
  if (number) location.hash = `${number}${view.node ? `/${encodeURIComponent(view.node.id)}` : ""}`;
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});
addEventListener("hashchange", read);
addEventListener("resize", () => { if (view.name === "matrix") matrix.refresh(); else if (view.name === "map") { levels.columns.forEach((one) => one.draw()); levels.wire(); } });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { delete document.documentElement.dataset.theme; theme(false); });
controls();
theme(false);
read();
