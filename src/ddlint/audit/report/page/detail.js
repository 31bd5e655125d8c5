// All about one row, in a dialog. Escape closes it, and the focus goes back to where it was.

/** facts: [name, text or element]; what is empty is left out. hash: the name of its own in the address, if any. */
function showDetail(title, facts, hash) {
  const dialog = byId("detail");
  const list = el("dl", { class: "facts" });
  for (const [name, told] of facts) {
    if (told === null || told === undefined || told === "") continue;
    const parts = Array.isArray(told) ? told : [told];
    list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...parts)));
  }
  dialog.replaceChildren(
    el("h2", { id: "detail-title", tabindex: -1, autofocus: true }, title),
    list,
    el(
      "p",
      { class: "actions" },
      hash ? el("a", { href: `#${hash}` }, "Link to this") : "",
      el("button", { type: "button", onclick: () => dialog.close() }, "Close"),
    ),
  );
  DETAIL.back = DETAIL.back ?? location.hash;
  if (hash) note(hash, {});
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

const DETAIL = { back: null };

function setUpDetail() {
  const dialog = byId("detail");
  dialog.addEventListener("close", () => {
    const back = DETAIL.back ?? "";
    DETAIL.back = null;
    history.replaceState(null, "", /^#(?:finding|deployment)-/.test(back) || !back ? "#" : back);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

/** A text of several lines; lines that are indented are to copy. */
function lines(text) {
  return text.split("\\n").map((line) => el(/^\s/.test(line) ? "pre" : "p", {}, /^\s/.test(line) ? line.trim() : prose(line.trim())));
}
