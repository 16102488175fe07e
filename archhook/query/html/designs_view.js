// The first view as a whole: reasons, what the lines mean, the picture or the matrix of Designs, debts beside it.

class DesignsView {
  constructor() {
    this.made = {};
    this.as = DESIGNS.length > MOST_DRAWN ? "grid" : "picture";
    this.buttons = { picture: "Layers", grid: "Matrix" };
    this.choice = h("span", { class: "choice", role: "group", "aria-label": "Shown as" }, ...Object.entries(this.buttons).map(([name, title]) =>
      h("button", { type: "button", "data-as": name, title: "Layers or matrix (m)", onclick: () => this.turn(name) }, title)));
    this.legend = h("div", { class: "legend" });
    this.place = h("div", { class: "shown" });
    this.sheet = h("div", { class: "sheet" }, ...[this.place, overview()].filter(Boolean));
    this.element = h("div", { id: "designs" }, reasons(), h("div", { class: "bar", hidden: !DESIGNS.length }, this.choice, this.legend), this.sheet);
    this.element.addEventListener("toggle", (event) => { if (event.target.matches(".reasons")) this.refresh(); }, true);
    this.element.addEventListener("click", (event) => {
      const name = event.target.dataset?.edge;
      if (name && event.target.closest("svg")) location.hash = here(name);
    });
    this.watch = new ResizeObserver(() => { if (this.place.clientWidth !== this.width && !document.body.classList.contains("printing")) this.refresh(); });
  }

  get picture() {
    return (this.made.picture ||= new Picture());
  }

  get grid() {
    return (this.made.grid ||= new DesignGrid());
  }

  turn(name) {
    this.as = name;
    this.refresh();
    this.reveal();
  }

  show(place) {
    if (this.element.parentNode !== place) { // else the focus would be lost
      place.replaceChildren(this.element);
      this.watch.observe(this.place);
    }
    this.element.querySelectorAll("a[data-id]").forEach((one) => { one.href = here(one.dataset.id); });
    this.refresh();
    this.reveal();
  }

  refresh() {
    if (!this.element.isConnected) return;
    this.sheet.classList.toggle("narrow", this.as === "picture" && DESIGNS.length > 0 && this.picture.tower);
    this.width = this.place.clientWidth;
    const shown = DESIGNS.length ? this[this.as] : null;
    const nothing = h("p", { class: "nothing" }, "No Design is in force: see Chains for what the ledger declares.");
    if (this.place.firstElementChild !== shown?.element) this.place.replaceChildren(shown ? shown.element : nothing);
    for (const button of this.choice.children) button.setAttribute("aria-pressed", String(button.dataset.as === this.as));
    this.element.querySelectorAll(".reason[data-id]").forEach((one) => one.classList.toggle("chosen", view.node?.id === one.dataset.id));
    this.explain();
    shown?.refresh();
  }

  /** What the lines mean, with how many there are of each. */
  explain() {
    const count = (look) => EDGES.filter((edge) => edge.look === look).length;
    const words = {
      breach: "declared against the layers",
      used: "declared and imported", unused: "declared, not imported",
      "debt failing": "imported, not declared: failing", debt: `imported, not declared: ${EXEMPT}`,
    };
    const key = Object.entries(words).filter(([kind]) => count(kind)).map(([kind, said]) =>
      h("span", { class: "entry" }, h("i", { class: `mark ${kind}` }), `${count(kind)} ${said}`));
    if (!DEBTS.length && EDGES.length) key.push(h("span", { class: "entry" }, "no debts"));
    const drawn = new Set(AT_REST);
    const left = EDGES.filter((edge) => edge.declared && !drawn.has(edge)).length;
    const how = this.as === "grid" ? "A row imports a column. What stands left of the diagonal runs against the order."
      : DESIGNS.length > MOST_DRAWN ? "What requires stands above what is required. Point at a Design to see its lines."
        : `What requires stands above what is required.${left ? ` ${left} lines that others imply are shown at the Design that is pointed at.` : ""}`;
    this.legend.classList.toggle("of-grid", this.as === "grid");
    this.legend.replaceChildren(h("span", { class: "entry" }, many(DESIGNS.length, "Design")), ...key, h("span", { class: "how" }, how));
  }

  /** Scrolls to what was chosen, if it is out of sight. */
  reveal() {
    const design = view.node?.kind === "design" ? view.node : view.node && DESIGNS.find((one) => one.tasks.includes(view.node) || one.tests.includes(view.node));
    const chosen = design || view.edge?.from;
    if (!chosen || !chosen.uses) return;
    if (this.as === "grid") this.grid.reveal(chosen);
    const target = this.as === "grid" ? this.grid.element : this.picture.cards.get(chosen).element;
    const box = target.getBoundingClientRect();
    const around = this.element.parentNode.getBoundingClientRect();
    const tall = box.height > around.height;
    if (tall ? box.top > around.bottom - 200 || box.bottom < around.top + 200 : box.top < around.top || box.bottom > around.bottom) target.scrollIntoView({ block: "center" });
  }

  focus(node) {
    const card = this.picture.cards.get(node) || this.picture.active;
    if (this.as === "picture" && card) card.name.focus();
    else this.grid.element.focus();
  }
}
