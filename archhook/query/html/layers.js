// The first view: Designs as cards in rows, by layer, with wires for what leads from one to another.

const CARD = 184; // a card is at least so wide
const GUTTER = 34;
const INSIDE_SHOWN = 40;
const AROUND_NAMES = 14; // between the edge of the layer above, the name of a layer, and what comes below it

class DesignCard {
  constructor(design, picture) {
    this.design = design;
    this.open = false;
    this.asked = ""; // what the list inside was made for
    const inner = [...design.tasks, ...design.tests];
    const found = [design, ...inner].flatMap((node) => node.findings);
    const said = found.every((one) => one.code === "LED007") ? many(found.length, "placeholder") : many(found.length, "finding");
    const worst = ["broken", "warned"].find((state) => [design, ...inner].some((node) => node.state === state)) || design.state;
    const owed = design.uses.reduce((sum, edge) => sum + edge.debts.length, 0);
    this.name = h("a", { class: "name", href: "", tabindex: "-1", onfocus: () => picture.activate(this) },
      h("b", {}, design.id), ` ${plain(design.name)}`);
    this.toggle = h("button", { type: "button", class: "toggle", "aria-expanded": "false", tabindex: "-1", hidden: !inner.length,
      onclick: () => { this.open = !this.open; picture.refresh(); } }, this.counts());
    this.inside = h("div", { class: "inside", hidden: true });
    this.relation = h("small", { class: "relation" });
    this.element = h("article", {
      class: `card ${worst} ${colorsOf(design).join(" ")}`, "data-id": design.id,
      onmouseenter: () => picture.hover(design), onmouseleave: () => picture.hover(null),
      onclick: (event) => { if (!event.target.closest("a, button, .inside")) go(design === view.node ? null : design); },
      onkeydown: (event) => picture.key(event, this),
    },
    h("div", { class: "swatches", "aria-hidden": "true" }, ...colorsOf(design).map((name) => h("i", { class: `swatch ${name}` }))),
    this.name,
    h("p", { class: "facts" }, this.toggle,
      found.length ? h("span", { class: "badge found" }, said) : "",
      owed ? h("span", { class: "badge owed" }, many(owed, "debt")) : "",
      design.state === "planned" ? h("span", { class: "badge" }, "planned") : ""),
    this.relation, this.inside);
  }

  counts() {
    const { tasks, tests } = this.design;
    const files = DATA.files[this.design.id] || 0;
    const work = many(tasks.length, "Task") + (files > tasks.length ? ` (${many(files, "file")})` : "");
    return [tasks.length ? work : "", tests.length ? many(tests.length, "Test") : ""].filter(Boolean).join(" · ");
  }

  /** Whether it passes the filters, itself or by what is in it; while something is searched for, what is in it is listed. */
  fill() {
    const { design } = this;
    const searched = Boolean(view.query || view.code);
    const inner = [...design.tasks, ...design.tests].filter(wanted);
    const chosen = view.node && (design.tasks.includes(view.node) || design.tests.includes(view.node));
    const shown = inner.length > 0 && (this.open || searched);
    const asked = shown ? `${view.query} ${view.code} ${[...view.states]} ${this.open} ${view.name}` : "";
    this.toggle.setAttribute("aria-expanded", String(shown));
    this.inside.hidden = !shown;
    if (shown && this.asked !== asked) this.inside.replaceChildren(...this.list(inner, this.open ? INSIDE_SHOWN : 5));
    this.asked = asked;
    this.name.href = here(design.id);
    return { hit: wanted(design) || inner.length > 0, chosen };
  }

  list(nodes, most) {
    return ["task", "test"].flatMap((kind) => {
      const some = nodes.filter((node) => node.kind === kind);
      return some.length ? [h("h4", {}, KIND_NAMES[kind]), h("ul", { class: "links" }, ...some.slice(0, most).map(linkRow)),
        some.length > most ? h("p", {}, `and ${some.length - most} more: see Chains`) : ""] : [];
    });
  }
}

class Picture {
  constructor() {
    this.cards = new Map(DESIGNS.map((design) => [design, new DesignCard(design, this)]));
    this.levelled = bands().map(({ designs, ...band }) => ({ ...band, levels: levelsOf(designs) }));
    this.tower = this.levelled.every((band) => band.apart || band.levels.every((level) => level.length === 1));
    this.hovered = null;
    this.active = null;
    this.columns = 0;
    this.svg = document.getElementById("wires-of-designs").content.firstElementChild.cloneNode(true);
    [this.resting, this.near] = this.svg.querySelectorAll("g");
    this.grid = h("div", { class: "grid" }, ...[...this.cards.values()].map((card) => card.element));
    this.element = h("div", { class: "picture", role: "group", "aria-label": "Designs by layer" }, this.svg, this.grid);
  }

  /** As few columns as tear no level that the width does not: a narrow picture has wider cards. */
  fitting() {
    const levels = this.levelled.flatMap((band) => band.levels.map((level) => ({ size: level.length, apart: band.apart })));
    const rows = (columns) => levels.reduce((sum, { size, apart }) => sum + (apart ? 0 : Math.ceil(size / columns)), 0);
    const most = Math.max(1, Math.floor((this.element.clientWidth - GUTTER) / (CARD + GUTTER)));
    let columns = most;
    while (columns > 1 && rows(columns - 1) === rows(most)) columns -= 1;
    const single = levels.filter(({ size, apart }) => size === 1 && !apart).length;
    if (columns === 2 && most > 2 && single * 2 > rows(most)) columns = 3; // so that there is a middle
    return columns;
  }

  /** Rows and columns for the width that there is. */
  arrange() {
    const columns = this.fitting();
    if (columns === this.columns) return;
    this.columns = columns;
    this.rows = placed(rowsOf(this.levelled, columns), columns);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    for (const [design, card] of this.cards) {
      card.element.style.gridColumn = String(design.at.column + 1);
      card.element.style.gridRow = String(2 * design.at.row + 2);
    }
    this.grid.querySelectorAll(".band").forEach((one) => one.remove());
    this.labels = new Map();
    this.rows.forEach((row, index) => {
      if (!row.name || (index && this.rows[index - 1].band === row.band)) return;
      const last = this.rows.findLastIndex((other) => other.band === row.band);
      const label = h("span", {}, row.name);
      const band = h("div", { class: "band" }, label);
      this.labels.set(index, label);
      band.style.gridRow = `${2 * index + 1} / ${2 * last + 3}`;
      this.grid.prepend(band);
    });
    if (!this.active) this.activate(this.cards.get(this.rows[0]?.designs[0]));
  }

  /** Where cards begin and end, from the top of the picture. */
  measured() {
    const { top } = this.element.getBoundingClientRect();
    return new Map([...this.cards].map(([design, card]) => {
      const box = card.element.getBoundingClientRect();
      return [design, { top: box.top - top, bottom: box.bottom - top }];
    }));
  }

  refresh() {
    if (!DESIGNS.length) return;
    this.arrange();
    this.filter();
    const inner = this.grid.clientWidth - 2 * GUTTER - (this.columns - 1) * GUTTER;
    const each = inner / this.columns;
    const left = (column) => GUTTER + column * (each + GUTTER);
    this.places = Array.from({ length: this.columns }, (_, column) => ({ left: left(column), right: left(column) + each }));
    const routes = this.routes(AT_REST);
    this.named = new Map([...this.labels].map(([row, label]) => [row, label.offsetHeight + AROUND_NAMES]));
    const least = DESIGNS.length > MOST_DRAWN ? 16 : 22;
    const heights = Array.from({ length: this.rows.length + 1 }, (_, channel) =>
      Math.max(routes.height(channel), channel && channel < this.rows.length ? least : 10) + (this.named.get(channel) || 0));
    this.grid.style.gridTemplateRows = heights.map((height) => `${height}px`).join(" auto ");
    this.boxes = this.measured();
    if (document.body.classList.contains("printing")) this.fix(heights);
    this.paint(this.resting, routes);
    this.mark();
  }

  /** Keeps rows as high as they are: text is set anew on paper, and wires stay where they were drawn. */
  fix(heights) {
    const rows = this.rows.map(({ designs }) => Math.max(...designs.map((design) => this.boxes.get(design).bottom - this.boxes.get(design).top)));
    this.grid.style.gridTemplateRows = heights.map((height, index) => (index < rows.length ? `${height}px ${rows[index]}px` : `${height}px`)).join(" ");
  }

  routes(edges) {
    return new Routes(edges, this.rows.length, this.places);
  }

  paint(group, routes) {
    const { boxes } = this;
    const tops = this.rows.map(({ designs }) => Math.min(...designs.map((design) => boxes.get(design).top)));
    const bottoms = this.rows.map(({ designs }) => Math.max(...designs.map((design) => boxes.get(design).bottom)));
    const channels = Array.from({ length: this.rows.length + 1 }, (_, index) => ({
      top: (index ? bottoms[index - 1] : tops[0] - 24) + (index && this.named.get(index) || 0), bottom: index < tops.length ? tops[index] : bottoms.at(-1) + 24,
    }));
    const make = (name, data, edge) => {
      const path = document.createElementNS(this.svg.namespaceURI, "path");
      path.setAttribute("class", `${name} ${edge.look}`);
      path.setAttribute("d", data);
      path.setAttribute("data-edge", edge.name);
      if (name === "touch") {
        const title = document.createElementNS(this.svg.namespaceURI, "title");
        title.textContent = `${edge.from.id} → ${edge.to.id}: ${edgeSaid(edge)}, ${importsSaid(edge)}`;
        path.append(title);
      }
      return path;
    };
    const paths = routes.paths(channels, boxes).flatMap(({ edge, line, head }) => [make("touch", line, edge), make("line", line, edge), make("head", head, edge)]);
    group.replaceChildren(...paths);
  }

  filter() {
    this.faded = new Set();
    let opened = false;
    const traced = view.node && view.node.kind !== "design" && trace(view.node);
    for (const [design, card] of this.cards) {
      const { hit, chosen } = card.fill();
      card.element.classList.toggle("chosen", design === view.node || Boolean(chosen));
      opened ||= !card.inside.hidden;
      if (!hit || (traced && !traced.has(design) && !chosen)) this.faded.add(design);
    }
    this.grid.classList.toggle("opened", opened);
  }

  hover(design) {
    this.hovered = design;
    this.mark();
  }

  /** Shows what leads from and to the Design, or over the edge, that is pointed at, else chosen. */
  mark() {
    const design = this.hovered || (view.node?.kind === "design" && this.cards.has(view.node) ? view.node : null);
    const edges = design ? [...design.uses, ...design.used_by] : view.edge ? [view.edge] : [];
    const ends = new Set([design, ...edges.flatMap((edge) => [edge.from, edge.to])]);
    this.svg.classList.toggle("asked", edges.length > 0);
    if (edges.length) this.paint(this.near, this.routes(edges));
    else this.near.replaceChildren();
    const said = (edge) => `${edgeSaid(edge)}, ${importsSaid(edge)}`;
    for (const [other, card] of this.cards) {
      const [to, from] = design ? [design.uses.find((edge) => edge.to === other), design.used_by.find((edge) => edge.from === other)] : [];
      card.relation.replaceChildren(...[to && h("span", { title: `${design.id} → ${other.id}: ${said(to)}` }, `▾ ${to.count}`),
        from && h("span", { title: `${other.id} → ${design.id}: ${said(from)}` }, `▴ ${from.count}`)].filter(Boolean));
      card.element.classList.toggle("faded", edges.length ? !ends.has(other) : this.faded.has(other));
    }
  }

  activate(card) {
    if (this.active) { this.active.name.tabIndex = -1; this.active.toggle.tabIndex = -1; }
    this.active = card || null;
    if (card) { card.name.tabIndex = 0; card.toggle.tabIndex = 0; }
  }

  /** Walks from card to card: in a row, and to the nearest card of the next row. */
  key(event, card) {
    if (event.target.closest(".inside")) return;
    const { row, column } = card.design.at;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    let next = null;
    if (step) {
      const near = (design) => Math.abs(design.at.column - column);
      next = this.rows[row + step]?.designs.reduce((one, other) => (near(other) < near(one) ? other : one));
    } else if (side) {
      const designs = [...this.rows[row].designs].sort((one, other) => one.at.column - other.at.column);
      next = designs[designs.indexOf(card.design) + side];
    } else if (event.key === " " && event.target === card.name) card.toggle.click();
    else return;
    if (next) this.cards.get(next).name.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
