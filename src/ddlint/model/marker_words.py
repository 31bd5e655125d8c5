"""Why a marker is live or dead at its place, in words."""

from __future__ import annotations

from ddlint.model.marker_site import Position

ABOVE = "Flux reads no comment that stands on its own line here"

WORDS = {
    Position.LINE: "it stands behind the value on its line",
    Position.HEAD: "it is the one comment line above the value: Flux happens to read it; it belongs behind",
    Position.KEY: "it belongs to the key: its value stands on the following lines",
    Position.EMPTY: "there is no value in front of it that Flux could replace",
    Position.ALIAS: "it stands behind an alias: Flux only replaces the anchored value itself",
    Position.DUPLICATE: "its key stands in the same mapping before: Flux visits the first one only",
    Position.FLOW: "it belongs to the brackets, not to a value inside them: give the value a line of its own",
    Position.BLOCK_TEXT: "it is text of a block scalar, not a comment",
    Position.QUOTED_TEXT: "it is text of a quoted scalar, not a comment",
    Position.PLAIN_TEXT: "it is text of the value, not a comment: there is no blank and # in front of it",
    Position.SEPARATOR: "it stands behind a document marker",
    Position.AFTER_END: "the document has ended before it: Flux reads nothing there, and deletes it",
    Position.ABOVE_KEY: f"it stands above the key; {ABOVE}: it belongs behind the value",
    Position.ABOVE_ITEM: f"it stands above the list item; {ABOVE}: it belongs behind the value",
    Position.BELOW: f"it stands below the value; {ABOVE}: it belongs behind the value",
    Position.COMMENTED_OUT: "its whole line is commented out",
    Position.NOT_A_DOCUMENT: "the root is no mapping: Flux skips the whole file",
    Position.OVERWRITTEN: "Flux writes this value in metadata anew as it reads the file",
    Position.UNREAD: "the document is not valid YAML: Flux skips the whole file",
}
SEVERAL = "another comment goes with it, and Flux takes the two for one: only one may stand there"
LINE_FIRST = "the value has a comment on its own line, which Flux reads instead"
UNDECODED = "it does not decode"
