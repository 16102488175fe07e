// Elements, and docstrings as elements. Text of the ledger only ever becomes text nodes.

function h(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...content.flat().filter((one) => one !== null && one !== undefined && one !== false && one !== ""));
  return element;
}

function many(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

const ID = /\b(?:[A-Za-z]\w*-)*(?:I|R|D|T|UAT|ST|IT|UT)-[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*\b/;
const INLINE = new RegExp("(``[^`]+``|`[^`\\n]+`|" + ID.source + ")", "g");

/** A line of text with `code` and ids of nodes as links. */
function inline(text) {
  return text.split(INLINE).map((part) => {
    if (!part) return "";
    if (part.startsWith("`") && part.endsWith("`") && part.length > 1) return h("code", {}, part.replace(/^`+|`+$/g, ""));
    return linked(part);
  }).flat();
}

/** What may be an id, as a link as far as it is one: of `R-1-like` that is `R-1`. */
function linked(part) {
  for (let end = part.length; end > 0; end = Math.max(part.lastIndexOf(".", end - 1), part.lastIndexOf("-", end - 1))) {
    const id = part.slice(0, end);
    if (BY_ID.has(id)) return [nodeLink(BY_ID.get(id), id), part.slice(end)];
  }
  return part;
}

function nodeLink(node, ...content) {
  return h("a", { href: here(node.id), title: node.name }, ...(content.length ? content : [node.id]));
}

/** A docstring: paragraphs, lists, and code that is fenced or indented. */
function rendered(doc) {
  const made = h("div", { class: "doc" });
  const fences = doc.split(/^```.*$/m);
  fences.forEach((piece, index) => {
    if (index % 2) made.append(h("pre", {}, h("code", {}, piece.replace(/^\n|\n$/g, ""))));
    else piece.split(/\n[ \t]*\n/).filter((block) => block.trim()).forEach((block) => made.append(...blocks(block)));
  });
  return made;
}

const BULLET = /^\s*(?:[-*+•]|\d+[.)])\s+/;

function blocks(block) {
  const lines = block.replace(/^\n+|\n+$/g, "").split("\n");
  if (lines.every((line) => /^(?: {4}|\t|>>>)/.test(line))) {
    return [h("pre", {}, h("code", {}, lines.map((line) => line.replace(/^(?: {4}|\t)/, "")).join("\n")))];
  }
  const first = lines.findIndex((line) => BULLET.test(line));
  const before = first < 0 ? lines : lines.slice(0, first);
  const made = before.length ? [h("p", {}, ...inline(before.map((line) => line.trim()).join(" ")))] : [];
  if (first < 0) return made;
  const items = [];
  for (const line of lines.slice(first)) {
    if (BULLET.test(line)) items.push(line.replace(BULLET, ""));
    else items[items.length - 1] += " " + line.trim();
  }
  const list = /^\s*\d/.test(lines[first]) ? "ol" : "ul";
  return [...made, h(list, {}, ...items.map((item) => h("li", {}, ...inline(item))))];
}

function linkRow(node) {
  return h("li", {}, h("a", { href: here(node.id), class: node.state },
    h("span", { class: "dot", title: node.state }), h("b", {}, node.id), h("span", {}, node.name.replaceAll("`", ""))));
}

function findingBox(finding, withNode) {
  const node = BY_ID.get(finding.node);
  return h("div", { class: `finding ${finding.severity}` },
    h("p", {}, h("b", { class: "badge" }, finding.code), ` ${finding.name} `, withNode && node && !finding.message.includes(node.id) ? nodeLink(node) : ""),
    h("p", {}, ...inline(finding.message)),
    h("p", { class: "mono fix" }, `${finding.path}:${finding.line}:${finding.column}`),
    finding.fix ? h("p", { class: "fix" }, "fix: ", ...inline(finding.fix)) : "");
}
