// The findings: table, filters, and the whole of one.

const SEVERITIES = ["error", "warning", "info"];
const FINDING_STATES = ["open", "fixed", "waived", "grandfathered", "not available"];

/** How a place is written: a path with its line, a short commit, a ref without `refs/`. */
function placeText(data, at) {
  const { findings, words } = data;
  const place = words[findings.place[at]];
  const kind = words[findings.kind[at]];
  if (kind === "commit") return short(place);
  const line = findings.line[at];
  return place.replace(/^refs\/(?:heads|tags)\//, "") + (line === null ? "" : `:${line}`);
}

function placeNode(data, at) {
  const { findings, words } = data;
  const place = words[findings.place[at]];
  const kind = words[findings.kind[at]];
  if (kind === "commit") return commitLink(data, findings.repository[at], place);
  if (kind === "file") return fileLink(data, findings.repository[at], place, findings.line[at]);
  return el("code", {}, placeText(data, at));
}

/** How long a finding lasted: until it was fixed, else until the time of the audit. */
function findingAge(data, at) {
  const { introduced_time: from, fixed_time: to } = data.findings;
  return from[at] === null ? -1 : Math.max(0, (to[at] ?? data.now) - from[at]);
}

const ageText = (seconds) => (seconds < 0 ? "not known" : lasting(seconds));

function findingColumns(data) {
  const { findings, words } = data;
  const severity = (at) => words[findings.severity[at]];
  return [
    {
      key: "severity", tight: true, title: "Severity", width: "5.5rem", text: severity, value: (at) => SEVERITIES.indexOf(severity(at)),
      node: (at) => el("span", { class: `severity ${SEVERITIES.includes(severity(at)) ? severity(at) : ""}` }, severity(at)),
    },
    { key: "rule", title: "Rule", width: "11.5rem", text: (at) => words[findings.code[at]], second: (at) => words[findings.name[at]] },
    { key: "message", title: "What", width: "minmax(20rem, 1fr)", wraps: true, text: (at) => words[findings.message[at]], node: (at) => prose(words[findings.message[at]]) },
    { key: "place", title: "Where", width: "12rem", text: (at) => placeText(data, at), second: (at) => words[findings.route[at]], node: (at) => tail(placeText(data, at), 21) },
    {
      key: "state", tight: true, title: "State", width: "7rem", text: (at) => findings.state[at],
      node: (at) => el("span", { class: `state ${findings.state[at].split(" ")[0]}` }, findings.state[at]),
    },
    { key: "since", tight: true, title: "Since", width: "8rem", text: (at) => day(findings.introduced_time[at]), second: (at) => person(words[findings.introduced_by[at]]), value: (at) => findings.introduced_time[at] ?? -Infinity },
    { key: "age", tight: true, title: "Lasted", width: "5.5rem", end: true, text: (at) => ageText(findingAge(data, at)), value: (at) => findingAge(data, at) },
  ];
}

/** The life of a finding, one sentence an event. */
function findingLife(data, at) {
  const { findings, words } = data;
  const event = (what, time, oid, by) => {
    const commit = oid ? [" in ", commitLink(data, findings.repository[at], oid)] : [];
    return el("p", {}, `${what} ${minute(time) || "at a time that is not known"}`, ...commit, by ? ` by ${by}` : "");
  };
  const told = [event("Introduced", findings.introduced_time[at], words[findings.introduced_oid[at]], words[findings.introduced_by[at]])];
  if (findings.state[at] === "fixed") {
    told.push(event("Fixed", findings.fixed_time[at], words[findings.fixed_oid[at]], words[findings.fixed_by[at]]));
  }
  const lasted = ageText(findingAge(data, at));
  told.push(el("p", {}, findings.state[at] === "fixed" ? `It lasted ${lasted}.` : `It is still there: ${lasted}.`));
  return told;
}

function showFinding(data, at) {
  const { findings, words, values } = data;
  const code = words[findings.code[at]];
  const name = words[findings.name[at]];
  const value = findings.value[at];
  const about = value < 0 ? "" : `${target(data, value)}: ${words[values.service[value]]}`;
  showDetail(
    `${code} ${name}`,
    [
      ["What", el("p", {}, prose(words[findings.message[at]]))],
      ["What to do", lines(words[findings.help[at]])],
      ["Severity", words[findings.severity[at]]],
      ["State", findings.state[at]],
      ["Waived by", words[findings.waiver[at]]],
      ["Where", placeNode(data, at)],
      ["Route", words[findings.route[at]]],
      ["Deployed to", about && el("a", { href: deploymentsAddress(data, value) }, about)],
      ["Repository", data.repositories[findings.repository[at]]?.name],
      ["Life", findingLife(data, at)],
      ["Rule", ruleLink(data, name, `about ${name}`)],
      ["Fingerprint", el("code", {}, words[findings.id[at]])],
    ],
    `finding-${encodeURIComponent(words[findings.id[at]])}`,
  );
}

/** The address of the deployments of a marked value, and of those that share its lane. */
function deploymentsAddress(data, value) {
  const settings = new URLSearchParams({ account: target(data, value), service: data.words[data.values.service[value]] });
  return `#deployments?${settings}`;
}

function setUpFindings(data) {
  const { findings, words } = data;
  const all = Array.from({ length: findings.count }, (_, at) => at);
  const grid = new Grid(byId("findings-grid"), {
    id: "findings", label: "Findings", noun: "findings", printed: 500, height: 46, columns: findingColumns(data), sort: "severity",
    open: (at) => showFinding(data, at),
  });
  const texts = [findings.message, findings.code, findings.name, findings.place, findings.introduced_by, findings.introduced_oid, findings.waiver];
  const repository = (at) => data.repositories[findings.repository[at]]?.name ?? "";
  const states = all.map((at) => findings.state[at]);
  const filters = new Filters(byId("findings-filters"), {
    name: "findings", noun: "finding", words,
    choices: [
      { key: "severity", label: "Severity", any: "Any", options: SEVERITIES.map((each) => [each, each]) },
      { key: "state", label: "State", any: "Any", options: options(states), standard: states.includes("open") ? "open" : "" },
      { key: "rule", label: "Rule", any: "All rules", options: options(findings.code.map((word) => words[word]), (code) => `${code} ${ruleName(data, code)}`) },
      { key: "repository", label: "Repository", any: "All", options: options(all.map(repository)) },
    ],
    changed: () => {
      const matches = filters.matcher((at) => texts.map((column) => column[at]));
      const [severity, state, rule, place] = ["severity", "state", "rule", "repository"].map((key) => filters.get(key));
      const wide = all.filter(
        (at) =>
          (!severity || words[findings.severity[at]] === severity) &&
          (!rule || words[findings.code[at]] === rule) &&
          (!place || repository(at) === place) &&
          matches(at),
      );
      const shown = state ? wide.filter((at) => findings.state[at] === state) : wide;
      grid.show(shown);
      filters.said(shown.length, findings.count);
      filters.onshown?.(wide);
    },
  });
  filters.sorts(grid);
  return { filters, grid, open: (id) => openFinding(data, id) };
}

function ruleName(data, code) {
  const at = data.findings.code.findIndex((word) => data.words[word] === code);
  return data.words[data.findings.name[at]];
}

/** Show the finding of a link; false where there is none of that name. */
function openFinding(data, id) {
  const at = data.findings.id.findIndex((word) => data.words[word] === id);
  if (at >= 0) showFinding(data, at);
  return at >= 0;
}
