// The page of one node.

const CHAIN_SHOWN = 8;

function showPanel(panel) {
  const node = view.node;
  panel.hidden = !node && !view.edge;
  if (view.edge) return showEdge(panel, view.edge);
  if (!node) return panel.replaceChildren();
  const standing = !node.in_force ? (node.adopted ? "not in force" : "considered, not adopted") : node.state;
  const parts = [
    h("header", {},
      h("h2", { tabindex: "-1" }, `${node.id} ${node.name}`),
      h("button", { type: "button", title: "Close (Esc)", "aria-label": "Close", onclick: () => go(null) }, "✕")),
    h("p", { class: `meta ${node.state}` },
      h("span", { class: "badge" }, h("span", { class: "dot" }), standing), ` · ${node.level || ""} ${node.kind} · `,
      h("span", { class: "mono" }, `${node.path}:${node.line}`)),
    node.doc ? rendered(bare(node)) : "",
    ...section("Findings", node.findings.map((finding) => findingBox(finding, false))),
    ...(node.uses ? edgesOf(node) : []),
    ...section("Limits", limits(node)),
    ...section("Packages that its code imports", packages(node)),
    ...Object.entries(node.links).flatMap(([field, ids]) => (node.uses && field === "requires" ? [] : links(FORWARD[field], ids || []))),
    ...Object.entries(node.named_by).flatMap(([field, ids]) => (node.uses && field === "requires" ? [] : links(BACKWARD[field], ids))),
    ...section("File", node.file ? [h("p", { class: "mono" }, node.file), ...declared(node)] : []),
    ...section("Budget", figures(node)),
    ...section("Exemptions", Object.entries(node.waives).map(([code, reason]) => h("p", {}, h("b", {}, code), ` ${reason}`))),
    ...section("Chains", chainsOf(node)),
    ...section("Changed", changeOf(node)),
  ];
  panel.replaceChildren(...parts.filter((one) => one));
  panel.scrollTop = 0;
}

/** A docstring without the id and the name at its beginning, which stand above it already. */
function bare(node) {
  const doc = node.doc.replace(/^\s*\[[^\]\n]*\]:?\s*/, "");
  if (!node.name || node.name.length > 1000) return doc;
  const words = node.name.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return doc.replace(new RegExp(`^${words.join("\\s+")}(?:[.!?]+(?=\\s|$)|(?=\\s*$)|(?=\\s*\\n[ \\t]*\\n))[ \\t]*`), "").replace(/^\n+/, "");
}

function section(title, content) {
  return content.length ? [h("h3", {}, title), ...content] : [];
}

function links(title, ids) {
  const nodes = ids.map((id) => BY_ID.get(id)).filter(Boolean);
  if (!nodes.length) return [];
  const list = h("ul", { class: "links" }, ...nodes.slice(0, 30).map(linkRow));
  if (nodes.length > 30) {
    const more = h("button", { type: "button", onclick: () => { list.append(...nodes.slice(30).map(linkRow)); more.remove(); } },
      `${nodes.length - 30} more`);
    return [h("h3", {}, `${title} (${nodes.length})`), list, more];
  }
  return [h("h3", {}, title), list];
}

function declared(node) {
  return Object.entries(node.declares).map(([field, names]) =>
    h("p", { class: "names" }, h("span", { class: "meta" }, `${field.replace("_", " ")}`), ...names.map((name) => h("code", {}, name))));
}

/** What its code may import and what of it may be imported; an empty list allows nothing. */
function limits(node) {
  const stated = Object.entries(node.limits).filter(([, limit]) => limit !== null).map(([field, limit]) => [field, [limit].flat()]);
  if (node.links.visible_to && !node.links.visible_to.length) stated.push(["visible_to", []]);
  return stated.map(([field, names]) =>
    h("p", { class: "names" }, h("span", { class: "meta" }, field.replace("_", " ")),
      ...(names.length ? names.map((name) => h("code", {}, name)) : [" none"])));
}

/** What a Design requires and imports, and what requires and imports it. */
function edgesOf(design) {
  const debts = design.uses.filter((edge) => edge.debts.length);
  return [
    ...edgeRows("requires, imports", design.uses, "to"), ...edgeRows("required by, imported by", design.used_by, "from"),
    ...section("Imports against what is declared", debts.map(importLines)),
  ];
}

function packages(design) {
  const found = Object.entries(DATA.packages[design.id] || {});
  return found.length ? [h("p", { class: "names" }, ...found.flatMap(([name, count]) => [h("code", { title: many(count, "import") }, name), " "]))] : [];
}

function chainsOf(node) {
  const tops = [...closure(node, parents)].filter((one) => one.kind === "intent");
  return tops.sort(ORDERS.id).slice(0, 12).map((top) => {
    const line = h("p", { class: "chain" });
    drawChain(line, shortest(top, node), false);
    return line;
  });
}

/** A chain as links. The middle of a long one is a button until it is asked for, as a terminal leaves it out. */
function drawChain(line, way, whole) {
  const links = way.map((one) => nodeLink(one));
  const left = way.length - CHAIN_SHOWN;
  if (!whole && left > 1) {
    const more = h("button", { type: "button", class: "more", onclick: () => drawChain(line, way, true) }, `… ${left} Designs …`);
    links.splice(CHAIN_SHOWN / 2, left, more);
  }
  line.replaceChildren(...links.flatMap((one, index) => [index ? " › " : "", one]));
}

function shortest(top, node) {
  const next = new Map([[node, null]]);
  for (const one of next.keys()) {
    if (one === top) break;
    for (const parent of parents(one)) if (!next.has(parent)) next.set(parent, one);
  }
  const way = [];
  for (let at = top; at; at = next.get(at)) way.push(at);
  return way;
}

function changeOf(node) {
  const since = DATA.since;
  if (!since) return [];
  if (since.added.some((one) => one.id === node.id)) return [h("p", { class: "added" }, `new since ${since.revision}`)];
  const change = [...since.renamed, ...since.changed].find((one) => one.id === node.id);
  if (!change) return [];
  return [change.was !== node.id ? h("p", { class: "renamed" }, `was ${change.was}`) : "", fieldList(change.fields)];
}
