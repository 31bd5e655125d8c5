// The packed columns, as typed arrays.

/** The text of a packed element. */
async function unpack(id) {
  const text = document.getElementById(id).textContent;
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

const WHAT = ["build", "final", "candidate", "hotfix"];

/** How each deployment is drawn and called; the order is that of the legend. */
const MARKS = ["final", "candidate", "hotfix", "build", "roll-back", "come-back", "gone"];

/** Add to the deployments what follows from their order: time, what was there before, until when it held. */
function threaded(raw) {
  const told = raw.deployments;
  const count = told.value.length;
  const found = { count };
  for (const name of Object.keys(told)) found[name] = Int32Array.from(told[name]);
  found.time = Float64Array.from(told.commit, (at) => raw.commits.time[at]);
  found.until = new Float64Array(count).fill(NaN);
  found.before = new Int32Array(count).fill(-1);
  found.mark = new Uint8Array(count);
  const last = new Int32Array(raw.values.path.length).fill(-1);
  const special = raw.words.map((word) => (["roll-back", "come-back", "gone"].includes(word) ? MARKS.indexOf(word) : -1));
  const plain = WHAT.map((word) => MARKS.indexOf(word));
  for (let at = 0; at < count; at++) {
    const value = found.value[at];
    const before = last[value];
    if (found.to[at] === -1) found.to[at] = found.tag[at];
    if (found.from[at] === -1) found.from[at] = before < 0 ? 0 : found.to[before];
    if (before >= 0) found.until[before] = found.time[at];
    found.before[at] = before;
    last[value] = at;
    const mark = special[found.kind[at]];
    found.mark[at] = found.to[at] === 0 ? MARKS.indexOf("gone") : mark >= 0 ? mark : plain[found.what[at]];
  }
  return found;
}

/** What a finding has come to: `open`, `fixed`, `waived`, `grandfathered`, `not available`. */
function findingStates(raw) {
  const { verdict, fixed_oid: oid, fixed_time: time } = raw.findings;
  return verdict.map((word, at) => {
    const said = raw.words[word];
    return said !== "found" ? said : oid[at] || time[at] !== null ? "fixed" : "open";
  });
}

async function read() {
  const raw = JSON.parse(await unpack("data"));
  const findings = { ...raw.findings, count: raw.findings.code.length, state: findingStates(raw) };
  return { ...raw, findings, deployments: threaded(raw) };
}
