"""Records that notebooks show: each asks the displays that are known, so that it need not know them itself.

`display` stands above most records and says how they look. It is loaded when something is shown first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Displays:
    """How records of one class are shown, each as a function of the record.

    Attributes:
        text: A few lines for a terminal.
        html: For a notebook, safe and with styles of its own.
        markdown: For a page that shows neither.
    """

    text: Callable[[Any], str]
    html: Callable[[Any], str]
    markdown: Callable[[Any], str]


_known: dict[str, Displays] = {}
_loaders: list[Callable[[], object]] = []


def register(name: str, displays: Displays) -> None:
    """Let the records of a class, by its name, be shown so."""
    _known[name] = displays


def load_with(loader: Callable[[], object]) -> None:
    """Name what fills the displays; it is called when the first record is shown."""
    _loaders.append(loader)


def displays_of(record: object) -> Displays:
    """Return how a record is shown.

    Raises:
        KeyError: Nobody has said how; each class of `Displayed` is registered, which a test holds.
    """
    while _loaders:
        _loaders.pop()()
    return next(_known[kind.__name__] for kind in type(record).__mro__ if kind.__name__ in _known)


class Displayed:
    """A record that shows itself as text, HTML and Markdown, in Jupyter, marimo and a terminal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return displays_of(self).text(self)

    def _repr_html_(self) -> str:
        return displays_of(self).html(self)

    def _repr_markdown_(self) -> str:
        return displays_of(self).markdown(self)

    def _mime_(self) -> tuple[str, str]:
        """Return what marimo shows."""
        return "text/html", self._repr_html_()


class RecordList(Displayed, list[_Record]):
    """Records of one kind: a list that shows itself as a table, and has one as a frame."""

    __slots__ = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a line for each record."""
        raise NotImplementedError

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> _Record: ...
    @overload
    def __getitem__(self, at: slice, /) -> Self: ...
    def __getitem__(self, at: SupportsIndex | slice, /) -> _Record | Self:
        """Return one record, or some of them, which show themselves alike."""
        if isinstance(at, slice):
            return type(self)(list(self)[at])
        return list.__getitem__(self, at)
