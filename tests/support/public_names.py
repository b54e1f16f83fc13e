"""What is public: whatever `importkit` names, and what its calls return."""

from __future__ import annotations

import inspect
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import importkit as ik
from importkit import catalog, undo
from importkit.db import Brand, Member
from importkit.staging import PreviewPage
from importkit.workspace.draft import Draft
from importkit.workspace.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Results, whose methods are public although their names are not.
RESULTS: tuple[type, ...] = (
    undo.Undo, catalog.Catalog, catalog.Duplicates, catalog.Export, catalog.Mapping, catalog.Merge,
    PreviewPage, Watch, Brand, Member, Draft,
)  # fmt: skip

#: Methods that one module of the package calls of another, and nobody else.
INTERNAL = frozenset({"Draft.load", "Draft.of"})


class PublicName(NamedTuple):
    """A function, a class, or what a class has.

    Attributes:
        name: As it is written: `check`, `Check`, `Check.explain`.
        thing: The function or class; of a property its function.
        owner: The class that has it.
    """

    name: str
    thing: Any
    owner: type | None = None

    @property
    def is_property(self) -> bool:
        """Return whether it is asked for without a call."""
        if self.owner is None:
            return False
        member = inspect.getattr_static(self.owner, self.name.rpartition(".")[2])
        return isinstance(member, property | cached_property)


def classes() -> Iterator[type]:
    """Yield the public classes that have methods: neither exceptions nor choices."""
    named = (getattr(ik, name) for name in ik.__all__)
    for kind in (*(thing for thing in named if inspect.isclass(thing)), *RESULTS):
        if not issubclass(kind, BaseException | Enum):
            yield kind


def members(kind: type) -> Iterator[PublicName]:
    """Yield the methods and properties of a class that are of this package."""
    for name in dir(kind):
        member = inspect.getattr_static(kind, name)
        function = getattr(member, "fget", None) or getattr(member, "func", None) or getattr(kind, name)
        own = f"{kind.__name__}.{name}"
        is_ours = str(getattr(function, "__module__", "")).startswith("importkit")
        if not name.startswith("_") and callable(function) and is_ours and own not in INTERNAL:
            yield PublicName(own, function, kind)


def public_names() -> Iterator[PublicName]:
    """Yield every public function, class, method and property."""
    for name in ik.__all__:
        thing = getattr(ik, name)
        if callable(thing) and not inspect.isclass(thing):
            yield PublicName(name, thing)
    for kind in classes():
        yield PublicName(kind.__name__, kind)
        yield from members(kind)
