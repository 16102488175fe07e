// The ways of wires between cards that stand in rows and columns: through the channels between rows and the gutters
// between columns, never behind a card. Wires to one card share their way as far as they can.

const LANE = 6;
const MARGIN_OF_CHANNEL = 10;
const LEAST_CHANNEL = 20;
const ROUND = 5;
const HEAD = 7;
const STRAIGHT = 10; // a wire that would step aside by less is drawn straight

/** Gives each interval ({ from, to }) the first free lane; how many lanes there are. */
function laned(intervals, gap) {
  const ends = [];
  for (const one of [...intervals].sort((a, b) => a.from - b.from || a.to - b.to)) {
    let lane = ends.findIndex((end) => end + gap <= one.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = one.to;
    one.lane = lane;
  }
  return ends.length;
}

class Routes {
  /** `columns`: [{ left, right }] of the columns, whose gutters stand before, between and after them. */
  constructor(edges, rows, columns) {
    this.columns = columns;
    this.buses = new Map();
    this.wires = edges.map((edge) => this.wire(edge));
    for (const bus of this.buses.values()) bus.gutter = this.gutterOf(bus);
    this.ports();
    this.lanes();
    this.tracks(rows);
  }

  wire(edge) {
    const [from, to] = [edge.from.at, edge.to.at];
    const way = from.row < to.row ? "down" : from.row > to.row ? "up" : "beside";
    const key = `${edge.to.index} ${way} ${edge.kind}`;
    if (!this.buses.has(key)) this.buses.set(key, { to: edge.to, way, kind: edge.kind, wires: [] });
    const bus = this.buses.get(key);
    // Channel n lies above row n, channel n + 1 below it.
    const wire = { edge, bus, first: way === "up" ? from.row : from.row + 1, last: way === "down" ? to.row : to.row + 1 };
    bus.wires.push(wire);
    return wire;
  }

  center(design) {
    const { left, right } = this.columns[design.at.column];
    return (left + right) / 2;
  }

  /** The gutter beside the card that a bus leads to, where more of its wires come from; else up on the right, down on the left. */
  gutterOf(bus) {
    const column = bus.to.at.column;
    const side = bus.wires.reduce((sum, wire) => sum + Math.sign(wire.edge.from.at.column - column), 0);
    return side > 0 || (!side && bus.way === "up") ? column + 1 : column;
  }

  gutter(index) {
    const left = index ? this.columns[index - 1].right : 0;
    const right = index < this.columns.length ? this.columns[index].left : this.columns.at(-1).right + this.columns[0].left;
    return { left, right, middle: (left + right) / 2 };
  }

  /** Where wires leave and reach the edges of cards, in the order of where they lead. */
  ports() {
    const sides = new Map();
    const put = (design, side, owner, toward) => {
      const key = `${design.index} ${side}`;
      if (!sides.has(key)) sides.set(key, { design, side, ports: [] });
      sides.get(key).ports.push({ owner, toward });
    };
    for (const bus of this.buses.values()) {
      const trunk = this.gutter(bus.gutter).middle;
      const far = bus.wires.some((wire) => wire.first !== wire.last);
      const sources = bus.wires.map((wire) => this.center(wire.edge.from));
      put(bus.to, bus.way === "down" ? "top" : "bottom", bus, far ? trunk : sources.reduce((a, b) => a + b) / sources.length);
      for (const wire of bus.wires) {
        put(wire.edge.from, bus.way === "up" ? "top" : "bottom", wire, wire.first === wire.last ? this.center(bus.to) : trunk);
      }
    }
    for (const { design, side, ports } of sides.values()) {
      const { left, right } = this.columns[design.at.column];
      const step = Math.min(18, (right - left - 24) / ports.length);
      const shift = side === "top" ? 2 : -2; // so that what leaves a card above does not lie on what reaches one below
      ports.sort((one, other) => one.toward - other.toward).forEach((port, index) => {
        port.owner.port = this.center(design) + (index - (ports.length - 1) / 2) * step + shift;
      });
    }
    for (const bus of this.buses.values()) {
      const [wire] = bus.wires;
      const alone = bus.wires.length === 1 && wire.first === wire.last;
      if (alone && Math.abs(wire.port - bus.port) < STRAIGHT) bus.port = wire.port;
    }
  }

  /** Where buses run down or up through gutters. */
  lanes() {
    const gutters = new Map();
    for (const bus of this.buses.values()) {
      const far = bus.wires.filter((wire) => wire.first !== wire.last);
      if (!far.length) continue;
      const ends = far.flatMap((wire) => [wire.first, wire.last]);
      const interval = { bus, from: Math.min(...ends), to: Math.max(...ends) };
      gutters.set(bus.gutter, [...(gutters.get(bus.gutter) || []), interval]);
    }
    for (const [index, intervals] of gutters) {
      const count = laned(intervals, 1);
      const { left, right, middle } = this.gutter(index);
      const step = Math.min(LANE, (right - left - 8) / count);
      for (const one of intervals) one.bus.trunk = middle + (one.lane - (count - 1) / 2) * step;
    }
  }

  /** Where wires run sideways through channels; `height` is what each channel needs. */
  tracks(rows) {
    const channels = Array.from({ length: rows + 1 }, () => new Map());
    const put = (channel, bus, ...places) => {
      const held = channels[channel].get(bus) || { from: Infinity, to: -Infinity };
      held.from = Math.min(held.from, ...places);
      held.to = Math.max(held.to, ...places);
      channels[channel].set(bus, held);
    };
    for (const { bus, first, last, port } of this.wires) {
      if (first === last) put(first, bus, port, bus.port);
      else {
        put(first, bus, port, bus.trunk);
        put(last, bus, bus.trunk, bus.port);
      }
    }
    this.channels = channels.map((tracks) => ({ tracks, count: laned(tracks.values(), 10) }));
  }

  /** What a channel needs to hold its wires apart. */
  height(channel) {
    const { count } = this.channels[channel];
    return count ? Math.max(LEAST_CHANNEL, count * LANE + 2 * MARGIN_OF_CHANNEL) : 0;
  }

  /** The wires as paths. `channels`: [{ top, bottom }], `boxes`: Design -> { top, bottom } of its card. */
  paths(channels, boxes) {
    const level = (channel, bus) => {
      const { tracks, count } = this.channels[channel];
      const { top, bottom } = channels[channel];
      const room = bottom - top - 2 * MARGIN_OF_CHANNEL;
      return top + MARGIN_OF_CHANNEL + ((tracks.get(bus).lane + 0.5) * room) / count;
    };
    return this.wires.map(({ edge, bus, first, last, port }) => {
      const start = bus.way === "up" ? boxes.get(edge.from).top : boxes.get(edge.from).bottom;
      const down = bus.way === "down";
      const end = down ? boxes.get(edge.to).top : boxes.get(edge.to).bottom;
      const across = first === last
        ? [[port, level(first, bus)], [bus.port, level(first, bus)]]
        : [[port, level(first, bus)], [bus.trunk, level(first, bus)], [bus.trunk, level(last, bus)], [bus.port, level(last, bus)]];
      const tip = down ? end - HEAD : end + HEAD;
      return { edge, line: rounded([[port, start], ...across, [bus.port, tip]]), head: `M${bus.port} ${end}L${bus.port - 4} ${tip}h8z` };
    });
  }
}

/** A line through some points with round corners, as the data of a path. */
function rounded(points) {
  const [start, ...rest] = points;
  const parts = [`M${start[0]} ${start[1]}`];
  rest.forEach(([x, y], index) => {
    const before = points[index];
    const after = rest[index + 1];
    if (!after) return parts.push(`L${x} ${y}`);
    const near = (other) => {
      const length = Math.hypot(other[0] - x, other[1] - y);
      const part = length ? Math.min(ROUND, length / 2) / length : 0;
      return `${x + (other[0] - x) * part} ${y + (other[1] - y) * part}`;
    };
    parts.push(`L${near(before)}Q${x} ${y} ${near(after)}`);
  });
  return parts.join("");
}
