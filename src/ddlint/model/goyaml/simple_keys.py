"""Places where an implicit key (`key: ...`) may have begun, until its colon is met or ruled out."""

from __future__ import annotations

from ddlint.model.goyaml.tokens import GoYamlError

_LONGEST_KEY = 1024


class SimpleKey:
    """A place where an implicit key may have begun."""

    __slots__ = ("column", "index", "line", "number", "possible", "required")

    def __init__(self, number: int, index: int, line: int, column: int, *, required: bool) -> None:
        """The token `number` (counted from the start) begins here."""
        self.possible = True
        self.number = number
        self.index = index
        self.line = line
        self.column = column
        self.required = required


def _none(number: int) -> SimpleKey:
    key = SimpleKey(number, 0, 0, 0, required=False)
    key.possible = False
    return key


class SimpleKeys:
    """One possible key for each level of flow collections."""

    __slots__ = ("_by_number", "_levels")

    def __init__(self) -> None:
        """Begin outside all collections."""
        self._levels = [_none(0)]
        self._by_number: dict[int, SimpleKey] = {}

    @property
    def current(self) -> SimpleKey:
        """That of the innermost level."""
        return self._levels[-1]

    def at(self, number: int) -> SimpleKey | None:
        """The key that may begin at the token `number`."""
        return self._by_number.get(number)

    def valid(self, key: SimpleKey, line: int, pos: int) -> bool:
        """Whether `key` can still be one now that the scanner is at `pos` on `line`."""
        if not key.possible:
            return False
        if key.line < line or key.index + _LONGEST_KEY < pos:
            if key.required:
                raise GoYamlError(key.index, "could not find expected ':'")
            key.possible = False
            return False
        return True

    def save(self, key: SimpleKey) -> None:
        """Remember a place in the stead of the one remembered for its level."""
        self.remove()
        self._levels[-1] = key
        self._by_number[key.number] = key

    def remove(self) -> None:
        """Forget the place of the innermost level."""
        key = self._levels[-1]
        if key.possible:
            if key.required:
                raise GoYamlError(key.index, "could not find expected ':'")
            self.use(key)

    def use(self, key: SimpleKey) -> None:
        """The colon is there, or cannot come any more."""
        key.possible = False
        self._by_number.pop(key.number, None)

    def enter(self, number: int) -> None:
        """A flow collection begins at the token `number`."""
        self._levels.append(_none(number))

    def leave(self) -> None:
        """It ends."""
        self._by_number.pop(self._levels.pop().number, None)
