// Where the page begins.

/** Follow the address: to a finding, a deployment, or a section with its filters. */
function follow(parts) {
  const { name, settings } = here();
  const [, kind, id] = /^(finding|deployment)-(.+)$/s.exec(name) ?? [];
  if (kind) {
    const part = kind === "finding" ? parts.findings : parts.deployments;
    if (!part.open(id)) fail(`There is no ${kind} ${id} in this report.`);
    else byId(`${kind}s`).scrollIntoView();
    return;
  }
  const dialog = byId("detail");
  if (dialog.open) {
    DETAIL.back = location.hash; // where the reader went, not where the dialog was opened
    dialog.close();
  }
  if (parts[name] && settings.size) {
    parts[name].filters.take(settings);
    byId(name).scrollIntoView();
  }
}

function fail(text) {
  const told = byId("failure");
  told.textContent = text;
  told.hidden = false;
}

async function start() {
  const root = document.documentElement;
  root.classList.add("script");
  setUpTheme();
  setUpDetail();
  setUpPrint();
  try {
    const data = await read();
    const parts = {
      findings: setUpFindings(data), deployments: setUpDeployments(data), releases: setUpReleases(data), waivers: setUpWaivers(data),
    };
    const life = new LifeChart(data, byId("findings-chart"));
    const timeline = new Timeline(data, byId("timeline-chart"), (at) => showDeployment(data, at));
    const graph = new ReleaseGraph(data, byId("releases-chart"));
    parts.findings.filters.onshown = (rows) => life.show(rows);
    parts.deployments.filters.onshown = (rows) => timeline.show(rows);
    parts.releases.filters.onshown = (service) => graph.show(service);
    for (const part of Object.values(parts)) part.filters.changed();
    follow(parts);
    addEventListener("hashchange", () => follow(parts));
  } catch (error) {
    fail(`This browser could not show the tables: ${error.message}`);
    console.error(error);
  }
  root.dataset.ready = "yes";
  setTimeout(drawTheRest, 500);
}

start();
