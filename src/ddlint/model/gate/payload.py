"""An event as JSON, read with care: it may be cut, of another kind, or hold what a stranger wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

LARGEST = 32 << 20  # bytes; GitHub sends at most 25 MB
_LONGEST = 65_536  # characters of any text that is of interest
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


class BadPayload(ValueError):
    """The event is not what it should be; the text says in what."""


class Payload:
    """A JSON object, and the way to it in the whole event."""

    def __init__(self, found: Mapping[str, Any], at: tuple[str, ...] = ()) -> None:
        self._found = found
        self._at = at

    @staticmethod
    def parse(data: bytes) -> Payload:
        """The event in `data`.

        Raises:
            BadPayload: it is no JSON object, or too large.
        """
        if len(data) > LARGEST:
            raise BadPayload(f"it has more than {LARGEST:,} bytes")
        try:
            found = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BadPayload(f"it is no JSON, or it is cut: {error}") from None
        if not isinstance(found, dict):
            raise BadPayload("it is JSON, but no object")
        return Payload(found)

    def __contains__(self, key: str) -> bool:
        return self._found.get(key) is not None

    def under(self, key: str) -> Payload:
        """The object under `key`.

        Raises:
            BadPayload: there is none.
        """
        return Payload(self._of(key, dict, "an object"), (*self._at, key))

    def text(self, key: str, default: str | None = None) -> str:
        """The text under `key`; `default` where there is nothing.

        Raises:
            BadPayload: there is no text, or one that is much too long.
        """
        if default is not None and key not in self:
            return default
        found: str = self._of(key, str, "a text")
        if len(found) > _LONGEST:
            raise BadPayload(f"{self._path(key)} has more than {_LONGEST:,} characters")
        return found

    def oid(self, key: str) -> str:
        """The id of a commit under `key`.

        Raises:
            BadPayload: there is none.
        """
        found = self.text(key)
        if not _OID.fullmatch(found):
            raise BadPayload(f"{self._path(key)} is no commit id")
        return found

    def number(self, key: str) -> int:
        """The number under `key`.

        Raises:
            BadPayload: there is none.
        """
        found: int = self._of(key, int, "a number")
        return found

    def flag(self, key: str) -> bool:
        """Whether `key` is true; false where there is nothing.

        Raises:
            BadPayload: there is something else.
        """
        if key not in self:
            return False
        found: bool = self._of(key, bool, "true or false")
        return found

    def _of(self, key: str, kind: type, words: str) -> Any:  # noqa: ANN401 - of the type `kind`
        found = self._found.get(key)
        if type(found) is not kind:
            raise BadPayload(f"{self._path(key)} is {'missing' if found is None else f'not {words}'}")
        return found

    def _path(self, key: str) -> str:
        return ".".join((*self._at, key))
