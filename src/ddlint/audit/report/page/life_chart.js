// Findings over time: how many were open at the end of each month, and how many came and went in it.

const MONTHS_SHOWN = 120;

/** The ends of months (or of weeks, for a short history) that the chart shows, in seconds. */
function stepsOf(least, most) {
  const steps = [];
  if (most - least < 200 * 86400) {
    for (let time = most; time > least - 7 * 86400; time -= 7 * 86400) steps.unshift(time);
    return steps;
  }
  const start = new Date(least * 1000);
  for (let month = 1; ; month++) {
    const time = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1) / 1000;
    steps.push(Math.min(time, most));
    if (time >= most) return steps.slice(-MONTHS_SHOWN);
  }
}

/** Whether a finding counts: it was found, and it is known since when. */
const hasLife = (data, at) => ["open", "fixed"].includes(data.findings.state[at]) && data.findings.introduced_time[at] !== null;

/** For each step: what is open at its end, what was introduced and fixed in it. */
function livesOf(data, rows) {
  const { findings, words } = data;
  const judged = rows.filter((at) => hasLife(data, at));
  const [least, most] = extent(judged.map((at) => findings.introduced_time[at]), data.now);
  const steps = stepsOf(least, Math.max(most, data.now));
  const found = steps.map((end) => ({ end, introduced: 0, fixed: 0, open: Object.fromEntries(SEVERITIES.map((each) => [each, 0])) }));
  const begin = steps[0] - 31 * 86400; // what came earlier was there when the chart begins
  const stepOf = (time) => steps.findIndex((end) => time <= end);
  for (const at of judged) {
    const severity = words[findings.severity[at]];
    const came = stepOf(findings.introduced_time[at]);
    if (came < 0) continue;
    const left = findings.state[at] === "fixed" ? (findings.fixed_time[at] === null ? came : stepOf(findings.fixed_time[at])) : -1;
    if (findings.introduced_time[at] > begin) found[came].introduced++;
    if (left >= 0) found[left].fixed++;
    const end = left < 0 ? found.length : left;
    for (let step = came; step < end; step++) if (severity in found[step].open) found[step].open[severity]++;
  }
  return found;
}

function lifeSpec(width) {
  const mark = ink("strong-line");
  const strip = (field, fill) => ({
    type: "rect", from: { data: "steps" },
    encode: { update: { x: { scale: "x", field: "end", offset: { signal: "-bar" } }, width: { signal: "bar - 1" }, y: { scale: "change", field }, y2: { scale: "change", value: 0 }, fill: { value: fill } } },
  });
  return {
    width: width - 170, height: 250, padding: { left: 66, right: 104, top: 8, bottom: 24 }, autosize: "none",
    signals: [{ name: "top", value: 1 }, { name: "span", value: [0, 1] }, { name: "change", value: [-1, 1] }, { name: "bar", value: 2 }, { name: "base", value: 160 }],
    data: [{ name: "lines" }, { name: "steps" }, { name: "ends" }],
    scales: [
      { name: "x", type: "utc", domain: { signal: "span" }, range: "width" },
      { name: "y", type: "linear", domain: [0, { signal: "top" }], range: [{ signal: "base" }, 0] },
      { name: "change", type: "linear", domain: { signal: "change" }, range: [{ signal: "height" }, { signal: "base + 20" }] },
      { name: "ink", type: "ordinal", domain: SEVERITIES, range: SEVERITIES.map(ink) },
      { name: "dash", type: "ordinal", domain: SEVERITIES, range: [[1, 0], [7, 3], [2, 3]] },
    ],
    axes: [
      timeAxis({ orient: "bottom", grid: false }),
      { scale: "y", orient: "left", grid: true, tickCount: 3, title: "open", format: ",d" },
      { scale: "change", orient: "left", grid: true, tickCount: 3, title: "went · came", format: ",d" },
    ],
    marks: [
      strip("introduced", ink("mark-roll-back")),
      strip("negative", ink("mark-hotfix")),
      { type: "rule", encode: { update: { x: { value: 0 }, x2: { signal: "width" }, y: { scale: "change", value: 0 }, stroke: { value: mark } } } },
      {
        type: "group", from: { facet: { name: "one", data: "lines", groupby: "severity" } },
        marks: [{
          type: "line", from: { data: "one" },
          encode: { update: { x: { scale: "x", field: "end" }, y: { scale: "y", field: "count" }, stroke: { scale: "ink", field: "severity" }, strokeDash: { scale: "dash", field: "severity" }, strokeWidth: { value: 2 }, interpolate: { value: "step-after" } } },
        }],
      },
      {
        type: "text", from: { data: "ends" },
        encode: { update: { x: { signal: "width + 8" }, y: { field: "y" }, text: { field: "text" }, fill: { scale: "ink", field: "severity" }, font: { value: FONT }, fontSize: { value: 12 }, fontWeight: { value: 600 }, baseline: { value: "middle" } } },
      },
    ],
  };
}

class LifeChart {
  constructor(data, figure) {
    this.data = data;
    this.canvas = el("div", { class: "canvas" });
    this.note = el("p", { class: "hint quiet" });
    this.table = el("details", { class: "as-table" }, el("summary", {}, "Findings over time, as a table"));
    this.table.addEventListener("toggle", () => this.table.open && this.#filled());
    const caption = "Open at the end of each month, by severity; below, how many came (up) and went (down)";
    this.canvas.style.height = "282px";
    figure.append(el("figcaption", {}, el("h3", {}, "Findings over time"), el("p", { class: "quiet" }, caption)), this.canvas, this.note, this.table);
    this.chart = new Chart(this.canvas, { spec: lifeSpec, data: () => this.#drawn(), signals: (width) => this.#measures(width) });
  }

  show(rows) {
    const lives = rows.filter((at) => hasLife(this.data, at)).length;
    const ageless = rows.filter((at) => ["open", "fixed"].includes(this.data.findings.state[at])).length - lives;
    this.steps = livesOf(this.data, rows);
    const earlier = this.steps[0].end - 31 * 86400;
    const cut = rows.some((at) => hasLife(this.data, at) && this.data.findings.introduced_time[at] < earlier) ? ` What came before ${day(earlier)} is there from the beginning.` : "";
    this.note.textContent = (ageless ? `Not drawn: ${counted(ageless, "finding")} of which it is not known since when.` : lives ? "" : "No findings to draw.") + cut;
    this.canvas.hidden = this.table.hidden = !lives;
    if (this.table.open) this.#filled();
    this.chart.update();
  }

  #measures(width) {
    const { steps } = this;
    const [came, went] = [Math.max(...steps.map((step) => step.introduced)), Math.max(...steps.map((step) => step.fixed))];
    return {
      top: this.#top(), change: [-Math.max(1, went), Math.max(1, came)], bar: Math.max(2, Math.min(18, (width - 170) / steps.length)),
      span: [(steps[0].end - (steps[1]?.end ?? steps[0].end + 86400) + steps[0].end) * 1000, steps[steps.length - 1].end * 1000],
    };
  }

  /** The greatest count, rounded up to one that an axis can show. */
  #top() {
    const most = Math.max(4, ...this.steps.flatMap((step) => Object.values(step.open)));
    const unit = 10 ** Math.floor(Math.log10(most));
    return Math.ceil(most / (unit / 2)) * (unit / 2);
  }

  #drawn() {
    const { steps } = this;
    const lines = steps.flatMap((step) => SEVERITIES.map((severity) => ({ end: step.end * 1000, severity, count: step.open[severity] })));
    const last = steps[steps.length - 1];
    const top = this.#top();
    const ends = SEVERITIES.map((severity) => ({ severity, text: severity === "info" ? `${grouped(last.open.info)} info` : counted(last.open[severity], severity), y: 160 * (1 - last.open[severity] / top) }));
    ends.sort((a, b) => b.y - a.y);
    ends.forEach((end, at) => (end.y = at ? Math.min(end.y, ends[at - 1].y - 15) : end.y));
    return { lines, ends, steps: steps.map((step) => ({ end: step.end * 1000, introduced: step.introduced, negative: -step.fixed })) };
  }

  #filled() {
    const heads = ["Until", ...SEVERITIES.map((each) => `Open: ${each}`), "Came", "Went"];
    const body = this.steps.map((step) =>
      el("tr", {}, el("th", { scope: "row" }, day(step.end)), ...[...SEVERITIES.map((each) => step.open[each]), step.introduced, step.fixed].map((count) => el("td", {}, grouped(count)))));
    const table = el("table", { class: "plain numbers" }, el("thead", {}, el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body.reverse()));
    this.table.replaceChildren(this.table.firstChild, el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Findings over time" }, table));
  }
}
