// Designs against Designs: a row imports a column, in the order of the layers. Only the marks in sight are in the page.

const SQUARE = 24;

class DesignGrid {
  constructor() {
    this.order = bands().flatMap(({ name, designs }) => levelsOf(designs).flat().map((design) => ({ design, band: name })));
    this.order.forEach(({ design }, index) => { design.rank = index; });
    this.names = h("div", { class: "names-of-rows" });
    this.corner = h("div", { class: "corner" }, "imports ▸");
    this.heads = h("div", { class: "heads-of-columns" });
    this.cells = h("div", { class: "cells" });
    this.space = h("div", { class: "space" }, this.heads, this.names, this.cells);
    this.element = h("div", { class: "design-grid", tabindex: "0", role: "region", "aria-label": "Designs against Designs: a row imports a column",
      onscroll: () => this.draw(), onmouseover: (event) => this.point(event), onmouseleave: () => this.point(null) }, this.space);
    this.lines = [h("i", { class: "line-of-row" }), h("i", { class: "line-of-column" })];
    this.made = false;
  }

  /** Names are made once; how high each row is follows from them. */
  build() {
    this.made = true;
    this.rows = this.order.map(({ design, band }, index) => {
      const first = band && (!index || this.order[index - 1].band !== band);
      const counts = [design.tasks.length ? many(design.tasks.length, "Task") : "", design.tests.length ? many(design.tests.length, "Test") : ""].filter(Boolean).join(" · ");
      const owed = design.uses.reduce((sum, edge) => sum + edge.debts.length, 0);
      return h("div", { class: `row-name ${design.state} ${colorsOf(design).join(" ")}` }, first ? h("span", { class: "band-name" }, band) : "",
        h("a", { "data-id": design.id }, h("span", { class: "dot" }), h("b", {}, design.id), ` ${plain(design.name)} `,
          h("small", {}, counts), owed ? h("small", { class: "of-debt" }, ` · ${many(owed, "debt")}`) : ""));
    });
    this.names.replaceChildren(...this.rows);
    this.tops = this.order.map(({ design }) => h("a", { "data-id": design.id, tabindex: "-1", title: `${design.id} ${design.name}`, class: design.state }, h("b", {}, design.id)));
    this.heads.replaceChildren(this.corner, ...this.tops);
  }

  refresh() {
    if (!this.made) this.build();
    for (const link of this.space.querySelectorAll("a[data-id]")) link.href = here(link.dataset.id);
    this.order.forEach(({ design }, index) => {
      const hit = wanted(design) || design.tasks.some(wanted) || design.tests.some(wanted);
      for (const one of [this.rows[index], this.tops[index]]) {
        one.classList.toggle("faded", !hit);
        one.classList.toggle("chosen", design === view.node);
      }
    });
    this.left = this.names.offsetWidth;
    const longest = this.order.reduce((most, { design }) => Math.max(most, design.id.length), 0);
    this.head = Math.min(320, 14 + longest * 7.6);
    this.heads.style.height = `${this.head}px`;
    this.corner.style.width = `${this.left}px`;
    this.tops.forEach((one, index) => { one.style.left = `${this.left + index * SQUARE}px`; });
    const first = this.names.offsetTop;
    this.places = this.rows.map((row) => ({ top: row.offsetTop + first, height: row.offsetHeight }));
    const bottom = this.places.at(-1).top + this.places.at(-1).height;
    this.space.style.width = `${this.left + this.order.length * SQUARE + 8}px`;
    this.space.style.height = `${bottom + 8}px`;
    this.draw();
  }

  draw() {
    if (!this.places || !this.element.isConnected) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.element;
    const [above, below] = [scrollTop - 100, scrollTop + clientHeight + 100];
    const [before, after] = [scrollLeft - 100, scrollLeft + clientWidth + 100];
    const made = [];
    this.order.forEach(({ design }, index) => {
      const { top, height } = this.places[index];
      if (top + height < above || top > below) return;
      const put = (name, column, text, title, edge) => {
        const left = this.left + column * SQUARE;
        if (left < before - SQUARE || left > after) return;
        const cell = h(edge ? "a" : "i", { class: `cell ${name}`, title, href: edge ? here(edge.name) : null, tabindex: edge ? "-1" : null, "data-row": index, "data-column": column }, text);
        Object.assign(cell.style, { left: `${left}px`, top: `${top}px`, height: `${height}px` });
        made.push(cell);
      };
      const line = h("i", { class: "separator" });
      line.style.top = `${top + height - 1}px`;
      made.push(line);
      put("self", index, "", null, null);
      for (const edge of design.uses) {
        const chosen = edge === view.edge ? " chosen" : "";
        put(edge.look + chosen, edge.to.rank, edge.count ? String(edge.count) : "·", `${edge.from.id} → ${edge.to.id} ${edge.to.name}: ${edgeSaid(edge)}, ${importsSaid(edge)}`, edge);
      }
    });
    this.cells.replaceChildren(...made, ...this.lines);
  }

  /** Scrolls to the row of a Design, if it is out of sight. */
  reveal(design) {
    const { top, height } = this.places[design.rank];
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop + this.head || top + height > scrollTop + clientHeight) this.element.scrollTop = top - this.head - clientHeight / 3;
    const left = this.left + design.rank * SQUARE;
    const { scrollLeft, clientWidth } = this.element;
    if (left < scrollLeft + this.left || left + SQUARE > scrollLeft + clientWidth) this.element.scrollLeft = left - this.left - clientWidth / 3;
  }

  /** Lights the row and the column that are pointed at. */
  point(event) {
    const cell = event?.target.closest(".cell[data-row]");
    this.lines.forEach((line) => { line.hidden = !cell; });
    if (!cell) return;
    const { top, height } = this.places[cell.dataset.row];
    const [row, column] = this.lines;
    Object.assign(row.style, { top: `${top}px`, height: `${height}px`, left: "0px", width: this.space.style.width });
    Object.assign(column.style, { left: `${this.left + cell.dataset.column * SQUARE}px`, width: `${SQUARE}px`, top: "0px", height: this.space.style.height });
  }
}
