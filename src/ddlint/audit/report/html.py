"""HTML from Python values: whatever is not `Markup` is text, and stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ddlint.output.safe import safe


class Markup(str):
    """HTML that this module made."""

    __slots__ = ()


Child = str | int | None


def markup(child: Child) -> Markup:
    """`child` as HTML: text is escaped, and what hides or reorders is written out."""
    if isinstance(child, Markup):
        return child
    return Markup("" if child is None else escape(safe(str(child)), quote=True))


def joined(children: Iterable[Child]) -> Markup:
    """One after the other."""
    return Markup("".join(markup(child) for child in children))


def tag(name: str, *children: Child, **attributes: Child) -> Markup:
    """An element. Names of attributes: `class_` is class, `aria_label` is aria-label; None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{markup(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def table(
    caption: str, heads: Iterable[str], rows: Iterable[Iterable[Child]], kind: str = "", place: str = ""
) -> Markup:
    """A table with a caption for who cannot see where it stands; the first cell of a row is its header."""
    head = tag("tr", *(tag("th", text, scope="col") for text in heads))
    lines = [list(row) for row in rows]
    body = (
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in lines
    )
    inner = tag(
        "table",
        tag("caption", tag("span", caption, class_="unseen")),
        tag("thead", head),
        tag("tbody", *body),
        class_=f"plain {kind}".strip(),
    )
    return tag("div", inner, class_=f"wide {place}".strip(), tabindex=0, role="region", aria_label=caption)
