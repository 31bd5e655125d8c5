"""The page on the ledger of deployments: its tables, as they are made, and sample questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.audit.questions import QUESTIONS
from ddlint.audit.sample_questions import SAMPLES
from ddlint.audit.tables import SCHEMA, TABLES, VIEWS

_HEAD = """\
# The ledger of deployments

`ddlint audit --ledger FILE.sqlite` writes every deployment, release, hotfix and finding that the history
tells into an SQLite database, to be asked with SQL or with `ddlint audit query`. The next audit with the same
file goes on from it and reads only what is new; `--ledger` may be repeated:

| `--ledger` | is |
| --- | --- |
| `FILE.sqlite` (`.sqlite3`, `.db`) | the database, with all tables |
| `FILE.csv` | one table: every deployment with its commit and its value (`deployment_log`) |
| `FOLDER/` | a CSV of each table |

The file is replaced whole, at the end, or not at all. The same history, configuration and clock give the
same bytes, where SQLite is of the same version. What is no ledger is not overwritten. `PRAGMA user_version`
holds the number of the schema ({schema}), and changes when a column changes its meaning.

In a CSV, columns have the names that they have here without a `_` at the end. A text that a spreadsheet
would calculate (`=`, `+`, `-`, `@` at its beginning) has an apostrophe before it; control characters
are written out. The files are UTF-8 with a byte order mark, as spreadsheets need it.

## How to read it

Times are seconds since 1970 (UTC) and are those of the committers: a commit says its time itself. Texts that
do not apply are empty. NULL means *not known*, where nothing else is said. Bytes that are no UTF-8 are
written out as everywhere in ddlint (`caf\\xe9.yaml`). Ids hold within one ledger only. `repository` is the
name under which a repository takes part in the audit.

A deployment is what the main line of the config repository says should run, not what a cluster did. Its
`kind`:

| Kind | What happened |
| --- | --- |
| `first` | nothing stood there before, or the same as before it was gone |
| `forward` | newer than what stood there, and not seen there before |
| `roll-back` | older than what stood there, and seen there before (A, B, A) |
| `come-back` | newer than what stood there, and seen there before (A, B, A, B) |
| `backward` | older than what stood there, and never seen there |
| `sideways` | which of the two is newer cannot be told, or they have one tag |
| `gone` | the value, its file or its marker was taken away |

This page is made from the code (`make docs`).
"""

_STATES = """
## What became of a hotfix

| State | Means |
| --- | --- |
| `merged` | the main line holds its commits |
| `picked` | the main line holds its changes, or commits that say they are the same |
| `squashed` | one commit of the main line holds all that it changed |
| `dropped` | merged so that nothing of it is left (`-s ours`) |
| `reverted` | brought back, and then taken back |
| `missing` | nothing on the main line tells of it |
| `bookkeeping` | it changes nothing but what belongs to the release itself, such as a changelog |
| `empty` | it changes nothing |
| `inconclusive` | not known: other changes under the same subject, or files that are not in the clone |
| `open` | not released yet |
"""

_READY = """
## Ready questions

`ddlint audit query FILE.sqlite QUESTION` answers these, as a table, as JSON (`--format json`) or as CSV.
`--account`, `--service`, `--since` and `--until` narrow what is looked at. Days are those of UTC; *on* a day
means at its end. An account may also be an environment, a file or a folder. What the answer cannot know is
noted on the standard error stream.

| Question | Answers |
| --- | --- |
"""

_CREATED = re.compile(r"CREATE (TABLE|VIEW) (\w+) (?:AS )?(?:\( )?-- (.+)")
_COLUMN = re.compile(r"  (?P<name>[a-z]\w*) (?P<type>TEXT|INTEGER)(?P<rest>[^-]*)(?:-- (?P<words>.+))?")
_SHOWN = re.compile(r"  (?P<what>.+?),? -- (?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of the ledger: its name, what it holds, and its columns: name, type, words."""

    name: str
    summary: str
    columns: tuple[tuple[str, str, str], ...]


def page() -> str:
    """The page, as Markdown."""
    parts = [_HEAD.replace("{schema}", str(SCHEMA))]
    parts += ["\n## Tables\n", *map(_section, tables(TABLES))]
    parts += ["\n## Views\n", *map(_section, tables(VIEWS))]
    parts += [_STATES, _READY, *_questions()]
    parts += ["\n## Questions of your own\n", *(_sample(asked, sql) for asked, sql in SAMPLES)]
    return "".join(parts)


def tables(statements: str) -> Iterator[Table]:
    """The tables or views that `statements` make."""
    for statement in statements.split(";\n"):
        first, *lines = statement.strip().split("\n")
        if found := _CREATED.match(first):
            kind, name, summary = found.groups()
            column = _column if kind == "TABLE" else _shown
            yield Table(name, summary, tuple(filter(None, map(column, lines))))


def _column(line: str) -> tuple[str, str, str] | None:
    found = _COLUMN.match(line)
    if found is None:
        return None
    kind = "number" if found["type"] == "INTEGER" else "text"
    may_lack = "" if "NOT NULL" in found["rest"] or "PRIMARY KEY" in found["rest"] else " or NULL"
    target = re.search(r"REFERENCES (\w+)", found["rest"])
    words = found["words"] or "of the row"
    return found["name"], kind + may_lack, words + (f" (`{target[1]}.id`)" if target else "")


def _shown(line: str) -> tuple[str, str, str] | None:
    found = _SHOWN.match(line)
    return (re.split(r"\s|\.", found["what"])[-1], "", found["words"]) if found else None


def _section(table: Table) -> str:
    has_types = any(kind for _, kind, _ in table.columns)
    head = (
        "| Column | Type | Holds |\n| --- | --- | --- |\n"
        if has_types
        else "| Column | Holds |\n| --- | --- |\n"
    )
    rows = "".join(
        f"| `{name}` | {kind} | {words} |\n" if has_types else f"| `{name}` | {words} |\n"
        for name, kind, words in table.columns
    )
    return f"\n### `{table.name}`\n\n{table.summary[0].upper()}{table.summary[1:]}.\n\n{head}{rows}"


def _questions() -> Iterator[str]:
    for name, question in QUESTIONS.items():
        yield f"| `{f'{name} {question.words}'.rstrip()}` | {question.summary} |\n"


def _sample(asked: str, sql: str) -> str:
    return f"\n**{asked}**\n\n```sql\n{sql}\n```\n"
