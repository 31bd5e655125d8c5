// The deployments: table, filters, and the whole of one.

const MARK_TEXT = {
  final: "final release", candidate: "candidate", hotfix: "hotfix", build: "build", "roll-back": "roll-back",
  "come-back": "came back", gone: "taken away",
};

/** The columns of a deployment that are words of its value. */
const ofValue = (data, name) => (at) => data.words[data.values[name][data.deployments.value[at]]];
const ofCommit = (data, name) => (at) => data.words[data.commits[name][data.deployments.commit[at]]];
/** Where a deployment went: its account, else its environment, else its file. */
const target = (data, value) => data.words[data.values.account[value]] || data.words[data.values.environment[value]] || data.words[data.values.path[value]];

/** What a deployment brought, in short: the tag of an image, else its digest, else all that stands there. */
function brought(data, at) {
  const { deployments: told, words } = data;
  const digest = words[told.digest[at]];
  return words[told.tag[at]] || (digest && digest.slice(0, 19)) || words[told.to[at]];
}

/** What it took the place of, in short. */
function replaced(data, at) {
  const { deployments: told, words } = data;
  const before = told.before[at];
  return before >= 0 && told.to[before] === told.from[at] ? brought(data, before) : words[told.from[at]];
}

/** What `target` gives, as a word. */
function targetWord(data) {
  const given = (name) => data.values[name].some((word) => word !== 0);
  return given("account") ? "Account" : given("environment") ? "Environment" : "File";
}

function markNode(mark) {
  return el("span", { class: `mark ${mark}` }, shape(mark), MARK_TEXT[mark]);
}

function deploymentColumns(data) {
  const { deployments: told, words } = data;
  const author = ofCommit(data, "author");
  const files = targetWord(data) === "File";
  return [
    { key: "time", tight: true, title: "When (UTC)", width: "8.5rem", text: (at) => minute(told.time[at]), value: (at) => told.time[at] },
    { key: "account", title: targetWord(data), text: (at) => target(data, told.value[at]), ...(files ? { width: "14rem", node: (at) => tail(target(data, told.value[at]), 29) } : { width: "8rem" }) },
    { key: "service", title: "Service", width: "7rem", text: ofValue(data, "service") },
    { key: "mark", tight: true, title: "Kind", width: "7.5rem", text: (at) => MARK_TEXT[MARKS[told.mark[at]]], value: (at) => told.mark[at], node: (at) => markNode(MARKS[told.mark[at]]) },
    { key: "from", title: "From", width: "minmax(8rem, 1fr)", text: (at) => replaced(data, at) },
    { key: "to", title: "To", width: "minmax(8rem, 1fr)", text: (at) => brought(data, at) },
    { key: "by", title: "By", width: "7rem", text: (at) => person(author(at)) },
    { key: "subject", title: "Commit", width: "minmax(10rem, 1.5fr)", text: ofCommit(data, "subject") },
  ];
}

function showDeployment(data, at) {
  const { deployments: told, words, commits, values, oids } = data;
  const value = told.value[at];
  const commit = told.commit[at];
  const held = Number.isNaN(told.until[at]) ? data.now - told.time[at] : told.until[at] - told.time[at];
  const still = Number.isNaN(told.until[at]) && words[told.kind[at]] !== "gone";
  const uat = { 1: "UAT", 0: "production" }[values.uat[value]];
  showDetail(
    `${target(data, value)}: ${words[values.service[value]]} ${brought(data, at) || "taken away"}`,
    [
      ["When", `${minute(told.time[at])} UTC`],
      ["Kind", [markNode(MARKS[told.mark[at]]), words[told.kind[at]] ? ` (${words[told.kind[at]]})` : ""]],
      ["From", words[told.from[at]] && el("code", {}, words[told.from[at]])],
      ["To", words[told.to[at]] && el("code", {}, words[told.to[at]])],
      ["Digest", words[told.digest[at]] && el("code", {}, words[told.digest[at]])],
      ["Held", words[told.kind[at]] === "gone" ? "" : still ? `${lasting(Math.max(0, held))}, and still does` : `${lasting(Math.max(0, held))}, until ${minute(told.until[at])} UTC`],
      ["By", words[commits.author[commit]] + (commits.by_bot[commit] ? " (a bot)" : "")],
      ["Committed by", commits.author[commit] === commits.committer[commit] ? "" : words[commits.committer[commit]]],
      ["Commit", [commitLink(data, commits.repository[commit], oids[commit]), ` ${words[commits.subject[commit]]}`]],
      ["File", fileLink(data, values.repository[value], words[values.path[value]], told.line[at])],
      ["Route", words[values.route[value]]],
      ["Policy", words[values.policy[value]]],
      ["Image", words[values.image[value]]],
      ["Environment", [words[values.environment[value]], uat].filter(Boolean).join(", ")],
    ],
    `deployment-${at + 1}`,
  );
}

function setUpDeployments(data) {
  const { deployments: told, words, values, commits } = data;
  const all = Int32Array.from({ length: told.count }, (_, at) => at);
  const grid = new Grid(byId("deployments-grid"), {
    id: "deployments", label: "Deployments", noun: "deployments", columns: deploymentColumns(data), sort: "-time",
    open: (at) => showDeployment(data, at),
  });
  const perValue = (name) => values[name].map((word) => words[word]);
  const targets = values.path.map((_, value) => target(data, value));
  const services = perValue("service");
  const environments = perValue("environment");
  const filters = new Filters(byId("deployments-filters"), {
    name: "deployments", noun: "deployment", words,
    choices: [
      { key: "account", label: targetWord(data), any: "All", options: byName(targets).map(([value]) => [value, value]) },
      { key: "service", label: "Service", any: "All", options: byName(services).map(([value]) => [value, value]) },
      { key: "environment", label: "Environment", any: "All", options: byName(environments).map(([value]) => [value, value]) },
      { key: "kind", label: "Kind", any: "Any", options: MARKS.map((mark) => [mark, MARK_TEXT[mark]]) },
      { key: "by", label: "By", any: "Anybody", options: [["human", "people"], ["bot", "bots"]] },
    ],
    changed: () => {
      const matches = filters.matcher((at) => {
        const value = told.value[at];
        const commit = told.commit[at];
        return [told.to[at], told.from[at], told.digest[at], values.account[value], values.service[value], values.path[value], commits.author[commit], commits.subject[commit]];
      });
      const [account, service, environment, kind, by] = ["account", "service", "environment", "kind", "by"].map((key) => filters.get(key));
      const wanted = targets.map((each, value) => (!account || each === account) && (!service || services[value] === service) && (!environment || environments[value] === environment));
      const shown = all.filter(
        (at) =>
          wanted[told.value[at]] &&
          (!kind || MARKS[told.mark[at]] === kind) &&
          (!by || Boolean(commits.by_bot[told.commit[at]]) === (by === "bot")) &&
          matches(at),
      );
      grid.show(shown);
      filters.said(shown.length, told.count);
      filters.onshown?.(shown);
    },
  });
  filters.sorts(grid);
  return { filters, grid, open: (number) => openDeployment(data, number) };
}

/** Show the deployment of a link; false where there is none of that number. */
function openDeployment(data, number) {
  const at = Number(number) - 1;
  const there = Number.isInteger(at) && at >= 0 && at < data.deployments.count;
  if (there) showDeployment(data, at);
  return there;
}
