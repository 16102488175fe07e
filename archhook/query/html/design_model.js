// Designs in force, what leads from one to another, and the row and column of each in the picture.

const DESIGNS = NODES.filter((node) => node.kind === "design" && node.in_force);
const IMPORT_KINDS = { run: "", lazy: "inside a function", typing: "for type checkers alone", dynamic: "by a call" };
const MOST_DRAWN = 40; // of more Designs no wires are drawn until one is asked for
const MOST_WIRES = 24; // of more wires those are left out that others imply

for (const design of DESIGNS) {
  design.uses = [];
  design.used_by = [];
  design.tasks = alive(design.named_by.implements);
  design.tests = alive(design.named_by.verifies);
}

/** What an edge is: required and imported; required alone; imported against what is required; imported, and free to. */
function kindOf(edge) {
  if (edge.debts.length) return "debt";
  if (edge.declared) return edge.count ? "used" : "unused";
  return "free";
}

/** Whether a Design requires one of a higher layer. */
function upwards(edge) {
  const [from, to] = [edge.from, edge.to].map((design) => DATA.layers.indexOf(design.limits.layer));
  return edge.declared && to >= 0 && from > to;
}

const EDGES = DATA.dependencies.filter((one) => one.from !== one.to).map((one) => {
  const count = Object.values(one.imports).reduce((sum, each) => sum + each, 0);
  const edge = { ...one, count, from: BY_ID.get(one.from), to: BY_ID.get(one.to), name: `${one.from}~${one.to}` };
  edge.kind = kindOf(edge);
  edge.fails = one.debts.some((debt) => debt.state === "broken");
  edge.look = edge.fails ? "debt failing" : upwards(edge) ? "breach" : edge.kind;
  edge.from.uses.push(edge);
  edge.to.used_by.push(edge);
  return edge;
});
const EDGE_BY_NAME = new Map(EDGES.map((edge) => [edge.name, edge]));
/** What debts are that fail nothing. */
const EXEMPT = DATA.judged === "ledger" ? "not judged" : "exempt";
const DEBTS = EDGES.filter((edge) => edge.kind === "debt");

/** The edges without those that a path of other declared ones implies. */
function unimplied(edges) {
  const declared = (design) => design.uses.filter((edge) => edge.declared).map((edge) => edge.to);
  const below = new Map(DESIGNS.map((design) => [design, closure(design, declared)]));
  return edges.filter((edge) => !declared(edge.from).some((other) => other !== edge.to
    && below.get(other).has(edge.to) && !below.get(edge.to).has(other)));
}

/** The edges that are drawn while no Design is chosen. */
function edgesAtRest() {
  if (DESIGNS.length > MOST_DRAWN) return [];
  const declared = EDGES.filter((edge) => edge.declared);
  return [...(declared.length > MOST_WIRES ? unimplied(declared) : declared), ...DEBTS];
}

const AT_REST = edgesAtRest();

const REQUIREMENTS = NODES.filter((node) => node.kind === "requirement" && node.in_force);
const MOST_COLORED = 6;
const COLORED = REQUIREMENTS.length > 1 && REQUIREMENTS.length <= MOST_COLORED;

/** The Designs in groups with a name, the highest first: by layer where there are layers, else by what stands apart. */
function bands() {
  const of = new Map([...DATA.layers, null].map((layer) => [layer, []]));
  for (const design of DESIGNS) of.get(of.has(design.limits.layer) ? design.limits.layer : null).push(design);
  const free = of.get(null);
  of.delete(null);
  const named = [...of].filter(([, designs]) => designs.length).map(([name, designs]) => ({ name, designs }));
  if (!named.length) return apart(free);
  if (!free.length) return named;
  const rest = { name: "no layer", designs: free };
  const above = free.some((design) => design.uses.some((edge) => edge.declared && edge.to.limits.layer));
  return above ? [rest, ...named] : [...named, rest];
}

/**
 * Designs of one Requirement alone that no other Design requires or imports stand apart: examples, tools, benchmarks, or
 * what people enter by. Where that is said of all of them, the most are the rest.
 */
function apart(designs) {
  const of = (design) => (design.links.satisfies.length === 1 ? design.links.satisfies[0] : null);
  const groups = COLORED ? REQUIREMENTS.map((requirement) => ({
    name: `${requirement.id} ${plain(requirement.name)}`, designs: designs.filter((one) => of(one) === requirement.id),
  })).filter((group) => group.designs.length) : [];
  const closed = (inside) => [...inside].every((one) => one.used_by.every((edge) => inside.has(edge.from)));
  let kept = groups.filter((group) => closed(new Set(group.designs)));
  const most = Math.max(...kept.map((group) => group.designs.length));
  if (kept.reduce((sum, group) => sum + group.designs.length, 0) === designs.length) {
    const main = kept.find((group) => group.designs.length === most);
    kept = kept.filter((group) => group !== main);
  }
  const gone = new Set(kept.flatMap((group) => group.designs));
  const rest = designs.filter((one) => !gone.has(one));
  const whole = groups.find((group) => !kept.includes(group) && group.designs.length === rest.length);
  return [...kept.map((group) => ({ ...group, apart: true })), { name: kept.length ? whole?.name || "the others" : "", designs: rest }].filter((band) => band.designs.length);
}

function plain(name) {
  return name.replaceAll("`", "");
}

/** Some Designs by levels, the highest first: each stands above all of them that it requires, as far as there is no circle. */
function levelsOf(designs) {
  const inside = new Set(designs);
  const below = new Map();
  const above = new Map(designs.map((design) => [design, []]));
  for (const design of designs) {
    const required = design.uses.filter((edge) => edge.declared && inside.has(edge.to));
    below.set(design, required.length);
    required.forEach((edge) => above.get(edge.to).push(design));
  }
  const levels = [];
  let ready = designs.filter((design) => !below.get(design));
  const left = new Set(designs);
  while (left.size) {
    if (!ready.length) ready = [[...left].reduce((one, other) => (below.get(other) < below.get(one) ? other : one))];
    levels.unshift(ready);
    ready.forEach((design) => left.delete(design));
    const next = new Set();
    for (const design of ready) {
      for (const other of above.get(design)) {
        below.set(other, below.get(other) - 1);
        if (!below.get(other) && left.has(other)) next.add(other);
      }
    }
    ready = [...next].sort(ORDERS.id);
  }
  return levels;
}

/** The rows of the picture: bands with their levels, a level of more Designs than there are columns on several rows. */
function rowsOf(levelled, columns) {
  return levelled.flatMap(({ name, levels }, band) => levels.flatMap((level) => {
    const rows = Math.ceil(level.length / columns);
    const each = Math.ceil(level.length / rows);
    return Array.from({ length: rows }, (_, row) => ({ name, band, designs: level.slice(row * each, (row + 1) * each) }));
  }));
}

/** Columns for some Designs in their order, as near to their wishes as can be: rising, each once. */
function columnsFor(wishes, columns) {
  const middle = (columns - 1) / 2; // what is as near to the one as to the other stands nearer to the middle
  let best = Array.from({ length: columns + 1 }, () => ({ cost: 0, taken: [] }));
  wishes.forEach((wish, index) => {
    const next = [{ cost: Infinity, taken: [] }];
    for (let column = 0; column < columns; column++) {
      const here = best[column].cost + (wish - column) ** 2 + 0.01 * (column - middle) ** 2;
      const fits = column >= index && here < next[column].cost;
      next.push(fits ? { cost: here, taken: [...best[column].taken, column] } : next[column]);
    }
    best = next;
  });
  return best[columns].taken;
}

/** Gives every Design a row and a column so that what belongs together stands near each other. */
function placed(rows, columns) {
  rows.forEach(({ designs }, row) => designs.forEach((design, index) => {
    design.at = { row, column: Math.floor(((index + 0.5) * columns) / designs.length) };
  }));
  const settle = ({ designs }, near) => {
    const wish = new Map(designs.map((design) => {
      const others = near(design).filter((other) => other.at.row !== design.at.row);
      return [design, others.length ? others.reduce((sum, other) => sum + other.at.column, 0) / others.length : design.at.column];
    }));
    designs.sort((one, other) => wish.get(one) - wish.get(other) || one.index - other.index);
    columnsFor(designs.map((design) => wish.get(design)), columns).forEach((column, index) => { designs[index].at.column = column; });
  };
  const over = (design) => design.used_by.filter((edge) => edge.declared).map((edge) => edge.from);
  const under = (design) => design.uses.filter((edge) => edge.declared).map((edge) => edge.to);
  for (let sweep = 0; sweep < 4; sweep++) {
    rows.forEach((row) => settle(row, over));
    [...rows].reverse().forEach((row) => settle(row, under));
  }
  rows.forEach((row) => settle(row, (design) => [...over(design), ...under(design)]));
  return rows;
}
