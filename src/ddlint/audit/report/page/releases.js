// The releases and hotfixes of the services.

const HOTFIX_STATES = {
  merged: "merged back", picked: "picked onto main", squashed: "squashed onto main", missing: "not merged back",
  dropped: "dropped by the merge", reverted: "reverted on main", inconclusive: "not known",
  bookkeeping: "nothing to bring back", empty: "nothing to bring back", open: "not released yet",
};

/** What a state comes to, as the style sheet and the graph know it. */
function cameBack(state) {
  if (["merged", "picked", "squashed"].includes(state)) return "merged-back";
  if (["missing", "dropped", "reverted"].includes(state)) return "missing";
  return state === "inconclusive" ? "inconclusive" : "not-needed";
}

function releaseKind(data, at) {
  const { is_prerelease: candidate, is_hotfix: hotfix } = data.releases;
  return candidate[at] ? "candidate" : hotfix[at] ? "hotfix" : "final";
}

function releaseColumns(data) {
  const { releases, words } = data;
  const kind = (at) => releaseKind(data, at);
  return [
    { key: "time", tight: true, title: "Committed (UTC)", width: "10rem", text: (at) => minute(releases.commit_time[at]), value: (at) => releases.commit_time[at] },
    { key: "service", title: "Service", width: "9rem", text: (at) => words[releases.service[at]] },
    { key: "tag", title: "Tag", width: "minmax(10rem, 1fr)", text: (at) => words[releases.tag[at]] },
    { key: "kind", tight: true, title: "Kind", width: "9rem", text: (at) => MARK_TEXT[kind(at)], node: (at) => markNode(kind(at)) },
    { key: "commit", title: "Commit", width: "8rem", text: (at) => short(words[releases.commit_oid[at]]), node: (at) => commitLink(data, releases.repository[at], words[releases.commit_oid[at]]) },
    { key: "tagged", tight: true, title: "Tagged (UTC)", width: "10rem", text: (at) => minute(releases.tagged_time[at]), value: (at) => releases.tagged_time[at] ?? -Infinity },
    { key: "tagger", title: "By", width: "minmax(8rem, 1fr)", text: (at) => person(words[releases.tagger[at]]) },
  ];
}

function hotfixColumns(data) {
  const { hotfixes, words } = data;
  const state = (at) => words[hotfixes.state[at]];
  return [
    { key: "service", title: "Service", width: "9rem", text: (at) => words[hotfixes.service[at]] },
    { key: "tag", title: "Hotfix", width: "minmax(8rem, 1fr)", text: (at) => words[hotfixes.tag[at]] },
    { key: "base", title: "Left from", width: "minmax(8rem, 1fr)", text: (at) => words[hotfixes.base[at]] },
    { key: "branch", title: "Branch", width: "minmax(9rem, 1fr)", text: (at) => words[hotfixes.branch[at]].replace(/^refs\/heads\//, "") },
    {
      key: "state", tight: true, title: "Came back", width: "10rem", text: (at) => HOTFIX_STATES[state(at)] ?? state(at),
      node: (at) => el("span", { class: `state ${cameBack(state(at))}` }, HOTFIX_STATES[state(at)] ?? state(at)),
    },
    { key: "merged", title: "In", width: "8rem", text: (at) => short(words[hotfixes.merged_oid[at]]), node: (at) => commitLink(data, hotfixes.repository[at], words[hotfixes.merged_oid[at]]) },
    { key: "when", tight: true, title: "When (UTC)", width: "10rem", text: (at) => minute(hotfixes.merged_time[at]), value: (at) => hotfixes.merged_time[at] ?? -Infinity },
  ];
}

function setUpReleases(data) {
  const { releases, hotfixes, words } = data;
  const every = (columns) => columns.map((_, at) => at);
  const grids = {
    hotfixes: new Grid(byId("hotfixes-grid"), { id: "hotfixes", label: "Hotfixes", noun: "hotfixes", columns: hotfixColumns(data), sort: "-when", naming: (at) => `${words[hotfixes.service[at]]} ${words[hotfixes.tag[at]]}` }),
    releases: new Grid(byId("releases-grid"), { id: "releases", label: "Releases", noun: "releases", columns: releaseColumns(data), sort: "-time", naming: (at) => `${words[releases.service[at]]} ${words[releases.tag[at]]}` }),
  };
  const services = byName(releases.service.map((word) => words[word])).map(([value]) => [value, value]);
  const filters = new Filters(byId("releases-filters"), {
    name: "releases", noun: "release", words,
    choices: [
      { key: "service", label: "Service", any: services.length > 1 ? "All services" : "", options: services },
      { key: "kind", label: "Kind", any: "Any", options: ["final", "candidate", "hotfix"].map((kind) => [kind, MARK_TEXT[kind]]) },
    ],
    changed: () => {
      const [service, kind] = ["service", "kind"].map((key) => filters.get(key));
      const one = filters.matcher((at) => [releases.tag[at], releases.tagger[at], releases.commit_oid[at], releases.service[at]]);
      const other = filters.matcher((at) => [hotfixes.tag[at], hotfixes.base[at], hotfixes.branch[at], hotfixes.service[at]]);
      const shown = every(releases.tag).filter((at) => (!service || words[releases.service[at]] === service) && (!kind || releaseKind(data, at) === kind) && one(at));
      grids.releases.show(shown);
      grids.hotfixes.show(every(hotfixes.tag).filter((at) => (!service || words[hotfixes.service[at]] === service) && other(at)));
      filters.said(shown.length, releases.tag.length);
      filters.onshown?.(service);
    },
  });
  filters.sorts(grids.releases);
  return { filters, grid: grids.releases, grids };
}
