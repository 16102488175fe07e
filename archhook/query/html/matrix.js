// The traceability matrix: Requirements against the Designs and the Tests. Only the cells in sight are in the page.

const CELL = 30;

function headHeight() {
  return Math.min(230, Math.max(126, Math.round(window.innerHeight * 0.24)));
}

function leftWidth() {
  return Math.min(330, Math.max(150, window.innerWidth * 0.28));
}

/** Requirement -> its marks: Design or Test -> true where it is named directly. */
function marksOf(requirement) {
  const marks = new Map();
  const put = (node, direct) => marks.set(node, direct || marks.get(node) || false);
  const direct = alive(requirement.named_by.satisfies);
  alive(requirement.named_by.verifies).forEach((test) => put(test, true));
  for (const design of direct) {
    put(design, true);
    alive(design.named_by.verifies).forEach((test) => put(test, false));
  }
  for (const start of direct) {
    for (const design of closure(start, (one) => alive(one.links.requires))) put(design, false);
  }
  return marks;
}

class Matrix {
  constructor() {
    this.cells = h("div", { class: "cells" });
    this.left = h("div", { class: "left" });
    this.head = h("div", { class: "head" });
    this.corner = h("div", { class: "corner" }, h("p", {}, "● directly"), h("p", {}, "○ through a Design"), this.what = h("span", {}));
    this.space = h("div", { class: "space" }, this.cells, this.left, this.head, this.corner);
    this.element = h("div", { id: "matrix", tabindex: "0", "aria-label": "Requirements against Designs and Tests", onscroll: () => this.draw() }, this.space);
    this.marks = new Map();
  }

  show(place) {
    if (this.element.parentNode !== place) place.replaceChildren(this.element); // else the focus would be lost
    this.refresh();
  }

  refresh() {
    const living = NODES.filter((node) => node.in_force);
    this.rows = living.filter((node) => node.kind === "requirement").filter(wanted).sort(ORDERS[view.order]);
    const columns = (kind) => living.filter((node) => node.kind === kind).sort(ORDERS[view.order]);
    const used = new Set(this.rows.flatMap((row) => [...this.of(row).keys()]));
    this.columns = [...columns("design"), ...columns("test").filter((node) => node.level !== "acceptance")];
    if (view.query || view.code) this.columns = this.columns.filter((node) => used.has(node));
    this.designs = this.columns.filter((node) => node.kind === "design").length;
    const tests = this.columns.length - this.designs;
    this.what.textContent = `${many(this.rows.length, "Requirement")} × ${many(this.designs, "Design")}, ${many(tests, "Test")}`;
    this.width = leftWidth();
    this.height = headHeight();
    this.element.style.setProperty("--head", `${this.height - 8}px`);
    this.space.style.width = `${this.width + this.columns.length * CELL + 20}px`;
    this.space.style.height = `${this.height + this.rows.length * CELL + 20}px`;
    this.draw();
  }

  of(row) {
    if (!this.marks.has(row)) this.marks.set(row, marksOf(row));
    return this.marks.get(row);
  }

  draw() {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.element;
    const range = (scroll, size, all) => [Math.max(0, Math.floor(scroll / CELL) - 1), Math.min(all, Math.ceil((scroll + size) / CELL) + 1)];
    const [top, bottom] = range(scrollTop, clientHeight - this.height, this.rows.length);
    const [first, last] = range(scrollLeft, clientWidth - this.width, this.columns.length);
    const at = (element, x, y, w, hgt) => Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${w}px`, height: `${hgt}px` });
    at(this.corner, scrollLeft, scrollTop, this.width, this.height);
    at(this.left, scrollLeft, this.height, this.width, this.rows.length * CELL);
    at(this.head, this.width, scrollTop, this.columns.length * CELL, this.height);
    const names = [];
    const cells = [];
    for (let row = top; row < bottom; row++) {
      const node = this.rows[row];
      const name = h("a", { href: here(node.id), class: node.state, title: node.name }, h("span", {}, h("b", {}, node.id), plain(node.name)));
      name.style.top = `${row * CELL}px`;
      names.push(name);
      if (row % 2) {
        const stripe = h("div", { class: "stripe" });
        stripe.style.top = `${this.height + row * CELL}px`;
        cells.push(stripe);
      }
      const marks = this.of(node);
      for (let column = first; column < last; column++) {
        const other = this.columns[column];
        if (!marks.has(other)) continue;
        const direct = marks.get(other);
        const mark = h("a", { class: `mark ${other.state}`, href: here(other.id), title: `${node.id} ← ${other.id} ${other.name}` }, direct ? "●" : "○");
        mark.style.left = `${this.width + column * CELL}px`;
        mark.style.top = `${this.height + row * CELL}px`;
        cells.push(mark);
      }
    }
    if (this.designs && this.designs < this.columns.length) {
      const line = h("div", { class: "divide" });
      at(line, this.width + this.designs * CELL, this.height, 1, this.rows.length * CELL);
      cells.push(line);
    }
    const heads = this.columns.slice(first, last).map((node, index) => {
      const name = h("a", { href: here(node.id), class: node.state, title: node.name }, h("span", {}, h("b", {}, node.id), plain(node.name)));
      Object.assign(name.style, { left: `${(first + index) * CELL}px`, top: `${this.height - 4}px` });
      return name;
    });
    this.left.replaceChildren(...names);
    this.head.replaceChildren(...heads);
    this.cells.replaceChildren(...cells);
  }
}
