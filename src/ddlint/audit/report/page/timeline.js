// The timeline: a lane for each account and service; only the lanes in view are drawn.

const LANE = 26;
const AXIS = 26;
const BIN = 12;
const CHARACTER = 7.5;
const LANES_IN_VIEW = 20;
/** Which mark stands for several in one place: the first of these. */
const WEIGHT = ["roll-back", "come-back", "gone", "hotfix", "final", "candidate", "build"].map((mark) => MARKS.indexOf(mark));
const RANK = MARKS.map((_, mark) => WEIGHT.indexOf(mark));

/** Deployments by lane, each lane in the order of time. */
function lanesOf(data, rows) {
  const { deployments: told, values, words } = data;
  const keys = values.path.map((_, value) => `${target(data, value)}\n${words[values.service[value]]}`);
  const found = new Map();
  for (const at of rows) {
    const key = keys[told.value[at]];
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(at);
  }
  const lanes = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  let group = 0;
  return lanes.map(([key, all], number) => {
    const [account, service] = key.split("\n");
    if (number && lanes[number - 1][0].split("\n")[0] !== account) group++;
    return { account, service, group, rows: all.sort((a, b) => told.time[a] - told.time[b] || a - b) };
  });
}

/** What is drawn of a lane: one mark for all that would lie on each other, in the middle of their place. */
function marksOf(data, lane, number, period, width) {
  const { deployments: told } = data;
  const step = (period.length * BIN) / width;
  const bins = new Map();
  for (const at of lane.rows) {
    const time = told.time[at];
    if (time < period.from || time > period.to) continue;
    const bin = Math.floor(time / step);
    const there = bins.get(bin);
    if (!there) bins.set(bin, { time: time * 1000, lane: number, mark: MARKS[told.mark[at]], at, count: 1, rank: RANK[told.mark[at]] });
    else {
      there.count++;
      if (RANK[told.mark[at]] < there.rank) Object.assign(there, { time: time * 1000, mark: MARKS[told.mark[at]], at, rank: RANK[told.mark[at]] });
    }
  }
  for (const [bin, mark] of bins) if (mark.count > 1) mark.time = (bin + 0.5) * step * 1000;
  return [...bins.values()];
}

/** The width of the two columns of names, for the longest of them: at most 40 % of all. */
function namesOf(lanes, width) {
  const longest = (key) => lanes.reduce((most, lane) => Math.max(most, lane[key].length), 6) * CHARACTER + 16;
  const most = width * 0.4;
  const service = Math.min(longest("service"), most * 0.45);
  return { account: Math.min(longest("account"), most - service), service };
}

function timelineSpec(width, height, columns) {
  const names = columns.account + columns.service;
  const row = { signal: `datum.lane * ${LANE} + ${LANE / 2}` };
  const label = (field, x, more) => ({
    type: "text", from: { data: "names" }, interactive: false, clip: false,
    encode: { update: { x: { value: x }, y: row, text: { field }, baseline: { value: "middle" }, font: { value: FONT }, fontSize: { value: 12 }, ...more } },
  });
  return {
    width: width - names - 12, height, padding: { left: names, right: 12, top: AXIS, bottom: 2 }, autosize: "none",
    signals: [{ name: "domain", value: [0, 1] }, { name: "active", value: -1 }, { name: "current", value: -1 }],
    data: [{ name: "names" }, { name: "spans" }, { name: "marks" }],
    scales: [
      { name: "x", type: "utc", domain: { signal: "domain" }, range: "width" },
      { name: "shape", type: "ordinal", domain: MARKS, range: MARKS.map((mark) => SHAPES[mark]) },
      { name: "fill", type: "ordinal", domain: MARKS, range: MARKS.map((mark) => (OPEN.includes(mark) ? (mark === "gone" ? "none" : ink("back")) : ink(`mark-${mark}`))) },
      { name: "stroke", type: "ordinal", domain: MARKS, range: MARKS.map((mark) => ink(`mark-${mark}`)) },
    ],
    axes: [timeAxis()],
    marks: [
      {
        type: "rect", from: { data: "names" }, interactive: false,
        encode: { update: { x: { value: -names }, x2: { signal: "width" }, y: { signal: `datum.lane * ${LANE}` }, height: { value: LANE }, fill: { signal: `datum.lane === active ? '${ink("accent")}' : '${ink("strong-line")}'` }, fillOpacity: { signal: "datum.lane === active ? 0.16 : datum.group % 2 === 0 ? 0.07 : 0" } } },
      },
      label("account", -names + 6, { fill: { value: ink("text") }, fontWeight: { value: 600 }, limit: { value: columns.account - 10 } }),
      label("service", -columns.service, { fill: { value: ink("quiet") }, limit: { value: columns.service - 10 } }),
      {
        type: "group", clip: true, encode: { update: { width: { signal: "width" }, height: { signal: "height" } } },
        marks: [
          {
            type: "rule", from: { data: "spans" }, interactive: false,
            encode: { update: { x: { scale: "x", field: "from" }, x2: { scale: "x", field: "to" }, y: row, stroke: { value: ink("strong-line") }, strokeWidth: { value: 1 }, strokeOpacity: { value: 0.6 } } },
          },
          {
            type: "symbol", from: { data: "marks" },
            encode: { update: { x: { scale: "x", field: "time" }, y: row, shape: { scale: "shape", field: "mark" }, fill: { scale: "fill", field: "mark" }, stroke: { scale: "stroke", field: "mark" }, strokeWidth: { signal: "datum.mark === 'gone' ? 2.2 : datum.mark === 'candidate' ? 1.8 : 0.5" }, size: { signal: "datum.at === current ? 260 : 110" }, cursor: { value: "pointer" } } },
          },
        ],
      },
    ],
  };
}

class Timeline {
  constructor(data, figure, open) {
    Object.assign(this, { data, open, lanes: [], first: 0, lane: 0, current: -1 });
    const [least, most] = extent(data.deployments.time, data.now);
    this.period = new Period(least, Math.max(most, Math.min(data.now, most + 86400)), () => this.chart?.update());
    this.canvas = el("div", { class: "canvas" });
    this.space = el("div", { class: "space" });
    this.tip = el("div", { class: "tip", hidden: true });
    this.spoken = el("p", { class: "spoken", role: "status" });
    this.counts = el("span", { class: "quiet" });
    this.scroller = el(
      "div",
      {
        class: "lanes", tabindex: 0, role: "application", "aria-roledescription": "timeline",
        "aria-label": "Timeline of deployments. Up and down choose a lane, left and right a deployment, Enter shows it, plus and minus zoom. The table below holds the same.",
        onscroll: () => this.#scrolled(), onkeydown: (event) => this.#key(event),
      },
      this.canvas,
      this.space,
    );
    const legend = el("ul", { class: "legend", "aria-label": "Kinds" }, ...MARKS.map((mark) => el("li", {}, markNode(mark))));
    figure.append(
      el("figcaption", {}, el("h3", {}, "Timeline"), legend),
      this.period.toolbar("Time shown in the timeline"),
      this.scroller,
      el("p", { class: "hint quiet" }, this.counts),
      this.spoken,
      this.tip,
    );
    this.chart = new Chart(this.canvas, {
      spec: (width) => timelineSpec(width, this.#height(), this.#names(width)),
      signals: () => ({ domain: [this.period.from * 1000, this.period.to * 1000], active: this.#focused() ? this.lane - this.first : -1, current: this.current }),
      data: (width) => this.#drawn(width - this.#side(width) - 12, Math.floor((this.#names(width).account - 16) / CHARACTER)),
      framed: (view) => this.#listenTo(view),
    });
    this.#listen();
    this.scroller.addEventListener("focus", () => this.chart.update());
    this.scroller.addEventListener("blur", () => {
      this.tip.hidden = true;
      this.chart.update();
    });
  }

  /** Show these deployments. */
  show(rows) {
    const before = [this.#height(), this.#side(1000)];
    this.lanes = lanesOf(this.data, rows);
    this.lane = 0;
    this.first = 0;
    this.current = -1;
    this.scroller.scrollTop = 0;
    this.space.style.height = `${Math.max(0, this.lanes.length - this.#inView()) * LANE}px`;
    this.canvas.style.height = `${AXIS + this.#height() + 2}px`;
    this.scroller.style.maxHeight = `${AXIS + this.#inView() * LANE + 4}px`;
    this.#count();
    this.chart.update({ anew: this.#height() !== before[0] || this.#side(1000) !== before[1] });
  }

  #focused() {
    return document.activeElement === this.scroller;
  }

  #inView() {
    return Math.min(LANES_IN_VIEW, this.lanes.length);
  }

  #height() {
    return Math.max(1, this.#inView()) * LANE;
  }

  #count() {
    const last = Math.min(this.lanes.length, this.first + this.#inView());
    this.counts.textContent = this.lanes.length
      ? `Lanes ${this.first + 1} to ${last} of ${grouped(this.lanes.length)}. Where several lie in one place, the most telling is drawn; zoom in to see each.`
      : "No deployments to show.";
  }

  #names(width) {
    return namesOf(this.lanes, width);
  }

  /** The width of all names. */
  #side(width) {
    const { account, service } = this.#names(width);
    return account + service;
  }

  #drawn(width, letters) {
    const shown = this.lanes.slice(this.first, this.first + this.#inView());
    const { deployments: told } = this.data;
    const named = targetWord(this.data) === "File" ? (text) => tail(text, letters) : (text) => text;
    const names = shown.map((lane, number) => ({
      lane: number, group: lane.group, service: lane.service,
      account: !number || shown[number - 1].account !== lane.account ? named(lane.account) : "",
    }));
    const spans = shown.map((lane, number) => {
      const last = lane.rows[lane.rows.length - 1];
      const ended = MARKS[told.mark[last]] === "gone" ? told.time[last] : this.period.most;
      return { lane: number, from: told.time[lane.rows[0]] * 1000, to: ended * 1000 };
    });
    return { names, spans, marks: shown.flatMap((lane, number) => marksOf(this.data, lane, number, this.period, width)) };
  }

  #scrolled() {
    const first = Math.round(this.scroller.scrollTop / LANE);
    if (first === this.first) return;
    this.first = first;
    this.tip.hidden = true;
    this.#count();
    this.chart.update();
  }

  #text(at, count = 1) {
    const { data } = this;
    const { deployments: told, words, values } = data;
    const value = told.value[at];
    const to = brought(data, at) || "nothing";
    const from = replaced(data, at) ? ` from ${replaced(data, at)}` : "";
    const more = count > 1 ? ` One of ${count} here: choose it to zoom in.` : "";
    return `${target(data, value)} ${words[values.service[value]]}, ${minute(told.time[at])}: ${MARK_TEXT[MARKS[told.mark[at]]]}, ${to}${from}, by ${person(ofCommit(data, "author")(at))}.${more}`;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.lanes.length) return;
    const lanes = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (lanes) this.#toLane(this.lane + lanes);
    else if (steps) this.#step(steps);
    else if (event.key === "Enter" && this.current >= 0) this.open(this.current);
    else if (!this.period.key(event.key)) return;
    event.preventDefault();
  }

  #toLane(number) {
    this.lane = Math.max(0, Math.min(this.lanes.length - 1, number));
    if (this.lane < this.first) this.scroller.scrollTop = this.lane * LANE;
    if (this.lane >= this.first + this.#inView()) this.scroller.scrollTop = (this.lane - this.#inView() + 1) * LANE;
    const { account, service, rows } = this.lanes[this.lane];
    this.current = -1;
    this.spoken.textContent = `${account} ${service}: ${counted(rows.length, "deployment")}`;
    this.chart.update();
  }

  #step(steps) {
    const { rows } = this.lanes[this.lane];
    const now = rows.indexOf(this.current);
    const next = now < 0 ? (steps > 0 && Number.isFinite(steps) ? 0 : rows.length - 1) : now + steps;
    this.current = rows[Math.max(0, Math.min(rows.length - 1, next === -Infinity ? 0 : next))];
    this.spoken.textContent = this.#text(this.current);
    this.period.reveal(this.data.deployments.time[this.current]);
    this.chart.update();
  }

  #listen() {
    this.canvas.addEventListener("pointerleave", () => (this.tip.hidden = true));
    this.canvas.addEventListener("pointerdown", (event) => this.#grab(event));
    this.canvas.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.period.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.#timeAt(event.clientX));
      },
      { passive: false },
    );
  }

  #listenTo(view) {
    view.addEventListener("pointermove", (event, item) => this.#pointed(event, item?.datum));
    // Not `click`: the press gives the focus, upon which all is drawn anew, and what was pressed is gone.
    view.addEventListener("pointerdown", (event, item) => (this.pressed = item?.datum));
  }

  #timeAt(clientX) {
    const box = this.canvas.getBoundingClientRect();
    const names = this.#side(box.width);
    return this.period.from + (this.period.length * (clientX - box.left - names)) / (box.width - names - 12);
  }

  #grab(event) {
    this.dragged = false;
    if (event.button !== 0) return;
    const { clientX } = event;
    const { from, to } = this.period;
    const width = this.canvas.clientWidth;
    const scale = this.period.length / (width - this.#side(width) - 12);
    const move = (moved) => {
      const by = moved.clientX - clientX;
      if (Math.abs(by) > 4) this.dragged = true;
      if (this.dragged) this.period.show(from - by * scale, to - by * scale);
    };
    const end = (ended) => {
      for (const name of ["pointerup", "pointercancel"]) removeEventListener(name, end);
      removeEventListener("pointermove", move);
      if (ended.type === "pointerup" && !this.dragged) this.#chosen(this.pressed);
    };
    addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, end);
  }

  #pointed(event, mark) {
    this.tip.hidden = !mark || mark.at === undefined || this.dragged === true && event.buttons > 0;
    if (this.tip.hidden) return;
    this.tip.textContent = this.#text(mark.at, mark.count);
    const width = this.tip.offsetWidth;
    this.tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - width - 16))}px`;
    this.tip.style.top = `${event.clientY + 18}px`;
  }

  #chosen(mark) {
    if (!mark || mark.at === undefined) return;
    const time = mark.time / 1000;
    if (mark.count > 1 && this.period.length > 2 * 86400) this.period.show(time - this.period.length / 16, time + this.period.length / 16);
    else this.open(mark.at);
  }
}
