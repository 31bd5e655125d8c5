// The address of what is shown: in this page (after the #), and at the forge.

const HEX = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const FORGE = /^https:\/\/(?:github|gitlab)\.com\//;

/** A link that leaves the page, where the address is of a form that is known; else the text alone. */
function outward(address, text) {
  if (!FORGE.test(address)) return document.createTextNode(text);
  return el("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, text);
}

/** A commit of a repository, linked where its forge is known. */
function commitLink(data, repository, oid) {
  const shown = el("code", { title: oid }, short(oid));
  const base = repository >= 0 ? data.repositories[repository].commit : "";
  if (!base || !HEX.test(oid)) return shown;
  const link = outward(base + oid, "");
  link.append(shown);
  return link;
}

/** A file of a repository at its head, linked where its forge is known. Written-out bytes have no address. */
function fileLink(data, repository, path, line) {
  const text = line === null ? path : `${path}:${line}`;
  const base = repository >= 0 ? data.repositories[repository].file : "";
  if (!base || path.includes("\\")) return document.createTextNode(text);
  const there = path.split("/").map(encodeURIComponent).join("/");
  return outward(`${base}${there}${line === null ? "" : `#L${line}`}`, text);
}

function ruleLink(data, name, text) {
  return /^[a-z0-9-]+$/.test(name) ? outward(`${data.pages}/${name}.md`, text) : document.createTextNode(text);
}

/** What stands after the #: a name and its settings. */
function here() {
  const [name, query = ""] = location.hash.slice(1).split("?");
  return { name: decoded(name), settings: new URLSearchParams(query) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Write a name and its settings after the #, without a new step in the browser's history. */
function note(name, settings) {
  const query = new URLSearchParams(Object.entries(settings).filter(([, value]) => value)).toString();
  const hash = `#${name}${query ? `?${query}` : ""}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
}
