// The register of waivers.

/** Whether a waiver still holds, on the day of the audit. */
function waiverState(data, at) {
  const until = data.words[data.waivers.until[at]];
  if (until && until < day(data.now)) return "expired";
  if (!data.waivers.used[at]) return "unused";
  return until && until < day(data.now + 30 * 86400) ? "expiring" : "in force";
}

function waiverColumns(data) {
  const { waivers, words } = data;
  const word = (name) => (at) => words[waivers[name][at]];
  const state = (at) => waiverState(data, at);
  return [
    { key: "state", tight: true, title: "State", width: "7rem", text: state, node: (at) => el("span", { class: `state ${state(at).split(" ")[0]}` }, state(at)) },
    { key: "rules", title: "Rules", width: "minmax(9rem, 1fr)", text: word("rules") },
    { key: "place", title: "Where", width: "minmax(12rem, 1.5fr)", text: (at) => word("place")(at) + (waivers.line[at] === null ? "" : `:${waivers.line[at]}`), node: (at) => fileLink(data, waivers.repository[at], word("place")(at), waivers.line[at]) },
    { key: "until", tight: true, title: "Until", width: "7rem", text: (at) => word("until")(at) || "no end", value: (at) => word("until")(at) || "~" },
    { key: "owner", title: "By", width: "8rem", text: word("owner") },
    { key: "ref", title: "Ref", width: "7rem", text: word("ref") },
    { key: "reason", title: "Why", width: "minmax(12rem, 2fr)", text: word("reason") },
    { key: "used", title: "Findings", width: "6rem", end: true, text: (at) => grouped(waivers.used[at]), value: (at) => waivers.used[at] },
  ];
}

function setUpWaivers(data) {
  const { waivers, words } = data;
  const all = waivers.rules.map((_, at) => at);
  const grid = new Grid(byId("waivers-grid"), { id: "waivers", label: "Waivers", noun: "waivers", printed: 500, columns: waiverColumns(data), sort: "until", naming: (at) => `Waiver of ${words[waivers.rules[at]]}` });
  const filters = new Filters(byId("waivers-filters"), {
    name: "waivers", noun: "waiver", words,
    choices: [{ key: "state", label: "State", any: "Any", options: options(all.map((at) => waiverState(data, at))) }],
    changed: () => {
      const state = filters.get("state");
      const matches = filters.matcher((at) => ["rules", "place", "owner", "ref", "reason"].map((name) => waivers[name][at]));
      const shown = all.filter((at) => (!state || waiverState(data, at) === state) && matches(at));
      grid.show(shown);
      filters.said(shown.length, all.length);
    },
  });
  filters.sorts(grid);
  return { filters, grid };
}
