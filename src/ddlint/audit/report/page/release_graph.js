// The release graph: each service's main line, its hotfix branches, where they left, and whether they came back.

const MAIN = 40;
const BRANCH = 22;
const SERVICES_DRAWN = 12;
const GRAPH_NAMES = 130;

/** What the graph of one service holds: nodes on the main line (lane 0) and on branches (1 and on), and edges. */
function graphOf(data, service) {
  const { releases, hotfixes, words } = data;
  const of = (columns, at) => words[columns.service[at]] === service;
  const time = new Map();
  const nodes = [];
  releases.tag.forEach((tag, at) => {
    if (!of(releases, at)) return;
    time.set(tag, releases.commit_time[at]);
    nodes.push({ at, tag, time: releases.commit_time[at], mark: releaseKind(data, at), lane: 0 });
  });
  const branches = new Map();
  hotfixes.tag.forEach((tag, at) => {
    if (!of(hotfixes, at) || !time.has(tag)) return;
    const key = hotfixes.branch[at] || hotfixes.base[at] || tag;
    if (!branches.has(key)) branches.set(key, []);
    branches.get(key).push({ at, tag, time: time.get(tag), base: hotfixes.base[at], state: words[hotfixes.state[at]], merged: hotfixes.merged_time[at] });
  });
  const lanes = placed([...branches.values()], time);
  const laneOf = new Map(lanes.flatMap(({ fixes, lane }) => fixes.map((fix) => [fix.tag, lane])));
  for (const node of nodes) node.lane = laneOf.get(node.tag) ?? 0;
  const edges = lanes.flatMap(({ fixes, lane }) => fixes.flatMap((fix) => edgesOf(fix, lane, time, laneOf)));
  return { service, nodes, edges, lanes: Math.max(0, ...lanes.map(({ lane }) => lane)) };
}

/** Branches, each in the lowest lane that is free while it lasts. */
function placed(branches, time) {
  const began = (fixes) => Math.min(...fixes.map((fix) => time.get(fix.base) ?? fix.time));
  const ended = (fixes) => Math.max(...fixes.map((fix) => Math.max(fix.merged ?? fix.time, fix.time))) + 20 * 86400;
  const free = [];
  return branches.sort((a, b) => began(a) - began(b)).map((fixes) => {
    let lane = free.findIndex((until) => until <= began(fixes));
    if (lane < 0) lane = free.length;
    free[lane] = ended(fixes);
    return { fixes, lane: lane + 1 };
  });
}

function edgesOf(fix, lane, time, laneOf) {
  const begin = { from: time.get(fix.base) ?? fix.time, low: laneOf.get(fix.base) ?? 0, to: fix.time, high: lane, kind: "fork", fix };
  if (cameBack(fix.state) === "merged-back") return [begin, { from: fix.time, low: lane, to: fix.merged ?? fix.time, high: 0, kind: "merged-back", fix }];
  return [begin, { from: fix.time, low: lane, to: fix.time, high: lane, kind: cameBack(fix.state), fix }];
}

/** A line from one lane to another: it leaves and comes in level. */
function curve(x1, y1, x2, y2) {
  const bend = Math.min(26, x2 - x1);
  if (y1 === y2 || bend < 6) return `M${x1},${y1}L${x2},${y2}`;
  return y2 < y1
    ? `M${x1},${y1}C${x1 + bend / 2},${y1},${x1 + bend / 2},${y2},${x1 + bend},${y2}L${x2},${y2}`
    : `M${x1},${y1}L${x2 - bend},${y1}C${x2 - bend / 2},${y1},${x2 - bend / 2},${y2},${x2},${y2}`;
}

function graphSpec(width, height) {
  const names = Math.min(GRAPH_NAMES, width * 0.3);
  const at = (name) => ({ field: name });
  return {
    width: width - names - 12, height, padding: { left: names, right: 12, top: AXIS, bottom: 2 }, autosize: "none",
    signals: [{ name: "domain", value: [0, 1] }, { name: "current", value: -1 }],
    data: [{ name: "services" }, { name: "edges" }, { name: "stubs" }, { name: "nodes" }, { name: "labels" }],
    scales: [
      { name: "x", type: "utc", domain: { signal: "domain" }, range: "width" },
      { name: "shape", type: "ordinal", domain: MARKS, range: MARKS.map((mark) => SHAPES[mark]) },
      { name: "edge", type: "ordinal", domain: ["fork", "merged-back"], range: [ink("strong-line"), ink("mark-hotfix")] },
    ],
    axes: [timeAxis()],
    marks: [
      { type: "text", from: { data: "services" }, encode: { update: { x: { value: -names + 4 }, y: at("y"), text: at("service"), fill: { value: ink("text") }, fontWeight: { value: 600 }, fontSize: { value: 12 }, font: { value: FONT }, baseline: { value: "middle" }, limit: { value: names - 12 } } } },
      {
        type: "group", clip: true, encode: { update: { width: { signal: "width" }, height: { signal: "height" } } },
        marks: [
          { type: "rule", from: { data: "services" }, encode: { update: { x: { value: 0 }, x2: { signal: "width" }, y: at("y"), stroke: { value: ink("strong-line") }, strokeWidth: { value: 1.5 } } } },
          { type: "path", from: { data: "edges" }, encode: { update: { path: at("path"), stroke: { scale: "edge", field: "kind" }, strokeWidth: { value: 1.5 }, fill: { value: "none" } } } },
          { type: "text", from: { data: "stubs" }, encode: { update: { x: at("x"), y: at("y"), text: at("text"), fill: at("ink"), fontSize: { value: 12 }, fontWeight: { value: 700 }, font: { value: FONT }, align: { value: "center" }, baseline: { value: "middle" } } } },
          {
            type: "symbol", from: { data: "nodes" },
            encode: { update: { x: at("x"), y: at("y"), shape: { scale: "shape", field: "mark" }, fill: at("fill"), stroke: at("stroke"), strokeWidth: { value: 1.5 }, size: { signal: "datum.at === current ? 220 : datum.mark === 'candidate' ? 45 : 95" }, cursor: { value: "pointer" } } },
          },
          { type: "text", from: { data: "labels" }, interactive: false, encode: { update: { x: at("x"), y: at("y"), text: at("text"), fill: { value: ink("quiet") }, fontSize: { value: 10.5 }, font: { value: FONT }, align: { value: "center" }, baseline: { value: "top" } } } },
        ],
      },
    ],
  };
}

class ReleaseGraph {
  constructor(data, figure) {
    Object.assign(this, { data, graphs: [], current: -1, node: -1, line: 0 });
    const { releases, hotfixes } = data;
    const [least, most] = extent([...releases.commit_time, ...hotfixes.merged_time], data.now);
    this.period = new Period(Math.max(least, 0), most, () => this.chart?.update());
    this.canvas = el("div", {});
    this.tip = el("div", { class: "tip", hidden: true });
    this.spoken = el("p", { class: "spoken", role: "status" });
    this.hint = el("p", { class: "hint quiet" });
    this.box = el(
      "div",
      {
        class: "graph", tabindex: 0, role: "application", "aria-roledescription": "release graph",
        "aria-label": "Release graph. Up and down choose a service, left and right a release, plus and minus zoom. The tables below hold the same.",
        onkeydown: (event) => this.#key(event), onblur: () => this.#at(-1),
      },
      this.canvas,
    );
    const legend = el("ul", { class: "legend", "aria-label": "Kinds" }, ...["final", "candidate", "hotfix"].map((mark) => el("li", {}, markNode(mark))),
      el("li", {}, el("span", { class: "edge back" }), "merged back"), el("li", {}, el("span", { class: "edge missing" }, "✕"), "not merged back"), el("li", {}, "? not known"));
    figure.append(el("figcaption", {}, el("h3", {}, "Release graph"), legend), this.period.toolbar("Time shown in the release graph"), this.box, this.hint, this.spoken, this.tip);
    this.chart = new Chart(this.canvas, {
      spec: (width) => graphSpec(width, this.#height()),
      signals: () => ({ domain: [this.period.from * 1000, this.period.to * 1000], current: this.current }),
      data: (width) => this.#drawn(width - Math.min(GRAPH_NAMES, width * 0.3) - 12),
      framed: (view) => {
        view.addEventListener("pointermove", (event, item) => this.#pointed(event, item?.datum));
        view.addEventListener("pointerout", () => (this.tip.hidden = true));
      },
    });
  }

  /** Show one service, or the first of all. */
  show(service) {
    const { releases, words } = this.data;
    const all = service ? [service] : [...new Set(releases.service.map((word) => words[word]))].sort();
    const before = this.#height();
    this.graphs = all.slice(0, SERVICES_DRAWN).map((each) => graphOf(this.data, each));
    this.hint.textContent = all.length > SERVICES_DRAWN ? `The first ${SERVICES_DRAWN} of ${all.length} services are drawn; choose one above to see another.` : all.length ? "" : "No releases to show.";
    this.line = 0;
    this.node = -1;
    this.current = -1;
    this.canvas.style.height = `${AXIS + this.#height() + 2}px`;
    this.chart.update({ anew: before !== this.#height() });
  }

  #height() {
    return Math.max(MAIN, this.graphs.reduce((sum, graph) => sum + MAIN + graph.lanes * BRANCH, 0));
  }

  #drawn(width) {
    const place = (time) => (width * (time - this.period.from)) / this.period.length;
    const found = { services: [], edges: [], stubs: [], nodes: [], labels: [] };
    let base = 0;
    for (const graph of this.graphs) {
      base += MAIN / 2 + 4 + graph.lanes * BRANCH;
      this.#graph(graph, base, place, found);
      base += MAIN / 2 - 4;
    }
    return found;
  }

  #graph(graph, base, place, found) {
    const { words } = this.data;
    const high = (lane) => base - lane * BRANCH;
    found.services.push({ service: graph.service, y: base });
    for (const edge of graph.edges) {
      const [x1, y1, x2, y2] = [place(edge.from), high(edge.low), place(edge.to), high(edge.high)];
      if (edge.kind === "fork" || edge.kind === "merged-back") found.edges.push({ path: curve(x1, y1, x2, y2), kind: edge.kind });
      else if (edge.kind !== "not-needed") {
        const missing = edge.kind === "missing";
        found.stubs.push({ x: x1, y: y1 - 12, text: missing ? "✕" : "?", ink: ink(missing ? "error" : "quiet") });
      }
    }
    const last = new Map();
    for (const node of [...graph.nodes].sort((a, b) => a.time - b.time)) {
      const [x, y] = [place(node.time), high(node.lane)];
      const open = node.mark === "candidate";
      found.nodes.push({ x, y, at: node.at, mark: node.mark, fill: open ? ink("back") : ink(`mark-${node.mark}`), stroke: ink(`mark-${node.mark}`) });
      const text = words[node.tag];
      const half = text.length * 3 + 4;
      if (node.lane === 0 && node.mark === "final" && x - half > (last.get(y) ?? 0) && x + half < place(this.period.to)) {
        last.set(y, x + half);
        found.labels.push({ x, y: y + 7, text });
      }
    }
  }

  #text(at) {
    const { releases, words } = this.data;
    const fix = this.graphs.flatMap((graph) => graph.edges).find((edge) => edge.kind !== "fork" && edge.fix.tag === releases.tag[at])?.fix;
    const back = fix ? `, left ${words[fix.base] || "a commit that is not known"}, ${HOTFIX_STATES[fix.state] ?? fix.state}${fix.merged === null ? "" : ` ${day(fix.merged)}`}` : "";
    return `${words[releases.service[at]]} ${words[releases.tag[at]]}: ${MARK_TEXT[releaseKind(this.data, at)]}, ${minute(releases.commit_time[at])}${back}`;
  }

  #pointed(event, node) {
    this.tip.hidden = node?.at === undefined;
    if (this.tip.hidden) return;
    this.tip.textContent = this.#text(node.at);
    this.tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - this.tip.offsetWidth - 16))}px`;
    this.tip.style.top = `${event.clientY + 18}px`;
  }

  #at(at) {
    this.current = at;
    if (at < 0) this.node = -1;
    else {
      this.spoken.textContent = this.#text(at);
      this.period.reveal(this.data.releases.commit_time[at]);
    }
    this.chart.update();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.graphs.length) return;
    const line = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (line) {
      this.line = Math.max(0, Math.min(this.graphs.length - 1, this.line + line));
      this.node = -1;
      this.spoken.textContent = `${this.graphs[this.line].service}: ${counted(this.graphs[this.line].nodes.length, "release")}`;
    } else if (step) {
      const nodes = [...this.graphs[this.line].nodes].sort((a, b) => a.time - b.time);
      const next = this.node < 0 && step < 0 && Number.isFinite(step) ? nodes.length - 1 : this.node + step;
      this.node = Math.max(0, Math.min(nodes.length - 1, next));
      this.#at(nodes[this.node].at);
    } else if (!this.period.key(event.key)) return;
    event.preventDefault();
  }
}
