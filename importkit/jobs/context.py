"""Where a user is at work: which database, which brand, as whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from inspect import isfunction
from typing import TYPE_CHECKING, Any, TypeVar

from importkit.commands import with_brand
from importkit.errors import ImportkitError
from importkit.jobs.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from importkit.db.brands import Brand
    from importkit.settings import Settings


_Calls = TypeVar("_Calls", bound="Context")


@dataclass(frozen=True)
class Context:
    """A database, a brand in it, and who is at work there: all that functions about one brand are given.

    Attributes:
        email: Who is at work; Postgres itself decides what that user may see.
    """

    engine: Engine
    brand: Brand
    email: str
    settings: Settings

    @property
    def storage(self) -> Storage:
        """Return where uploaded files are kept."""
        return Storage(self.settings.files)


def names_brand_in_hints(calls: type[_Calls]) -> type[_Calls]:
    """Let what the public methods of a class raise name its brand in the commands that it advises."""
    for name, method in list(vars(calls).items()):
        if isfunction(method) and not name.startswith("_"):
            setattr(calls, name, _with_brand_in_hint(method))
    return calls


def _with_brand_in_hint(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(context: Context, *given: Any, **named: Any) -> Any:  # noqa: ANN401  whatever the method takes
        try:
            return method(context, *given, **named)
        except ImportkitError as error:
            error.change_hint(with_brand(error.hint, context.brand.slug))
            raise

    return call
