"""How options take choices and numbers: as the functions do, and refused in the same words."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from importkit.arguments import refused, share, whole_number
from importkit.choices import chosen

if TYPE_CHECKING:
    from collections.abc import Callable


def choice_option(kind: type[StrEnum], name: str, **more: Any) -> Any:  # noqa: ANN401  as Typer has it
    """Return an option that takes a named choice, in any case."""
    words = [word.value.lower() for word in kind]
    return _option(
        name,
        partial(chosen, kind, argument=name),
        metavar=f"[{'|'.join(words)}]",
        autocompletion=lambda: words,
        **more,
    )


def whole_number_option(name: str, *, lowest: int = 0, highest: int | None = None, **more: Any) -> Any:  # noqa: ANN401
    """Return an option that takes a whole number within bounds."""

    def take(given: object) -> int:
        number = int(given) if isinstance(given, str) and _is_whole(given) else given
        return whole_number(number, argument=name, lowest=lowest, highest=highest)

    return _option(name, take, metavar="NUMBER", **more)


def fraction_option(name: str, **more: Any) -> Any:  # noqa: ANN401
    """Return an option that takes a number from 0 to 1."""

    def take(given: object) -> float:
        try:
            return share(float(given) if isinstance(given, str) else given, argument=name)
        except ValueError:
            raise refused(given, argument=name, allowed="a number from 0 to 1") from None

    return _option(name, take, metavar="SHARE", **more)


def _option(name: str, take: Callable[[Any], Any], **more: Any) -> Any:  # noqa: ANN401
    return typer.Option(name, parser=take, **more)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").isdigit()
