// Filters of a table: a search and some choices, kept in the address of the page.

class Filters {
  /**
   * choices: { key, label, any, options: [[value, text]], standard? }; words: all texts, for the search;
   * changed(): what follows a change.
   */
  constructor(host, { name, noun, words, choices, changed }) {
    Object.assign(this, { name, noun, words, changed, fields: {}, standard: {} });
    this.search = el("input", { type: "search", id: `${name}-q`, autocomplete: "off", spellcheck: "false" });
    this.fields.q = this.search;
    this.standard.q = "";
    host.append(el("div", { class: "field grow" }, el("label", { for: this.search.id }, "Search"), this.search));
    for (const choice of choices) host.append(this.#choice(choice));
    this.clear = el("button", { type: "button", onclick: () => this.#cleared() }, "Clear");
    this.status = el("p", { class: "status", role: "status" });
    host.append(this.clear, this.status);
    const soon = later(() => this.#told());
    this.search.addEventListener("input", soon);
  }

  get(key) {
    return this.fields[key].value;
  }

  set(key, value) {
    this.fields[key].value = value;
    this.#told();
  }

  /** Keep the order of a table in the address too. */
  sorts(grid) {
    this.grid = grid;
    this.usual = grid.sort;
    grid.onsort = () => note(this.name, this.settings());
  }

  /** Take the settings of an address. */
  take(settings) {
    if (this.grid) this.grid.sort = settings.get("sort") ?? this.usual;
    for (const [key, field] of Object.entries(this.fields)) {
      const told = settings.get(key) ?? this.standard[key];
      field.value = told === "any" && field !== this.search ? "" : told;
      if (field.selectedIndex === -1) field.value = this.standard[key];
    }
    this.changed();
  }

  /** The settings that are not the usual ones, for the address. */
  settings() {
    const told = Object.entries(this.fields).filter(([key, field]) => field.value !== this.standard[key]);
    const sort = this.grid && this.grid.sort !== this.usual ? { sort: this.grid.sort } : {};
    return { ...Object.fromEntries(told.map(([key, field]) => [key, field.value || "any"])), ...sort };
  }

  /** A test of rows for the search: rows give the numbers of their words. */
  matcher(wordsOf) {
    const terms = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!terms.length) return () => true;
    this.lower ??= this.words.map((word) => word.toLowerCase());
    const hits = terms.map((term) => this.lower.map((word) => word.includes(term)));
    return (row) => {
      const numbers = wordsOf(row);
      return hits.every((hit) => numbers.some((number) => hit[number]));
    };
  }

  said(shown, all) {
    this.status.textContent = shown === all ? `All ${counted(all, this.noun)}` : `${grouped(shown)} of ${counted(all, this.noun)}`;
    this.clear.disabled = !Object.keys(this.settings()).length;
  }

  #choice({ key, label, any, options, standard = "" }) {
    const id = `${this.name}-${key}`;
    const made = options.map(([value, text]) => el("option", { value }, text));
    const field = el("select", { id, onchange: () => this.#told() }, ...(any ? [el("option", { value: "" }, any)] : []), ...made);
    field.value = standard;
    this.fields[key] = field;
    this.standard[key] = standard;
    return el("div", { class: "field", hidden: options.length < 2 }, el("label", { for: id }, label), field);
  }

  #cleared() {
    for (const [key, field] of Object.entries(this.fields)) field.value = this.standard[key];
    this.#told();
    this.search.focus();
  }

  #told() {
    this.changed();
    note(this.name, this.settings());
  }
}

/** Values with how often each is there, as options, the most frequent first. */
function options(values, text = (value) => value) {
  const counts = new Map();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted.map(([value, count]) => [value, `${text(value)} (${grouped(count)})`]);
}

/** The same by name, for people who know what they look for. */
const byName = (values) => options(values).sort((a, b) => (a[0] < b[0] ? -1 : 1));
