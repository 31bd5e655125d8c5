// Charts are drawn by Vega, with its interpreter for expressions, so that nothing needs `eval`. Colours are names of
// the style sheet (`var(--...)`): they follow the theme, and print, without drawing again.

/** Leave to run the library, for browsers with trusted types; nobody gets leave to make HTML of text, but of none. */
const TRUSTED = window.trustedTypes?.createPolicy("ddlint", { createScript: (text) => text });
window.trustedTypes?.createPolicy("default", { createHTML: (text) => (text === "" ? "" : null) });

/** The library, unpacked on first use. The policy of the page knows it by its digest. */
function charts() {
  charts.loaded ??= unpack("library").then((text) => {
    const script = document.createElement("script");
    script.textContent = TRUSTED ? TRUSTED.createScript(text) : text;
    document.head.append(script);
    return window.vegaEmbed;
  });
  return charts.loaded;
}

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const ink = (name) => `var(--${name})`;
const EMBED = { mode: "vega", ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: false, hover: false };
const CONFIG = {
  background: "transparent",
  aria: false,
  font: FONT,
  axis: {
    labelColor: ink("quiet"), titleColor: ink("quiet"), domainColor: ink("strong-line"), tickColor: ink("strong-line"),
    gridColor: ink("line"), labelFont: FONT, titleFont: FONT, labelFontSize: 11, titleFontSize: 11, titleFontWeight: "normal",
  },
};

/** An axis of time: years and months as words, days as numbers; always UTC. */
const timeAxis = (more = {}) => ({
  scale: "x", orient: "top", grid: true, labelOverlap: true, labelFlush: false, labelBound: 10, tickCount: { signal: "max(2, floor(width / 110))" },
  formatType: "utc", format: { year: "%Y", quarter: "%b %Y", month: "%b %Y", week: "%d %b", date: "%d %b", hours: "%d %b %H:%M", minutes: "%H:%M" },
  ...more,
});

class Chart {
  /**
   * spec(width): what Vega draws, without data; data(width): rows by the name of their data set;
   * signals(width): values by name; framed(view): what listens to it. `update` draws new data in the old frame, a new width a new frame.
   */
  constructor(host, { spec, data, signals = () => ({}), framed = () => {} }) {
    Object.assign(this, { host, spec, data, signals, framed, width: 0, work: Promise.resolve() });
    host.setAttribute("aria-hidden", "true");
    this.seen = false;
    this.watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#see(), { rootMargin: "200px" });
    this.watch.observe(host);
    const resized = later(() => this.seen && this.update(), 80);
    new ResizeObserver(() => Math.abs(host.clientWidth - this.width) > 1 && resized()).observe(host);
    CHARTS.push(this);
  }

  #see() {
    if (this.seen) return this.work;
    this.seen = true;
    this.watch.disconnect();
    return this.update();
  }

  /** Draw it now, in view or not: it may be printed. */
  prepare() {
    return this.#see();
  }

  /** Draw what is to be drawn now; calls that come while it draws become one. */
  update({ anew = false } = {}) {
    this.anew ||= anew;
    if (!this.seen || this.asked) return this.work;
    this.asked = true;
    this.work = this.work.then(() => {
      this.asked = false;
      return this.#draw();
    }).catch((error) => {
      fail(`A chart could not be drawn: ${error.message}`);
      console.error(error);
    });
    return this.work;
  }

  async #draw() {
    const embed = await charts();
    const width = this.host.clientWidth;
    if (!width) return; // it is hidden; it will be told when it is not
    if (width !== this.width || this.anew) await this.#frame(embed, width);
    for (const [name, value] of Object.entries(this.signals(width))) this.view.signal(name, value);
    for (const [name, rows] of Object.entries(this.data(width))) this.view.data(name, rows);
    await this.view.runAsync();
  }

  async #frame(embed, width) {
    this.width = width;
    this.anew = false;
    this.made?.finalize();
    this.made = await embed(this.host, this.spec(width), { ...EMBED, config: CONFIG });
    this.view = this.made.view;
    this.framed(this.view);
  }
}

const CHARTS = [];

/** Once nothing else is to be done, draw the charts that are not in view: somebody may print. */
function drawTheRest() {
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 400));
  const [next] = CHARTS.filter((chart) => !chart.seen);
  if (next) idle(() => next.prepare().then(drawTheRest));
}
