// The exemptions that stand, by kind, and what a newer snapshot loosens.

const MOST_EXEMPT = 200;

function showExemptions(place) {
  const all = DATA.exemptions;
  const shown = all.filter((one) => !view.query || matches(JSON.stringify(Object.values(one)).toLowerCase()));
  const parts = [...grouped(shown, (one) => one.kind)].flatMap(([kind, some]) => [
    h("h3", {}, `${kind} (${some.length})`), ...looseBoxes(some),
  ]);
  const held = shown.reduce((sum, one) => sum + (one.holds_back || 0), 0);
  const lead = all.length
    ? `${shown.length === all.length ? "" : `${shown.length} of `}${many(all.length, "exemption")}, ${many(held, "finding")} held back${heldTogether(DATA.together)}.`
    : "There are no exemptions: all of the law holds everywhere.";
  place.replaceChildren(page("Exemptions", lead, ...parts));
}

/** Exemptions, or things that make the law weaker, each with its place, its node and its reason. */
function looseBoxes(some) {
  const rest = some.length - MOST_EXEMPT;
  return [...some.slice(0, MOST_EXEMPT).map(looseBox), rest > 0 ? h("p", {}, `and ${rest} more: search narrows it down`) : ""];
}

function looseBox(one) {
  const node = BY_ID.get(one.node);
  const held = one.holds_back === undefined || one.holds_back === null ? "" : `, holds back ${one.holds_back ? many(one.holds_back, "finding") : "nothing now"}`;
  const where = one.path ? `${one.path}${one.line ? `:${one.line}` : ""}${one.gone ? " (before)" : ""}` : "";
  const files = one.files === undefined || one.files === null ? "" : ` (${many(one.files, "Python file")})`;
  return h("div", { class: "finding loose" },
    h("p", {}, h("b", { class: "badge" }, one.kind), one.since ? ` ${one.since} ` : " ", ...inline(one.what), files, held,
      node && !one.what.includes(one.node) ? [" ", nodeLink(node)] : ""),
    where ? h("p", { class: "mono fix" }, where) : "",
    one.reason ? h("p", { class: "fix" }, one.reason) : "");
}

/** What only several exemptions hold back, as the end of a sentence. */
function heldTogether(number) {
  return number ? `; ${many(number, "finding")} more ${number === 1 ? "is" : "are"} held back by several of them at once` : "";
}

/** What is looser since a revision: two groups for the changes. */
function looser(since) {
  const group = (title, some) => {
    const shown = (some || []).filter((one) => !view.query || matches(JSON.stringify(Object.values(one)).toLowerCase()));
    return shown.length ? [h("h3", {}, `${title} (${shown.length})`), ...looseBoxes(shown)] : [];
  };
  const more = heldTogether(since.together);
  return [...group(`Exemptions, new or wider${more}`, since.exemptions), ...group("Weaker otherwise", since.weaker)];
}
