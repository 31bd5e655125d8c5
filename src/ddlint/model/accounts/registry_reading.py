"""Reading the registry of accounts: a list, or an object by code, in JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterator

from ddlint.model.accounts.account import Active, Said, Side
from ddlint.model.accounts.held import Held, NotJson, at, json_root, yaml_roots
from ddlint.model.accounts.registry import Entry, Keys, Registry, Twice, Unusable, Violation
from ddlint.model.goyaml.tokens import GoYamlError
from ddlint.model.place import FileSpan

LARGEST_JSON = 128 * 1024 * 1024
LARGEST_YAML = 8 * 1024 * 1024
_LFS = "version https://git-lfs.github.com/spec/"
_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x8b": "gzip", b"PK": "zip"}


def read_registry(path: str, data: bytes, keys: Keys) -> Registry:
    """Read the registry.

    Args:
        path: how findings name it; what ends in `.yaml` or `.yml` is YAML, all else JSON.
        data: its content.
        keys: what its fields are called.

    Raises:
        Unusable: it is no registry.
    """
    text = _text(data)
    is_yaml = path.lower().endswith((".yaml", ".yml"))
    if len(data) > (LARGEST_YAML if is_yaml else LARGEST_JSON):
        limit = LARGEST_YAML if is_yaml else LARGEST_JSON
        what = f"it has {len(data):,} bytes, and ddlint reads {'YAML' if is_yaml else 'JSON'} up to {limit:,}"
        raise Unusable(what, "export it as JSON, without what describes an account at length")
    try:
        root = _yaml_root(text) if is_yaml else json_root(text)
        return _Reading(path, text, keys).read(root)
    except NotJson as error:
        raise Unusable(
            f"it is not JSON: {error.what}", "export it again, as JSON or YAML", error.at
        ) from error
    except GoYamlError as error:
        what = f"it is not YAML: {error.problem}"
        raise Unusable(what, "export it again, as JSON or YAML", error.offset) from error


def _text(data: bytes) -> str:
    again = "name the file that onboarding exports"
    for start, name in _ENCODINGS.items():
        if data.startswith(start):
            raise Unusable(f"it is {name}, not UTF-8 text", again)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusable("it is not UTF-8", again, len(data[: error.start].decode("utf-8"))) from error
    if text.startswith(_LFS):
        raise Unusable("it is a pointer of Git LFS: the file itself was not fetched", "run `git lfs pull`")
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")):
        raise Unusable(
            "it is a web page, such as the one that asks to log in", "log in, and export the registry again"
        )
    if not head.strip():
        raise Unusable("it is empty", again)
    return text


def _yaml_root(text: str) -> Held:
    roots = list(yaml_roots(text))
    if len(roots) != 1:
        what = "it is empty" if not roots else f"it has {len(roots)} documents"
        raise Unusable(what, "export all accounts as one list", roots[1].start if len(roots) > 1 else 0)
    return roots[0]


class _Reading:
    """Reads entry after entry; lines are counted on the way."""

    def __init__(self, path: str, text: str, keys: Keys) -> None:
        self._path, self._text, self._keys = path, text, keys
        self._entries: dict[str, Entry] = {}
        self._twice: list[Twice] = []
        self._violations: list[Violation] = []
        self._counted, self._line = 0, 1

    def read(self, root: Held) -> Registry:
        held = self._found(root)
        if not isinstance(held.value, list | dict):
            raise Unusable(
                f"{self._named()} is {described(held.value)}, and no list or object of accounts",
                'a list of {"code": ..., "is_uat": ...} is needed, or an object by code',
                held.start,
            )
        for key, start, entry in self._listed(held):
            self._take(key, start, entry)
        return Registry(self._path, self._text, self._entries, tuple(self._twice), tuple(self._violations))

    def _found(self, root: Held) -> Held:
        held: Held | None = root
        if self._keys.list:
            held = at(root, self._keys.list)
            for _ in root.members():
                pass  # what stands behind the list has to be JSON too
        if held is None:
            raise Unusable(
                f"there is nothing at {self._keys.list}",
                "`[accounts] registry_list` says where in the registry the accounts are",
                root.start,
            )
        return held

    def _named(self) -> str:
        return self._keys.list or "it"

    def _listed(self, held: Held) -> Iterator[tuple[str | None, int, Held]]:
        if isinstance(held.value, dict):
            yield from held.members()
        else:
            for item in held.items():
                yield None, item.start, item

    def _take(self, key: str | None, start: int, entry: Held) -> None:
        if not isinstance(entry.value, dict):
            self._refuse_list(key, entry)
            where = f"the entry {key!r}" if key is not None else "an entry"
            self._violate(entry, f"{where} is {described(entry.value)}, and no account")
            return
        fields = self._fields(entry)
        code = self._code(key, entry, fields.get("code"))
        if not code:
            return
        span = (
            FileSpan(self._path, start, start + len(key) + 2)
            if key is not None
            else self._span(fields["code"])
        )
        self._add(
            Entry(code, span, self._line_of(span.start), self._said(span, fields), self._active(fields))
        )

    def _refuse_list(self, key: str | None, entry: Held) -> None:
        if key is not None and isinstance(entry.value, list):
            raise Unusable(
                f"{key} is a list, and no account",
                f'if the accounts are in it, write `[accounts] registry_list = "{key}"`',
                entry.start,
            )

    def _fields(self, entry: Held) -> dict[str, Held]:
        """The wanted fields; those at the top are found in one go."""
        wanted = {"code": self._keys.code, "is_uat": self._keys.is_uat, "active": self._keys.active}
        plain = {route: name for name, route in wanted.items() if "." not in route}
        found: dict[str, Held] = {}
        for key, start, value in entry.members():
            if key in plain:
                if plain[key] in found:
                    self._violations.append(
                        Violation(
                            FileSpan(self._path, start, start + len(key)),
                            f"the key {key!r} stands here twice",
                        )
                    )
                found.setdefault(plain[key], value)
        for name, route in wanted.items():
            if "." in route and (value_ := at(entry, route)) is not None:
                found[name] = value_
        return found

    def _code(self, key: str | None, entry: Held, held: Held | None) -> str:
        if held is None:
            if key is None:
                self._violate(entry, f"an account has no {self._keys.code!r}")
            return key or ""
        if not isinstance(held.value, str) or not held.value.strip():
            self._violate(held, f"{self._keys.code!r} is {described(held.value)}, and no code of an account")
            return key or ""
        if key is not None and held.value != key:
            self._violate(
                held, f"{self._keys.code!r} is {held.value!r}, and the account is listed as {key!r}"
            )
            return key
        return held.value

    def _said(self, span: FileSpan, fields: dict[str, Held]) -> Said:
        held = fields.get("is_uat")
        if held is None:
            return Said(Side.REGISTRY, span, self._line_of(span.start), None, f"no {self._keys.is_uat}")
        return said_by(Side.REGISTRY, held, self._span(held, self._keys.is_uat), self._line_of(held.start))

    def _active(self, fields: dict[str, Held]) -> Active | None:
        held = fields.get("active")
        if held is None or held.value is None:
            return None
        if not isinstance(held.value, bool):
            self._violate(
                held, f"{self._keys.active!r} is {described(held.value)}, and neither true nor false"
            )
            return None
        return Active(held.value, self._span(held, self._keys.active))

    def _add(self, entry: Entry) -> None:
        first = self._entries.setdefault(entry.code, entry)
        if first is not entry:
            self._twice.append(Twice(first, entry))

    def _violate(self, held: Held, message: str) -> None:
        self._violations.append(Violation(self._span(held), message))

    def _span(self, held: Held, route: str = "") -> FileSpan:
        return FileSpan(self._path, held.start, held.end, route)

    def _line_of(self, start: int) -> int:
        """The line of a place; places are asked for nearly in their order."""
        if start < self._counted:
            return self._line - self._text.count("\n", start, self._counted)
        self._line += self._text.count("\n", self._counted, start)
        self._counted = start
        return self._line


def said_by(side: Side, held: Held, span: FileSpan, line: int) -> Said:
    """What a value says about `is_uat`."""
    value = held.value
    return (
        Said(side, span, line, value)
        if isinstance(value, bool)
        else Said(side, span, line, None, described(value))
    )


def described(value: object) -> str:
    """A value in words: the text "yes", the number 1, null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) <= 40 else "a long text"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return f"the number {value}"
