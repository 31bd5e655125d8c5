"""Objects by namespace and name, as a reference to them is resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from ddlint.model.flux.flux_object import FluxObject, has_variable

_VARIABLE = re.compile(r"\$\{[^}]*\}|\{\{.*?\}\}")


class _Held(Protocol):
    @property
    def object(self) -> FluxObject: ...


Item = TypeVar("Item", bound=_Held)


class Lookup(Generic[Item]):
    """Finds objects in constant time; only those whose name holds a variable are tried one by one."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Take the objects, in the order in which they are found again."""
        self._exact: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self._named: dict[str, list[Item]] = defaultdict(list)
        self._variable: list[tuple[re.Pattern[str], Item]] = []
        self._found: dict[tuple[str, str], tuple[Item, ...]] = {}
        for item in items:
            held = item.object
            if has_variable(held.key):
                self._variable.append((_pattern(held), item))
            else:
                self._exact[held.namespace, held.name].append(item)
                self._named[held.name].append(item)

    def find(self, namespace: str, name: str) -> tuple[Item, ...]:
        """The objects that `namespace` and `name` mean; what is not known of either side matches anything."""
        key = namespace, name
        if key not in self._found:
            self._found[key] = self._search(namespace, name)
        return self._found[key]

    def _search(self, namespace: str, name: str) -> tuple[Item, ...]:
        if not namespace:
            exact = self._named.get(name, [])
        else:
            exact = [*self._exact.get((namespace, name), ()), *self._exact.get(("", name), ())]
        wanted = f"{namespace}/{name}"
        return tuple(exact) or tuple(item for pattern, item in self._variable if pattern.fullmatch(wanted))

    def named(self, name: str) -> tuple[Item, ...]:
        """The objects called `name` in any namespace."""
        return tuple(self._named.get(name, ()))


def _pattern(held: FluxObject) -> re.Pattern[str]:
    """What the name can become: a variable stands for any text; adjacent ones are one."""
    namespace = held.namespace or "${any}"
    parts = [re.escape(part) for part in _VARIABLE.split(f"{namespace}/{held.name}")]
    return re.compile(re.sub(r"(?:\.\*)+", ".*", ".*".join(parts)))
