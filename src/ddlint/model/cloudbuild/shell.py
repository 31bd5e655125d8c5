"""As much of a shell as build steps use to name images: words, quotes, variables, `$(...)`, files.

What it cannot follow becomes a field that says why, never a guess. It runs nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ddlint.model.cloudbuild.expansion import operated
from ddlint.model.cloudbuild.programs import filtered, printed
from ddlint.model.cloudbuild.shell_words import (
    Redirected,
    closing,
    closing_parenthesis,
    commands,
    redirected,
    without_heredocs,
)
from ddlint.model.cloudbuild.text import Fields

LARGEST = 100_000  # characters of a script
_DEEPEST = 12
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=", re.ASCII)
_OPENING = frozenset({"if", "for", "while", "until", "case"})
_CLOSING = frozenset({"fi", "done", "esac"})
_KEYWORDS = _OPENING | _CLOSING | {"then", "else", "elif", "do", "{", "}", "!", "time", "exec", "sudo"}
_DEFAULT = re.compile(r":?[-=](.*)", re.DOTALL)
_SPECIAL = frozenset("0123456789@*#?!-$")


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command.

    Attributes:
        words: expanded, fields as single characters.
        raw: the same as they are written.
    """

    words: tuple[str, ...]
    raw: tuple[str, ...]


def _is_case(word: str) -> bool:
    """Whether a word is the pattern of a `case`: `main)`."""
    return word.endswith(")") and "(" not in word


@dataclass(slots=True)
class Shell:
    """What a script knows as it runs. Files live on from step to step, variables do not.

    Attributes:
        fields: of the build config.
        files: what was written to files, by path.
        step: the number of the step, so that the dates of two steps are two.
        variables: of this step.
        folder: where the step runs.
        substitutions: gives Cloud Build's own by name, where the step gets them as variables; else None.
        secrets: the variables that come from `secretEnv`.
    """

    fields: Fields
    files: dict[str, str]
    step: int = 0
    variables: dict[str, str] = field(default_factory=dict)
    folder: str = "/workspace"
    substitutions: Callable[[str], str] | None = None
    secrets: frozenset[str] = frozenset()
    _said: str | None = None
    _depth: int = 0
    _places: int = 0

    def run(self, script: str) -> Iterator[Command]:
        """The simple commands of a script, in order; conditions are not judged, both branches are taken."""
        if len(script) > LARGEST or self._depth > _DEEPEST:
            return
        script, texts = without_heredocs(script)
        self.files.update({f"#{number}": self._heredoc(text) for number, text in enumerate(texts)})
        blocks, said = 0, None
        for raw, before in commands(script):
            words = [*raw]
            while words and (words[0] in _KEYWORDS or _is_case(words[0])):
                blocks += (words[0] in _OPENING) - (words[0] in _CLOSING)
                words = words[1:]
            certain = blocks <= 0 and before not in {"&&", "||"}
            parted = redirected(words)
            found = self._command(parted, said if before == "|" else None, certain=certain)
            said = self._said
            if found is None:
                continue
            if found.words[0] in {"source", "."} and len(found.words) > 1:
                yield from self._sourced(found)
            else:
                yield found

    def _heredoc(self, text: str) -> str:
        return self.expand(f'"{text.removesuffix(chr(10)).replace(chr(34), chr(92) + chr(34))}"')

    def _sourced(self, command: Command) -> Iterator[Command]:
        """The commands of a file that an earlier step wrote; one that was not written stays as it is."""
        text = self.files.get(self.path(command.words[1]))
        if text is None:
            yield command
            return
        self._depth += 1
        yield from self.run(text)
        self._depth -= 1

    def _command(self, parted: Redirected, piped: str | None, *, certain: bool) -> Command | None:
        words = parted.words
        self._said = None
        if words and words[0] in {"export", "readonly", "local", "declare"}:
            words = [word for word in words[1:] if not word.startswith("-")]
        while words and (match := _ASSIGNMENT.match(words[0])):
            self._assign(match[1], self.expand(words[0][match.end() :]), certain=certain)
            words = words[1:]
        if not words:
            return None
        expanded = tuple(self.expand(word) for word in words)
        given = self._read(parted.source) if parted.source is not None else piped
        self._said = self._output(expanded, given)
        if expanded[0] == "read" and given is not None:
            self._assign(expanded[-1], given, certain=certain)
        if parted.target is not None:
            self._write(self.expand(parted.target), expanded[0], appends=parted.appends)
        if expanded[0] == "tee" and len(expanded) > 1:
            self._write(expanded[-1], "tee", appends="-a" in expanded)
        return Command(expanded, tuple(words))

    def _output(self, words: tuple[str, ...], given: str | None) -> str | None:
        """What a command prints, as far as that is followed."""
        if given is not None and words[0] not in {"echo", "printf", "date", "git"}:
            return filtered(given, words, "a pipe", self.fields)
        if words[0] == "cat" and len(words) == 2:
            return self._read(words[1])
        self._places += 1
        return printed(words, " ".join(words), self.fields, self._places + 1000 * self.step)

    def _assign(self, name: str, value: str, *, certain: bool) -> None:
        before = self.variables.get(name)
        if before is not None and before != value and not certain:
            value = self.fields.unknown(f"${name}", "it is set in several branches of the script")
        self.variables[name] = value

    def path(self, path: str) -> str:
        """A path from the top; relative ones begin where the step runs."""
        return posixpath.normpath(posixpath.join(self.folder, path))

    def _read(self, path: str) -> str | None:
        return self.files.get(path if path.startswith("#") else self.path(self.expand(path)))

    def _write(self, path: str, program: str, *, appends: bool) -> None:
        told, name = self._said, self.path(path)
        if told is None:
            told = self.fields.unknown(f"$(cat {path})", f"{program} wrote it")
        elif appends and name in self.files:
            told = f"{self.files[name]}\n{told}"
        self.files[name] = self.fields.bounded(told, f"$(cat {path})")

    def expand(self, word: str) -> str:
        """A word without its quotes, variables and `$(...)` filled in."""
        self._depth += 1
        try:
            if self._depth >= _DEEPEST:
                return self._unknown(word, "too deep")
            return self.fields.bounded("".join(self._pieces(word)), word)
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
                kept = quoted and word[at + 1] not in '$`"\\'
                yield word[at : at + 2] if kept else word[at + 1]
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
        return self._named(word, at)

    def _named(self, word: str, at: int) -> tuple[str, int]:
        """`$NAME`, `$1`, or a lone `$`."""
        if match := _NAME.match(word, at + 1):
            return self._variable(match[0]), match.end()
        if word[at + 1 : at + 2] not in _SPECIAL:
            return "$", at + 1
        found = self.variables.get(word[at + 1])
        return found or self._unknown(word[at : at + 2], "only the shell knows it"), at + 2

    def _variable(self, name: str) -> str:
        if name in self.variables:
            return self.variables[name]
        if self.substitutions is not None and name.isupper() and (found := self.substitutions(name)):
            return found
        why = "it is a secret" if name in self.secrets else "nothing in the step sets it"
        return self._unknown(f"${name}", why)

    def _braced(self, inner: str) -> str:
        match = _NAME.match(inner)
        if match is None:
            return self._unknown(f"${{{inner}}}", "ddlint does not follow this operation")
        operation = inner[match.end() :]
        if match[0] not in self.variables and (default := _DEFAULT.fullmatch(operation)):
            return self.expand(default[1])
        return operated(self._variable(match[0]), operation.removeprefix("-"), f"${{{inner}}}", self.fields)

    def _substituted(self, script: str) -> str:
        """What `$(script)` gives."""
        source = f"$({script.strip()})"
        if len(script) > LARGEST:
            return self._unknown(source, "it is too long")
        value: str | None = None
        for number, (raw, before) in enumerate(commands(script)):
            parted = redirected(raw)
            words = tuple(self.expand(word) for word in parted.words)
            given = self._read(parted.source) if parted.source is not None else None
            if number and before != "|":
                value = None
            elif number:
                value = filtered(value, words, source, self.fields) if value is not None else None
            elif given is not None:
                value = given if not words else filtered(given, words, source, self.fields)
            else:
                value = self._printed(words, source)
            if value is None:
                return self._unknown(source, "ddlint does not run commands")
        return "" if value is None else value

    def _printed(self, words: tuple[str, ...], source: str) -> str | None:
        self._places += 1
        if words[:1] == ("cat",) and len(words) == 2:
            return self._read(words[1])
        return printed(words, source, self.fields, self._places + 1000 * self.step)

    def _unknown(self, source: str, why: str) -> str:
        return self.fields.unknown(source, why)
