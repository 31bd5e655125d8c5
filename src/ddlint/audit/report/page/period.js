// The time that a chart shows: moved and zoomed with buttons and keys.

const SHORTEST = 3600;

class Period {
  constructor(least, most, changed) {
    const margin = Math.max(SHORTEST, (most - least) * 0.02);
    Object.assign(this, { least: least - margin, most: most + margin, changed });
    this.from = this.least;
    this.to = this.most;
  }

  get length() {
    return this.to - this.from;
  }

  show(from, to) {
    const length = Math.min(this.most - this.least, Math.max(SHORTEST, to - from));
    this.from = Math.max(this.least, Math.min(this.most - length, (from + to - length) / 2));
    this.to = this.from + length;
    this.said();
    this.changed();
  }

  zoom(factor, centre = (this.from + this.to) / 2) {
    const length = Math.max(SHORTEST, this.length * factor);
    const share = (centre - this.from) / this.length;
    this.show(centre - share * length, centre + (1 - share) * length);
  }

  move(share) {
    this.show(this.from + share * this.length, this.to + share * this.length);
  }

  all() {
    this.show(this.least, this.most);
  }

  /** Bring a time into view. */
  reveal(time) {
    if (time < this.from || time > this.to) this.show(time - this.length / 2, time + this.length / 2);
  }

  /** Answer a key; true where it was one of its own. */
  key(key) {
    const does = {
      "+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2), 0: () => this.all(),
      PageDown: () => this.move(0.8), PageUp: () => this.move(-0.8),
    }[key];
    does?.();
    return Boolean(does);
  }

  /** Buttons for all of it, and a line that says which time is shown. */
  toolbar(label) {
    const button = (text, name, does) => el("button", { type: "button", "aria-label": name, title: name, onclick: does }, text);
    this.line = el("span", { class: "quiet", role: "status" });
    this.said();
    const days = (count) => button(`${count} d`, `Last ${count} days`, () => this.show(this.most - count * 86400, this.most));
    return el(
      "div",
      { class: "toolbar", role: "group", "aria-label": label },
      button("−", "Zoom out", () => this.zoom(2)),
      button("+", "Zoom in", () => this.zoom(0.5)),
      button("←", "Earlier", () => this.move(-0.5)),
      button("→", "Later", () => this.move(0.5)),
      days(30),
      days(90),
      days(365),
      button("All", "The whole history", () => this.all()),
      this.line,
    );
  }

  said() {
    if (this.line) this.line.textContent = this.length < 5 * 86400 ? `${minute(this.from)} to ${minute(this.to)} UTC` : `${day(this.from)} to ${day(this.to)}`;
  }
}

/** Least and most of times, without those that no person can have meant. */
function extent(times, now) {
  let least = Infinity;
  let most = -Infinity;
  for (const time of times) {
    if (time === null || !(time > 0 && time < now + 366 * 86400)) continue;
    if (time < least) least = time;
    if (time > most) most = time;
  }
  return least <= most ? [least, most] : [now - 86400, now];
}
