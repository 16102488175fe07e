// The five levels as columns. Only the rows in sight are in the page, and only their links are drawn.

const LONG = 22; // an id of more takes two lines
const ROW = NODES.some((node) => node.id.length > LONG) ? 78 : 62;
document.documentElement.style.setProperty("--lines", ROW > 62 ? 3 : 2);
document.documentElement.style.setProperty("--row", `${ROW}px`);
const MARGIN = 6;

class Column {
  constructor(map, kind) {
    this.map = map;
    this.kind = kind;
    this.nodes = [];
    this.at = new Map();
    this.active = -1;
    this.drawn = new Map();
    this.space = h("div", { class: "space" });
    this.list = h("div", {
      class: "rows", role: "listbox", tabindex: "0", "aria-label": KIND_NAMES[kind],
      onscroll: () => { this.draw(); map.wire(); }, onkeydown: (event) => this.key(event),
      onfocus: () => this.move(this.active < 0 ? this.firstInSight() : this.active),
    }, this.space);
    this.count = h("span", {});
    this.strip = h("div", { class: "strip", "aria-hidden": "true" });
    this.element = h("section", { class: "column" }, h("h2", {}, h("b", {}, KIND_NAMES[kind]), this.count), this.list, this.strip);
  }

  fill(nodes, total) {
    const keep = this.nodes[this.active];
    this.nodes = nodes;
    this.at = new Map(nodes.map((node, index) => [node, index]));
    this.active = this.at.has(keep) ? this.at.get(keep) : -1;
    this.count.textContent = nodes.length === total ? `${total}` : `${nodes.length}/${total}`;
    this.space.style.height = `${nodes.length * ROW}px`;
    this.space.style.position = "relative";
    this.marks();
    this.drawn.clear();
    this.space.replaceChildren(...(nodes.length ? [] : [h("p", { class: "nothing" }, "none")]));
    this.draw();
  }

  /** Beside a column that is longer than the window: where in it something is broken. */
  marks() {
    const places = new Map();
    if (this.nodes.length * ROW > this.list.clientHeight) {
      for (const state of ["warned", "broken"]) {
        this.nodes.forEach((node, index) => { if (node.state === state) places.set(Math.round((index / this.nodes.length) * 250), state); });
      }
    }
    this.strip.replaceChildren(...[...places].map(([place, state]) => {
      const mark = h("i", { class: state });
      mark.style.top = `${place / 2.5}%`;
      return mark;
    }));
  }

  firstInSight() {
    return this.nodes.length ? Math.ceil(this.list.scrollTop / ROW) : -1;
  }

  inSight() {
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW) - 1);
    const last = Math.min(this.nodes.length, Math.ceil((this.list.scrollTop + this.list.clientHeight) / ROW) + 1);
    return [first, last];
  }

  draw() {
    const [first, last] = this.inSight();
    for (const [index, row] of this.drawn) {
      if (index < first || index >= last) { row.remove(); this.drawn.delete(index); }
    }
    for (let index = first; index < last; index++) {
      if (!this.drawn.has(index)) {
        const row = this.row(index);
        this.drawn.set(index, row);
        this.space.append(row);
      }
    }
  }

  row(index) {
    const node = this.nodes[index];
    const chosen = view.node === node;
    const faded = this.map.traced && !this.map.traced.has(node);
    const codes = [...new Set(node.findings.map((one) => one.code))].join(" ");
    const row = h("div", {
      class: `row ${node.state}${node.id.length > LONG ? " long" : ""}${chosen ? " chosen" : ""}${faded ? " faded" : ""}${index === this.active ? " active" : ""}`,
      role: "option", id: `row-${node.index}`, "aria-selected": String(chosen), title: `${node.id} ${node.name}`,
      onclick: () => { this.active = index; go(node === view.node ? null : node); },
      onmouseenter: () => this.map.hover(node), onmouseleave: () => this.map.hover(null),
    },
    h("div", { class: "id" }, node.id, h("small", {}, codes ? `  ${codes}` : node.state === "planned" ? "  planned" : "")),
    h("div", { class: "name" }, node.name.replaceAll("`", "")));
    row.style.top = `${index * ROW}px`;
    return row;
  }

  move(index) {
    if (!this.nodes.length) return;
    const before = this.drawn.get(this.active);
    if (before) before.classList.remove("active");
    this.active = Math.max(0, Math.min(this.nodes.length - 1, index));
    const top = this.active * ROW;
    if (top < this.list.scrollTop) this.list.scrollTop = top;
    if (top + ROW > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = top + ROW - this.list.clientHeight;
    this.draw();
    this.drawn.get(this.active)?.classList.add("active");
    this.list.setAttribute("aria-activedescendant", `row-${this.nodes[this.active].index}`);
    this.map.hover(this.nodes[this.active]);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.list.clientHeight / ROW) - 1);
    const steps = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page, PageUp: this.active - page,
      Home: 0, End: this.nodes.length - 1,
    };
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.map.sideways(this, event.key === "ArrowRight" ? 1 : -1);
    else if ((event.key === "Enter" || event.key === " ") && this.active >= 0) go(this.nodes[this.active]);
    else return;
    event.preventDefault();
  }
}

class LevelMap {
  constructor() {
    this.columns = DATA.kinds.map((kind) => new Column(this, kind));
    this.canvas = h("canvas", { id: "wires", "aria-hidden": "true" });
    this.grid = h("div", { id: "columns" }, ...this.columns.map((column) => column.element));
    this.of = new Map(this.columns.map((column) => [column.kind, column]));
    this.hovered = null;
    this.traced = null;
    this.pending = false;
  }

  show(place) {
    place.classList.add("map");
    if (this.grid.parentNode !== place) place.replaceChildren(this.canvas, this.grid); // else the focus would be lost
    this.refresh();
  }

  refresh() {
    this.traced = view.node ? trace(view.node) : null;
    const only = view.only && this.traced;
    for (const column of this.columns) {
      const all = NODES.filter((node) => node.kind === column.kind);
      const shown = all.filter((node) => node === view.node || (wanted(node) && (!only || this.traced.has(node))));
      column.fill(shown.sort(ORDERS[view.order]), all.length);
    }
    const heavy = this.columns.map((column) => (column.nodes.length ? "minmax(0, 1fr)" : "minmax(0, 0.45fr)"));
    this.grid.style.gridTemplateColumns = heavy.join(" ");
    const chosen = view.node && this.of.get(view.node.kind);
    if (chosen) {
      chosen.active = chosen.at.get(view.node);
      const top = chosen.active * ROW;
      const inside = top >= chosen.list.scrollTop && top + ROW <= chosen.list.scrollTop + chosen.list.clientHeight;
      if (!inside) chosen.list.scrollTop = top - chosen.list.clientHeight / 2;
    }
    this.columns.forEach((column) => column.draw());
    this.wire();
  }

  hover(node) {
    this.hovered = node;
    this.wire();
  }

  sideways(from, step) {
    const node = from.nodes[from.active];
    for (let at = this.columns.indexOf(from) + step; at >= 0 && at < this.columns.length; at += step) {
      const column = this.columns[at];
      if (!column.nodes.length) continue;
      const near = node ? [...parents(node), ...children(node), ...wires(node)] : [];
      const linked = near.filter((other) => column.at.has(other)).map((other) => column.at.get(other));
      column.active = linked.length ? Math.min(...linked) : Math.min(column.nodes.length - 1, column.firstInSight());
      column.list.focus({ preventScroll: true });
      column.move(column.active);
      return;
    }
  }

  wire() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => { this.pending = false; this.paint(); });
  }

  paint() {
    const canvas = this.canvas;
    const scale = window.devicePixelRatio || 1;
    const box = canvas.getBoundingClientRect();
    if (!box.width) return;
    canvas.width = Math.round(box.width * scale);
    canvas.height = Math.round(box.height * scale);
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    const colors = { wire: color("wire"), accent: color("accent"), broken: color("broken") };
    const sides = this.columns.map((column) => column.list.getBoundingClientRect());
    const strong = [];
    const led = new Set(); // where a line leaves towards what is out of sight, one is enough to say so
    for (const [from, to] of this.pairs()) {
      const line = this.line(from, to, sides, box);
      if (!line) continue;
      const traced = this.traced && this.traced.has(from) && this.traced.has(to);
      const near = this.hovered && (from === this.hovered || to === this.hovered);
      if (near || (traced && !view.only) || this.chosen(from, to)) strong.push(line);
      else if (line.far && !traced) continue; // it would pass behind the columns between: shown when it is asked for
      else if (line.clipped && led.size === led.add(line.clipped).size) continue;
      else stroke(pen, line, to.state === "broken" ? colors.broken : colors.wire, line.clipped ? 0.4 : 0.9, 1.2);
    }
    for (const line of strong) stroke(pen, line, colors.accent, line.clipped ? 0.55 : 1, 2);
  }

  chosen(from, to) {
    return view.node && (from === view.node || to === view.node);
  }

  /** The links of which one end is in sight; each once. */
  *pairs() {
    const seen = new Set();
    for (const column of this.columns) {
      const [first, last] = column.inSight();
      for (let index = first; index < last; index++) {
        const node = column.nodes[index];
        if (!node) continue;
        for (const other of wires(node)) {
          const key = node.index * NODES.length + other.index;
          if (!seen.has(key)) { seen.add(key); yield [node, other]; }
        }
        for (const field of [...UP, "verifies"]) {
          for (const id of node.links[field] || []) {
            const other = BY_ID.get(id);
            const key = other ? other.index * NODES.length + node.index : 0;
            if (other && !seen.has(key)) { seen.add(key); yield [other, node]; }
          }
        }
        for (const id of (this.chosen(node, node) || node === this.hovered) && node.links.requires || []) {
          if (BY_ID.has(id)) yield [node, BY_ID.get(id)];
        }
      }
    }
  }

  line(from, to, sides, box) {
    const left = this.of.get(from.kind);
    const right = this.of.get(to.kind);
    if (!left.at.has(from) || !right.at.has(to)) return null;
    const one = this.end(left, from, sides, box);
    const other = this.end(right, to, sides, box);
    const same = left === right;
    const gap = this.columns.indexOf(right) - this.columns.indexOf(left);
    const seen = one.clipped ? to : from;
    return {
      x1: one.right, y1: one.y, x2: same ? other.right : other.left, y2: other.y, same, far: gap > 1,
      clipped: one.clipped || other.clipped ? `${seen.index} ${one.clipped || other.clipped} ${gap}` : "",
    };
  }

  end(column, node, sides, box) {
    const side = sides[this.columns.indexOf(column)];
    const y = column.at.get(node) * ROW + (ROW - MARGIN) / 2 - column.list.scrollTop;
    const inside = Math.max(0, Math.min(side.height, y));
    const clipped = inside === y ? "" : y < 0 ? "above" : "below";
    return { left: side.left - box.left, right: side.right - box.left, y: side.top - box.top + inside, clipped };
  }
}

function stroke(pen, line, color, alpha, width) {
  const bend = line.same ? 34 : (line.x2 - line.x1) / 2;
  pen.globalAlpha = alpha;
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(line.x1, line.y1);
  pen.bezierCurveTo(line.x1 + bend, line.y1, line.same ? line.x2 + bend : line.x2 - bend, line.y2, line.x2, line.y2);
  pen.stroke();
}
