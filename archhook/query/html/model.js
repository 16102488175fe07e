"use strict";
// The document that the page shows, and what follows from it: neighbours, traces, orders.

const DATA = JSON.parse(document.getElementById("data").textContent);
const STATES = ["broken", "warned", "planned", "kept", "out"];
const NODES = DATA.nodes;
const BY_ID = new Map(NODES.map((node) => [node.id, node]));
const KIND_NAMES = { intent: "Intents", requirement: "Requirements", design: "Designs", task: "Tasks", test: "Tests" };
const FORWARD = {
  derived_from: "derived from", satisfies: "satisfies", requires: "requires", conflicts_with: "conflicts with",
  forbids: "forbids", visible_to: "visible to", implements: "implements", verifies: "verifies",
};
const BACKWARD = {
  derived_from: "derived by", satisfies: "satisfied by", requires: "required by", conflicts_with: "in conflict with",
  forbids: "forbidden by", visible_to: "visible to it", implements: "implemented by", verifies: "verified by",
};
const UP = ["derived_from", "satisfies", "implements"];

NODES.forEach((node, index) => {
  node.index = index;
  node.named_by = {};
  node.findings = [];
  const names = [...Object.values(node.declares), ...Object.values(node.limits)].flat().filter(Boolean);
  node.text = [node.id, node.name, node.doc || "", node.file || "", node.class_name, ...names].join("\n").toLowerCase();
});
for (const node of NODES) {
  for (const [field, targets] of Object.entries(node.links)) {
    for (const id of targets || []) {
      const target = BY_ID.get(id);
      if (target) (target.named_by[field] ||= []).push(node.id);
    }
  }
}
DATA.findings.forEach((finding) => BY_ID.get(finding.node)?.findings.push(finding));

function alive(ids) {
  return (ids || []).map((id) => BY_ID.get(id)).filter((node) => node && node.in_force);
}

/** The nodes in force one step nearer to the Intents. */
function parents(node) {
  const links = [...UP, "verifies"].flatMap((field) => node.links[field] || []);
  return alive([...links, ...(node.named_by.requires || [])]);
}

/** The nodes in force one step nearer to the Tasks. */
function children(node) {
  return alive([...UP.flatMap((field) => node.named_by[field] || []), ...(node.links.requires || [])]);
}

function closure(start, step) {
  const seen = new Set([start]);
  for (const node of seen) for (const other of step(node)) seen.add(other);
  return seen;
}

/** All that a node stands for and all that stands on it, with the Tests that judge these. */
function trace(node) {
  const down = closure(node, children);
  const found = new Set([...closure(node, parents), ...down]);
  for (const one of [...down]) {
    const judged = [one, ...(one === node ? alive(one.links.implements) : [])];
    for (const each of judged) alive(each.named_by.verifies).forEach((test) => found.add(test));
  }
  return found;
}

/** The links that are drawn: from a node to those that name it as their reason. */
function wires(node) {
  return [...UP, "verifies"].flatMap((field) => node.named_by[field] || []).map((id) => BY_ID.get(id));
}

/** Gives every node its place in a column so that what belongs together stands near each other. */
function orderByChain() {
  for (const kind of DATA.kinds) {
    const column = NODES.filter((node) => node.kind === kind);
    for (const node of column) {
      const above = [...UP, "verifies"].flatMap((field) => node.links[field] || []).map((id) => BY_ID.get(id));
      const placed = above.filter((other) => other && other.place !== undefined).map((other) => other.place);
      node.near = placed.length ? placed.reduce((sum, one) => sum + one, 0) / placed.length : 2;
    }
    column.sort((one, other) => one.near - other.near || one.index - other.index);
    column.forEach((node, index) => { node.place = (index + 0.5) / column.length; });
  }
}
orderByChain();

const ORDERS = {
  chain: (one, other) => one.near - other.near || one.index - other.index,
  id: (one, other) => one.index - other.index,
  state: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state) || one.index - other.index,
};
