"""As much of a shell as build steps use to name images: words, quotes, variables, `$(...)`, files.

What it cannot follow becomes a field that says why, never a guess. It runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ddlint.model.cloudbuild.commit_ids import short_commit
from ddlint.model.cloudbuild.shell_words import (
    closing,
    closing_parenthesis,
    commands,
    redirected,
    without_heredocs,
)
from ddlint.model.cloudbuild.substitutions import CUT, plain_branch
from ddlint.model.cloudbuild.text import Fields, Kind

LARGEST = 100_000  # characters of a script
_DEEPEST = 12
_SHORT = 7
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=", re.ASCII)
_OPENING = frozenset({"if", "for", "while", "until", "case"})
_CLOSING = frozenset({"fi", "done", "esac"})
_KEYWORDS = _OPENING | _CLOSING | {"then", "else", "elif", "do", "{", "}", "!", "time", "exec", "sudo"}
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
        for raw in commands(without_heredocs(script)):
            words = [*raw]
            while words and words[0] in _KEYWORDS:
                blocks += (words[0] in _OPENING) - (words[0] in _CLOSING)
                words = words[1:]
            found = self._command(words, certain=blocks <= 0)
            if found is not None:
                yield found

    def _command(self, words: list[str], *, certain: bool) -> Command | None:
        words, target = redirected(words)
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
                end = closing(word, at + 1, "'")
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
            end = closing(word, at + 1, "`")
            return self._substituted(word[at + 1 : end]), end + 1
        if word.startswith("$((", at):
            end = word.find("))", at)
            return self._unknown(word[at : end + 2], "arithmetic"), end + 2 if end > 0 else len(word)
        if word.startswith("$(", at):
            end = closing_parenthesis(word, at + 2)
            return self._substituted(word[at + 2 : end]), end + 1
        if word.startswith("${", at):
            end = closing(word, at + 2, "}")
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
        if (cut := CUT.fullmatch(operation)) and self.fields.holds(value, Kind.COMMIT):
            return self.fields.add(short_commit(f"${{{inner}}}", int(cut[1]), int(cut[1])))
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
                return self._commit(options, source)
            case ["cat", path] if path in self.files:
                return self.files[path]
            case ["echo" | "printf", *rest]:
                return " ".join(word for word in rest if word != "-n")
        return self._unknown(source, "ddlint does not run commands")

    def _commit(self, options: list[str], source: str) -> str:
        """What `git rev-parse` gives: `--short=8` has 8 digits or more, `--short` 7 or more."""
        short = next((option for option in options if option.startswith("--short")), "")
        if not short:
            return self.fields.put(Kind.COMMIT, source)
        digits = short.partition("=")[2]
        return self.fields.add(
            short_commit(self.fields.shown(source), int(digits) if digits.isdigit() else 7)
        )

    def _unknown(self, source: str, why: str) -> str:
        return self.fields.unknown(source, why)
