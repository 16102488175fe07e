// The views that are lists: findings, budgets, changes.

function page(title, lead, ...content) {
  return h("div", { class: "page" }, h("h2", {}, title), lead ? h("p", { class: "lead" }, lead) : "", ...content);
}

function showFindings(place) {
  const shown = DATA.findings.filter((one) => (!view.code || one.code === view.code)
    && (!view.query || matches(JSON.stringify([one.code, one.name, one.message, one.path, one.node]).toLowerCase())));
  const groups = Map.groupBy ? Map.groupBy(shown, (one) => one.code) : grouped(shown, (one) => one.code);
  const parts = [...groups].sort().flatMap(([code, findings]) => [
    h("h3", {}, `${code} ${findings[0].name} (${findings.length})`),
    ...findings.slice(0, 200).map((finding) => findingBox(finding, true)),
    findings.length > 200 ? h("p", {}, `and ${findings.length - 200} more: archhook check`) : "",
  ]);
  const total = DATA.findings.length;
  const lead = total ? `${shown.length === total ? "" : `${shown.length} of `}${many(total, "finding")}.` : "All laws hold: there are no findings.";
  place.replaceChildren(page("Findings", lead, ...parts));
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) groups.get(name).push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: 3 });
}

const ADDS = {
  sum: "adds up over everything required", path: "is the longest path along what is required",
  minimum: "is the smallest of everything required", maximum: "is the largest of everything required",
};

/** The bars of one node in one field; null where it has no figure of its own. */
function bars(node, field, most) {
  const { estimated, measured, budget } = node.figures;
  const own = { estimated: estimated?.[field], measured: measured?.[field], budget: budget?.[field] };
  const total = node.totals[field]?.value;
  if (Object.values(own).every((value) => value === undefined)) return null;
  const limit = own.budget ?? own.estimated;
  const higher = DATA.fields[field].higher_is_worse;
  const bad = (value) => value !== undefined && limit !== undefined && (higher ? value > limit : value < limit);
  const track = h("div", { class: "track" });
  const bar = (name, value, worse) => {
    if (value === undefined) return;
    const one = h("i", { class: name + (worse ? " bad" : ""), title: `${name} ${number(value)}` });
    if (name === "budgeted") one.style.left = `${(value / most) * 100}%`;
    else one.style.width = `${(value / most) * 100}%`;
    track.append(one);
  };
  if (own.budget !== undefined) bar("total", total, bad(total));
  bar("measured", own.measured, bad(own.measured));
  bar("estimated", own.estimated, false);
  bar("budgeted", own.budget, false);
  const words = [
    ["estimate", own.estimated], ["measured", own.measured], ["budget", own.budget],
    [own.budget === undefined ? "with what it requires" : "taken", total],
  ].filter(([word, value]) => value !== undefined && !(word === "with what it requires" && value === (own.measured ?? own.estimated)));
  return h("div", { class: "budget" }, h("span", { class: "who" }, nodeLink(node, h("b", {}, node.id), ` ${node.name}`)), track,
    h("span", { class: "numbers" }, words.map(([word, value]) => `${word} ${number(value)}`).join(" · ")));
}

function figuresOf(node, field) {
  const { estimated, measured, budget } = node.figures;
  const taken = budget?.[field] === undefined ? undefined : node.totals[field]?.value;
  return [estimated?.[field], measured?.[field], budget?.[field], taken].filter((value) => value !== undefined);
}

function figures(node) {
  return Object.keys(DATA.fields).flatMap((field) => {
    const made = bars(node, field, Math.max(...figuresOf(node, field), 1e-9));
    return made ? [h("p", { class: "numbers" }, field), made] : [];
  });
}

function showBudgets(place) {
  const parts = [];
  for (const field of Object.keys(DATA.fields)) {
    const nodes = NODES.filter((node) => node.in_force && wanted(node) && Object.values(node.figures).some((each) => field in each));
    if (!nodes.length) continue;
    const most = Math.max(...nodes.flatMap((node) => figuresOf(node, field)), 1e-9);
    const { adds, higher_is_worse: higher } = DATA.fields[field];
    parts.push(h("h3", {}, field), h("p", { class: "numbers" }, `It ${ADDS[adds]}; ${higher ? "more" : "less"} is worse.`),
      ...nodes.slice(0, 300).map((node) => bars(node, field, most)));
    if (nodes.length > 300) parts.push(h("p", { class: "numbers" }, `and ${nodes.length - 300} more: search narrows it down`));
  }
  const swatch = (name, word) => h("span", {}, h("span", { class: "track" }, h("i", { class: name })), word);
  const key = h("div", { class: "key" }, swatch("estimated", "estimate"), swatch("measured", "measured, or taken together"),
    swatch("measured bad", "worse than promised"), swatch("budgeted", "budget"));
  key.querySelectorAll("i").forEach((one) => { if (!one.classList.contains("budgeted")) one.style.width = "100%"; else one.style.left = "50%"; });
  const lead = parts.length ? "" : "No node in force that is shown has figures. Designs have `estimated` and `measured`, Requirements `budget`.";
  place.replaceChildren(page("Budgets", lead, parts.length ? key : "", ...parts));
}

function fieldList(fields) {
  return h("ul", { class: "fieldlist" }, ...fields.map((field) => {
    const name = field.field.replace(/^(links|declares|limits)\./, "").replaceAll("_", " ");
    if (field.added.length || field.removed.length) {
      return h("li", {}, `${name}: `, ...field.removed.flatMap((one) => [h("del", {}, String(one)), " "]),
        ...field.added.flatMap((one) => [h("ins", {}, `+${one}`), " "]));
    }
    const said = (value) => (value === null ? "unset" : typeof value === "string" ? value : JSON.stringify(value));
    return h("li", {}, `${name}: `, h("del", {}, said(field.before)), " → ", h("ins", {}, said(field.after)));
  }));
}

function showChanges(place) {
  const since = DATA.since;
  if (!since) {
    place.replaceChildren(page("Changes", "This page was made without a revision to compare with: archhook report --since REV."));
    return;
  }
  const shown = (one) => !view.query || matches(JSON.stringify(one).toLowerCase());
  const title = (one, gone) => {
    const words = [h("b", {}, one.id), ` ${(gone ? one.name : BY_ID.get(one.id).name).replaceAll("`", "")}`];
    return gone ? h("span", { class: "what" }, ...words) : nodeLink(BY_ID.get(one.id), ...words);
  };
  const group = (name, ones, more) => {
    const some = ones.filter(shown);
    const kind = name.toLowerCase();
    const row = (one) => h("div", { class: `change ${kind}` }, title(one, kind === "removed"), ...(more ? [more(one)].flat() : []));
    return some.length ? [h("h3", {}, `${name} (${some.length})`), ...some.map(row)] : [];
  };
  const parts = [
    ...group("Added", since.added), ...group("Removed", since.removed),
    ...group("Renamed", since.renamed, (one) => [h("span", { class: "was" }, ` was ${one.was}`), one.fields.length ? fieldList(one.fields) : ""]),
    ...group("Changed", since.changed, (one) => fieldList(one.fields)),
  ];
  place.replaceChildren(page(`Changes since ${since.revision}`, parts.length ? "" : "No node differs.", ...looser(since), ...parts));
}
