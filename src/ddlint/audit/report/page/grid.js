// A table of any length: only the rows in view are in the page. Arrow keys move, Enter opens a row.

const SPARE = 8;
/** How high a table can be, in pixels: browsers place nothing beyond some 17 millions. */
const HIGHEST = 16e6;

/** The least width of all columns together, in rem. */
function least(columns) {
  const widths = columns.map((column) => Number(/[\d.]+(?=rem)/.exec(column.width)[0]));
  return widths.reduce((sum, width) => sum + width + 0.65, 1.5);
}

class Grid {
  /**
   * columns: { key, title, width, text(row), node?(row), value?(row), second?(row), end?, tight?, wraps? }; open(row): what Enter does, else it
   * shows all columns; printed: how many rows.
   */
  constructor(host, { id, label, noun, columns, open, naming, sort, printed = 100, height = 30 }) {
    Object.assign(this, { host, id, label, noun, columns, open, naming, height, most: printed, order: [], active: 0 });
    this.sort = sort;
    this.template = columns.map((column) => column.width).join(" ");
    this.heads = columns.map((column) => this.#head(column));
    this.headRow = el("div", { class: "row head", role: "row", "aria-rowindex": 1 }, ...this.heads);
    this.headRow.style.gridTemplateColumns = this.template;
    this.space = el("div", { class: "space", role: "rowgroup" });
    this.scroller = el(
      "div",
      {
        class: height > 30 ? "grid tall-rows" : "grid", role: "grid", tabindex: 0, "aria-label": label, "aria-colcount": columns.length,
        onscroll: () => this.#soon(), onkeydown: (event) => this.#key(event), onclick: (event) => this.#click(event),
        onfocus: () => this.#mark(),
      },
      el("div", { class: "headgroup", role: "rowgroup" }, this.headRow),
      this.space,
    );
    this.headRow.style.minWidth = this.space.style.minWidth = `${least(columns)}rem`;
    this.empty = el("p", { class: "empty", hidden: true }, `No ${noun} to show.`);
    this.rest = el("p", { class: "hint quiet" });
    this.printed = el("div", { class: "printed" });
    host.append(this.scroller, this.empty, this.rest, this.printed);
    new ResizeObserver(() => this.draw()).observe(this.scroller);
    GRIDS.push(this);
  }

  /** Show these rows, sorted. */
  show(rows) {
    this.all = rows;
    this.order = Array.from(rows);
    this.#sorted();
    const left = this.order.length - Math.floor(HIGHEST / this.height);
    if (left > 0) this.order.length -= left;
    this.rest.textContent = left > 0 ? `${grouped(left)} more ${this.noun} are not shown here: search, or choose fewer.` : "";
    this.active = 0;
    this.scroller.scrollTop = 0;
    this.scroller.setAttribute("aria-rowcount", this.order.length + 1);
    this.empty.hidden = this.order.length > 0;
    this.scroller.hidden = !this.order.length;
    this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.scroller;
    this.space.style.height = `${this.order.length * this.height}px`;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - SPARE);
    const last = Math.min(this.order.length, Math.ceil((scrollTop + clientHeight) / this.height) + SPARE);
    const rows = [];
    for (let at = first; at < last; at++) rows.push(this.#row(at));
    this.space.replaceChildren(...rows);
    this.#mark();
  }

  /** Bring a row into view and make it the active one. */
  reveal(row) {
    const at = this.order.indexOf(row);
    if (at >= 0) this.#go(at);
  }

  print() {
    const shown = this.order.slice(0, this.most);
    const left = this.order.length - shown.length;
    const head = el("tr", {}, ...this.columns.map((column) => el("th", { scope: "col" }, column.title)));
    const lines = shown.map((row) => el("tr", {}, ...this.columns.map((column) => el("td", { class: column.tight ? "tight" : null }, column.text(row), column.second && el("span", { class: "second" }, column.second(row))))));
    const table = el("table", { class: "plain" }, el("thead", {}, head), el("tbody", {}, ...lines));
    const rest = left ? el("p", { class: "quiet" }, `${grouped(left)} more are in the ledger and in the file on screen.`) : "";
    this.printed.replaceChildren(...[shown.length ? table : "", rest].filter(Boolean));
  }

  unprint() {
    this.printed.replaceChildren();
  }

  #open(at) {
    const row = this.order[at];
    if (this.open) this.open(row);
    else showDetail(this.naming(row), this.columns.map((column) => [column.title, column.node?.(row) ?? column.text(row)]));
  }

  #head(column) {
    const button = el("button", { type: "button", onclick: () => this.#sortBy(column.key) }, column.title);
    const head = el("div", { role: "columnheader", class: column.end ? "end" : null }, button);
    head.dataset.key = column.key;
    return head;
  }

  #sortBy(key) {
    this.sort = this.sort === key ? `-${key}` : key;
    this.show(this.all);
    this.onsort?.();
  }

  #sorted() {
    const key = this.sort.replace(/^-/, "");
    const down = this.sort.startsWith("-") ? -1 : 1;
    const column = this.columns.find((each) => each.key === key) ?? this.columns[0];
    const value = column.value ?? column.text;
    const values = new Map(this.order.map((row) => [row, value(row)]));
    this.order.sort((a, b) => {
      const one = values.get(a);
      const other = values.get(b);
      return one < other ? -down : one > other ? down : a - b;
    });
    for (const head of this.heads) {
      if (head.dataset.key === key) head.setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  #row(at) {
    const row = this.order[at];
    const cells = this.columns.map((column) => {
      const text = column.text(row);
      const second = column.second?.(row);
      const kind = [column.end && "end", column.wraps && "wraps"].filter(Boolean).join(" ");
      const title = second ? `${text}\n${second}` : text;
      return el("div", { role: "gridcell", title, class: kind || null }, column.node?.(row) ?? text, second && el("span", { class: "second" }, second));
    });
    const made = el("div", { class: "row", role: "row", id: `${this.id}-row-${at}`, "aria-rowindex": at + 2 }, ...cells);
    made.style.gridTemplateColumns = this.template;
    made.style.height = `${this.height}px`;
    made.style.transform = `translateY(${at * this.height}px)`;
    made.dataset.at = at;
    for (const link of made.querySelectorAll("a")) link.tabIndex = -1; // Enter opens the row, which has the link too
    return made;
  }

  #mark() {
    for (const row of this.space.children) {
      const is = Number(row.dataset.at) === this.active;
      row.classList.toggle("active", is);
      if (is) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    const there = byId(`${this.id}-row-${this.active}`);
    if (there) this.scroller.setAttribute("aria-activedescendant", there.id);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  #soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw();
    });
  }

  #go(at) {
    this.active = Math.max(0, Math.min(this.order.length - 1, at));
    const head = this.headRow.offsetHeight;
    const top = this.active * this.height;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight - head) this.scroller.scrollTop = top + this.height - clientHeight + head;
    this.draw();
  }

  #key(event) {
    if (event.target !== this.scroller || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.height) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) this.#go(this.active + steps[event.key]);
    else if (event.key === "Enter" && this.order.length) this.#open(this.active);
    else return;
    event.preventDefault();
  }

  #click(event) {
    const row = event.target.closest(".row[data-at]");
    if (!row || event.target.closest("a")) return;
    this.active = Number(row.dataset.at);
    this.#mark();
    this.#open(this.active);
  }
}

const GRIDS = [];
