// What there is beside the picture of Designs: the reasons above it, debts and what is unused; and the page of an edge.

/** The classes that tell which Requirements a Design satisfies, where they are few enough to be told by colour. */
function colorsOf(design) {
  return COLORED ? alive(design.links.satisfies).map((one) => `reason-${REQUIREMENTS.indexOf(one)}`) : [];
}

/** Intents, each with the Requirements that are derived from it. */
function reasons() {
  const seen = new Set();
  const chip = (requirement) => {
    const others = alive(requirement.links.derived_from).slice(1).map((one) => one.id);
    const count = alive(requirement.named_by.satisfies).length;
    return h("a", { class: `reason ${requirement.state}`, href: here(requirement.id), "data-id": requirement.id },
      COLORED ? h("i", { class: `swatch reason-${REQUIREMENTS.indexOf(requirement)}` }) : "",
      h("b", {}, requirement.id), ` ${plain(requirement.name)} `,
      h("small", {}, [many(count, "Design"), ...(others.length ? [`also ${others.join(", ")}`] : [])].join(" · ")));
  };
  const group = (head, requirements) => {
    const fresh = requirements.filter((one) => !seen.has(one) && seen.add(one));
    return h("div", { class: "intent" }, head, h("div", { class: "requirements" }, ...fresh.map(chip)));
  };
  const intents = NODES.filter((node) => node.kind === "intent" && node.in_force);
  const groups = intents.map((intent) => group(
    h("a", { class: `reason ${intent.state}`, href: here(intent.id), "data-id": intent.id }, h("b", {}, intent.id), ` ${plain(intent.name)}`),
    alive(intent.named_by.derived_from)));
  const rest = REQUIREMENTS.filter((one) => !seen.has(one));
  if (rest.length) groups.push(group(h("span", { class: "reason" }, "derived from no Intent"), rest));
  const title = `${many(intents.length, "Intent")}, ${many(REQUIREMENTS.length, "Requirement")}`;
  return h("details", { class: "reasons", hidden: !groups.length, open: intents.length + REQUIREMENTS.length <= 14 }, h("summary", {}, title), ...groups);
}

/** An import as a line: where, and what of what. */
function importLine(one) {
  const kind = IMPORT_KINDS[one.kind];
  const state = one.state === "broken" || one.state === "warned" ? ` · ${one.state}` : "";
  return h("li", { class: one.state }, h("span", { class: "mono" }, `${one.from}:${one.line}`), ` imports ${one.symbol ? `${one.symbol} of ` : ""}`,
    h("span", { class: "mono" }, one.to), kind ? ` (${kind})` : "", state);
}

const LINES_SHOWN = 60;

function importLines(edge) {
  const left = edge.debts.length - LINES_SHOWN;
  return h("ul", { class: "lines" }, ...edge.debts.slice(0, LINES_SHOWN).map(importLine),
    left > 0 ? h("li", {}, `and ${left} more: archhook graph ${edge.from.id} --imports --format json`) : "");
}

function edgeTitle(edge, withNames) {
  const end = (node) => [h("b", {}, node.id), withNames ? ` ${plain(node.name)}` : ""];
  return [...end(edge.from), " → ", ...end(edge.to)];
}

/** What can be said of the debts in one sentence. */
function debtsSaid() {
  const lines = DEBTS.flatMap((edge) => edge.debts);
  const failing = lines.filter((one) => one.state === "broken").length;
  const files = new Set(lines.map((one) => one.from)).size;
  if (!lines.length) return "";
  const run = lines.length === 1 ? "runs" : "run";
  const rest = EXEMPT === "exempt" ? "exempt, so that none fails" : "not judged until the ledger is sound";
  const judged = failing === lines.length ? (failing === 1 ? "it fails" : "all of them fail") : failing ? `${failing} of them ${failing === 1 ? "fails" : "fail"}, the others are exempt` : rest;
  return `${many(lines.length, "import")} in ${many(files, "file")} ${run} against what is declared: ${judged}.`;
}

function edgeItem(edge) {
  const title = h("span", {}, ...edgeTitle(edge, true), h("small", {}, edge.debts.length ? ` · ${many(edge.debts.length, "import")}${edge.fails ? ", failing" : ""}` : ""));
  if (!edge.debts.length) return h("li", {}, h("a", { href: here(edge.name) }, title));
  return h("li", {}, unfolding(title, () => [importLines(edge), h("p", {}, h("a", { href: here(edge.name) }, "show it in the picture"))]));
}

/** What is made when it is first opened. */
function unfolding(title, content) {
  const made = h("details", { ontoggle: () => { if (made.open && made.children.length === 1) made.append(...content()); } }, h("summary", {}, title));
  return made;
}

const ITEMS_SHOWN = 100;

function edgeList(title, lead, edges, name) {
  if (!edges.length) return "";
  return h("section", { class: name }, h("h3", {}, `${title} (${edges.length})`), lead ? h("p", {}, lead) : "",
    h("ul", { class: "edges" }, ...edges.slice(0, ITEMS_SHOWN).map(edgeItem)),
    edges.length > ITEMS_SHOWN ? h("p", {}, `and ${edges.length - ITEMS_SHOWN} more`) : "");
}

function overview() {
  const codes = [...grouped(DATA.findings, (one) => one.code)].sort();
  const out = NODES.filter((node) => node.kind === "design" && !node.in_force);
  const sorted = [...DEBTS].sort((one, other) => other.fails - one.fails || other.debts.length - one.debts.length || one.from.index - other.from.index);
  const parts = [
    codes.length ? h("section", { class: "found" }, h("h3", {}, `Findings (${DATA.findings.length})`),
      h("ul", { class: "edges" }, ...codes.map(([code, found]) => h("li", {}, h("a", { href: "#findings", onclick: () => { $("codes").value = view.code = code; } }, h("b", {}, code), ` ${found[0].name} `, h("small", {}, `· ${found.length}`)))))) : "",
    edgeList("Debts", debtsSaid(), sorted, "owed"),
    edgeList("Declared against the layers", "", EDGES.filter((edge) => edge.look === "breach"), "owed"),
    edgeList("Declared, not imported", "", EDGES.filter((edge) => edge.kind === "unused"), "unused"),
    out.length ? h("section", {}, h("h3", {}, `Not in force (${out.length})`), h("ul", { class: "links" }, ...out.map(linkRow))) : "",
    packagesOfAll(),
  ].filter(Boolean);
  return parts.length ? h("aside", { class: "overview", "aria-label": "Debts, findings, packages" }, ...parts) : null;
}

const PACKAGES_SHOWN = 25;

/** The third-party packages, those first that most Designs import, each with these Designs. */
function packagesOfAll() {
  const uses = Object.entries(DATA.packages).flatMap(([id, counts]) => Object.keys(counts).map((name) => [name, BY_ID.get(id)]));
  const sorted = [...grouped(uses, ([name]) => name)].map(([name, found]) => [name, found.map(([, design]) => design)])
    .sort((one, other) => other[1].length - one[1].length || (one[0] < other[0] ? -1 : 1));
  const left = sorted.length - PACKAGES_SHOWN;
  const title = (name, designs) => h("span", {}, h("code", {}, name), h("small", {}, ` · ${many(designs.length, "Design")}`));
  const item = ([name, designs]) => h("li", {}, unfolding(title(name, designs), () => [h("ul", { class: "links" }, ...designs.map(linkRow))]));
  return sorted.length ? h("section", {}, h("h3", {}, `Packages (${sorted.length})`), h("ul", { class: "edges" }, ...sorted.slice(0, PACKAGES_SHOWN).map(item)),
    left > 0 ? h("p", {}, `and ${left} more: each Design's page has its own`) : "") : "";
}

/** What an edge is, as a clause. */
function edgeSaid(edge) {
  return EDGE_WORDS[edge.kind] + (edge.look === "breach" ? ", against the layers" : "");
}

/** The imports of an edge by kind, in words. */
function importsSaid(edge) {
  const kinds = Object.entries(edge.imports).filter(([, count]) => count);
  if (!kinds.length) return "no import";
  if (kinds.length === 1) return `${many(edge.count, "import")} ${IMPORT_KINDS[kinds[0][0]]}`.trim();
  return `${many(edge.count, "import")}: ${kinds.map(([kind, count]) => `${count} ${IMPORT_KINDS[kind] || "at once"}`).join(", ")}`;
}

const EDGE_WORDS = {
  used: "declared and imported", unused: "declared, not imported",
  debt: "imported, not declared", free: "imported in a way that asks for no requires",
};

/** One end of the edges of a Design, in its page. */
function edgeRows(title, edges, end) {
  if (!edges.length) return [];
  const row = (edge) => {
    const other = edge[end];
    return h("li", {}, h("a", { href: here(other.id), class: `of-${edge.kind}` }, h("span", { class: `mark ${edge.look}`, title: edgeSaid(edge) }),
      h("b", {}, other.id), h("span", {}, plain(other.name))),
    h("a", { class: `count of-${edge.kind}`, href: here(edge.name) }, edge.look === "used" ? importsSaid(edge) : `${edgeSaid(edge)}: ${importsSaid(edge)}`));
  };
  const order = [...edges].sort((one, other) => other.count - one.count || one[end].index - other[end].index);
  const list = h("ul", { class: "links ends" }, ...order.slice(0, 40).map(row));
  const more = order.length > 40 ? h("button", { type: "button", onclick: () => { list.append(...order.slice(40).map(row)); more.remove(); } }, `${order.length - 40} more`) : "";
  return [h("h3", {}, `${title} (${edges.length})`), list, more];
}

function showEdge(panel, edge) {
  const says = DATA.findings.filter((one) => one.code === "DEP203" && edge.debts.some((debt) => debt.from === one.subject.file && debt.to === one.subject.symbol));
  const back = EDGE_BY_NAME.get(`${edge.to.id}~${edge.from.id}`);
  panel.replaceChildren(
    h("header", {}, h("h2", { tabindex: "-1" }, ...edgeTitle(edge, false)),
      h("button", { type: "button", title: "Close (Esc)", "aria-label": "Close", onclick: () => go(null) }, "✕")),
    h("p", { class: `meta of-${edge.kind}` }, h("span", { class: `mark ${edge.look}` }), ` ${edgeSaid(edge)} · ${importsSaid(edge)}`),
    h("ul", { class: "links" }, linkRow(edge.from), linkRow(edge.to)),
    ...section("Findings", says.map((one) => findingBox(one, false))),
    ...section("Imports against what is declared", edge.debts.length ? [importLines(edge)] : []),
    ...section("The other way", back ? [h("p", {}, h("a", { href: here(back.name) }, `${edgeSaid(back)} · ${importsSaid(back)}`))] : []),
    h("p", { class: "meta" }, "All imports: ", h("code", {}, `archhook why ${edge.from.id} ${edge.to.id}`)));
  panel.scrollTop = 0;
}
