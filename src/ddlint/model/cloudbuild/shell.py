"""As much of a shell as build steps use to name images: words, quotes, variables, `$(...)`, files.

What it cannot follow becomes a field that says why, never a guess. It runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ddlint.model.cloudbuild.substitutions import plain_branch
from ddlint.model.cloudbuild.text import Fields, Kind

LARGEST = 100_000  # characters of a script
_DEEPEST = 12
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=", re.ASCII)
_OPENING = frozenset({"if", "for", "while", "until", "case"})
_CLOSING = frozenset({"fi", "done", "esac"})
_KEYWORDS = _OPENING | _CLOSING | {"then", "else", "elif", "do", "{", "}", "!", "time", "exec", "sudo"}
_HEREDOC = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")
_CHANGES = re.compile(r"sed|tr|cut|awk|iconv|slugify")


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command.

    Attributes:
        words: expanded, fields as single characters.
        raw: the same as they are written.
    """

    words: tuple[str, ...]
    raw: tuple[str, ...]


@dataclass(slots=True)
class Shell:
    """What a script knows as it runs. Files live on from step to step, variables do not.

    Attributes:
        fields: of the build config.
        files: what was written to files, by path.
        step: the number of the step, so that the dates of two steps are two.
        variables: of this step.
    """

    fields: Fields
    files: dict[str, str]
    step: int = 0
    variables: dict[str, str] = field(default_factory=dict)
    _depth: int = 0
    _places: int = 0

    def run(self, script: str) -> Iterator[Command]:
        """The simple commands of a script, in order; conditions are not judged, both branches are taken."""
        if len(script) > LARGEST:
            return
        blocks = 0
        for raw in commands(_without_heredocs(script)):
            words = [*raw]
            while words and words[0] in _KEYWORDS:
                blocks += (words[0] in _OPENING) - (words[0] in _CLOSING)
                words = words[1:]
            found = self._command(words, certain=blocks <= 0)
            if found is not None:
                yield found

    def _command(self, words: list[str], *, certain: bool) -> Command | None:
        words, target = _redirected(words)
        if words and words[0] in {"export", "readonly", "local", "declare"}:
            words = [word for word in words[1:] if not word.startswith("-")]
        while words and (match := _ASSIGNMENT.match(words[0])):
            self._assign(match[1], self.expand(words[0][match.end() :]), certain=certain)
            words = words[1:]
        if not words:
            return None
        expanded = tuple(self.expand(word) for word in words)
        if target is not None:
            self._write(self.expand(target), expanded)
        return Command(expanded, tuple(words))

    def _assign(self, name: str, value: str, *, certain: bool) -> None:
        before = self.variables.get(name)
        if before is not None and before != value and not certain:
            value = self.fields.unknown(f"${name}", "it is set in several branches of the script")
        self.variables[name] = value

    def _write(self, path: str, words: tuple[str, ...]) -> None:
        told = words[0] in {"echo", "printf"}
        text = " ".join(word for word in words[1:] if word not in {"-n", "-e", "%s", "%s\\n"})
        self.files[path] = text if told else self.fields.unknown(f"$(cat {path})", f"{words[0]} wrote it")

    def expand(self, word: str) -> str:
        """A word without its quotes, variables and `$(...)` filled in."""
        self._depth += 1
        try:
            return "".join(self._pieces(word)) if self._depth < _DEEPEST else self._unknown(word, "too deep")
        finally:
            self._depth -= 1

    def _pieces(self, word: str) -> Iterator[str]:
        at, quoted = 0, False
        while at < len(word):
            letter = word[at]
            if letter == "'" and not quoted:
                end = _closing(word, at + 1, "'")
                yield word[at + 1 : end]
                at = end + 1
            elif letter == '"':
                quoted, at = not quoted, at + 1
            elif letter == "\\" and at + 1 < len(word):
                yield word[at + 1]
                at += 2
            elif letter in "$`":
                value, at = self._value(word, at)
                yield value
            else:
                yield letter
                at += 1

    def _value(self, word: str, at: int) -> tuple[str, int]:
        """What the expansion at `at` gives, and where it ends."""
        if word[at] == "`":
            end = _closing(word, at + 1, "`")
            return self._substituted(word[at + 1 : end]), end + 1
        if word.startswith("$((", at):
            end = word.find("))", at)
            return self._unknown(word[at : end + 2], "arithmetic"), end + 2 if end > 0 else len(word)
        if word.startswith("$(", at):
            end = closing_parenthesis(word, at + 2)
            return self._substituted(word[at + 2 : end]), end + 1
        if word.startswith("${", at):
            end = _closing(word, at + 2, "}")
            return self._braced(word[at + 2 : end]), end + 1
        match = _NAME.match(word, at + 1)
        if match is None:
            return "$", at + 1
        return self._variable(match[0]), match.end()

    def _variable(self, name: str) -> str:
        if name in self.variables:
            return self.variables[name]
        return self._unknown(f"${name}", "nothing in the step sets it")

    def _braced(self, inner: str) -> str:
        match = _NAME.match(inner)
        if match is None:
            return self._unknown(f"${{{inner}}}", "ddlint does not follow this operation")
        value, operation = self._variable(match[0]), inner[match.end() :]
        if not operation or operation.startswith((":-", ":=", "-")):
            return value
        if operation.startswith("//") and self.fields.holds(value, Kind.BRANCH):
            return plain_branch(value, self.fields, f"${{{inner}}}")
        if operation in {":0:7", ":0:8", "::7", "::8"} and self.fields.holds(value, Kind.COMMIT):
            return self.fields.put(Kind.SHORT_COMMIT, f"${{{inner}}}")
        return self._unknown(f"${{{inner}}}", "ddlint does not follow this operation")

    def _substituted(self, script: str) -> str:
        """What `$(script)` gives."""
        source = f"$({script.strip()})"
        found = [*commands(script)]
        if len(found) == 1:
            return self._printed([self.expand(word) for word in found[0]], source)
        if len(found) == 2 and found[0][:1] == ["echo"] and _CHANGES.match(found[1][0] if found[1] else ""):
            value = " ".join(self.expand(word) for word in found[0][1:] if word != "-n")
            if self.fields.holds(value, Kind.BRANCH):
                return plain_branch(value, self.fields, source)
        return self._unknown(source, "ddlint does not run commands")

    def _printed(self, words: list[str], source: str) -> str:
        self._places += 1
        match words:
            case ["date", *options] if "+%s" in options:
                return self.fields.put(Kind.TIMESTAMP, source, place=self._places + 1000 * self.step)
            case ["git", "rev-parse", *options] if "HEAD" in options:
                short = any(option.startswith("--short") for option in options)
                return self.fields.put(Kind.SHORT_COMMIT if short else Kind.COMMIT, source)
            case ["cat", path] if path in self.files:
                return self.files[path]
            case ["echo" | "printf", *rest]:
                return " ".join(word for word in rest if word != "-n")
        return self._unknown(source, "ddlint does not run commands")

    def _unknown(self, source: str, why: str) -> str:
        return self.fields.unknown(source, why)


def commands(script: str) -> Iterator[list[str]]:
    """The words of each simple command, as they are written; pipes, `&&`, `;` and lines part them."""
    words: list[str] = []
    word, at = "", 0
    script = script.replace("\\\n", " ")
    while at < len(script):
        letter = script[at]
        if letter == "#" and not word:
            at = script.find("\n", at) if "\n" in script[at:] else len(script)
        elif letter in " \t\r\n;&|":
            if word:
                words.append(word)
            word = ""
            if letter in "\n;&|" and words:
                yield words
                words = []
            at += 1
        else:
            end = _end_of_piece(script, at)
            word += script[at:end]
            at = end
    if word:
        words.append(word)
    if words:
        yield words


def _end_of_piece(script: str, at: int) -> int:
    """Where the quoted text, the expansion or the single character at `at` ends."""
    for opening, end in _PIECES:
        if script.startswith(opening, at):
            return min(end(script, at + len(opening)), len(script))
    return at + 1


def _end_of_quotes(script: str, at: int) -> int:
    while at < len(script) and script[at] != '"':
        at = _end_of_piece(script, at) if script[at] in "\\$`" else at + 1
    return min(at + 1, len(script))


def closing_parenthesis(text: str, at: int) -> int:
    """Where the parenthesis that was opened before `at` is closed; the end of the text where it is not."""
    depth = 1
    while at < len(text):
        if text[at] in "\"'":
            at = _end_of_piece(text, at) if text[at] == "'" else _plain_quotes(text, at + 1)
            continue
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
        at += 1
    return len(text)


def _plain_quotes(text: str, at: int) -> int:
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == "\\" else 1
    return min(at + 1, len(text))


def _closing(text: str, at: int, mark: str) -> int:
    end = text.find(mark, at)
    return end if end >= 0 else len(text)


_PIECES: tuple[tuple[str, Callable[[str, int], int]], ...] = (
    ("'", lambda text, at: _closing(text, at, "'") + 1),
    ('"', _end_of_quotes),
    ("`", lambda text, at: _closing(text, at, "`") + 1),
    ("$(", lambda text, at: closing_parenthesis(text, at) + 1),
    ("${", lambda text, at: _closing(text, at, "}") + 1),
    (">&", lambda _, at: at + 1),
    ("\\", lambda _, at: at + 1),
)


def _redirected(words: list[str]) -> tuple[list[str], str | None]:
    """The words without redirections, and the file that standard output goes to."""
    kept: list[str] = []
    target: str | None = None
    waiting = False
    for word in words:
        if waiting:
            target, waiting = word, False
        elif word in {">", ">>", "1>"}:
            waiting = True
        elif word.startswith(">") and not word.startswith(">&"):
            target = word.lstrip(">")
        elif not re.match(r"[0-9]?[<>]", word):
            kept.append(word)
    return kept, target


def _without_heredocs(script: str) -> str:
    """The script without the texts that `<<WORD` brings."""
    kept, until = [], ""
    for line in script.split("\n"):
        if until:
            until = "" if line.strip() == until else until
            continue
        kept.append(line)
        if match := _HEREDOC.search(line):
            until = match[2]
    return "\n".join(kept)
