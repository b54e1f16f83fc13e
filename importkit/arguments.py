"""What a call is given: taken for what it can only mean, or refused in one sentence that says what would do.

Nothing is guessed. None means "not given" where a parameter says so (the functions `…_if_given`), and is
refused elsewhere; True is no number, a number is no text, and a blank text names nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from importkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_Record = TypeVar("_Record")
_Value = TypeVar("_Value")

#: A longer value is shown by its beginning.
_LONGEST = 40


def if_given(take: Callable[..., _Value], given: object, **more: object) -> _Value | None:
    """Return what `take` makes of a value, or None where none is given.

    >>> if_given(text, None, argument="brand"), if_given(text, "acme", argument="brand")
    (None, 'acme')
    """
    return None if given is None else take(given, **more)


def whole_number(given: object, *, argument: str, lowest: int = 0, highest: int | None = None) -> int:
    """Return a whole number within bounds.

    Raises:
        UsageError: It is none, or out of bounds.
    """
    allowed = f"a whole number from {lowest}" + ("" if highest is None else f" to {highest}")
    if isinstance(given, bool) or not isinstance(given, Integral):
        raise refused(given, argument=argument, allowed=allowed)
    number = int(given)
    if number < lowest or (highest is not None and number > highest):
        raise refused(number, argument=argument, allowed=allowed)
    return number


def share(given: object, *, argument: str) -> float:
    """Return a number from 0 to 1.

    Raises:
        UsageError: It is none, or out of bounds.
    """
    if isinstance(given, bool) or not isinstance(given, Real) or not 0 <= float(given) <= 1:
        raise refused(given, argument=argument, allowed="a number from 0 to 1")
    return float(given)


def text(given: object, *, argument: str, what: str = "a text that is not blank") -> str:
    """Return a text that is not blank, as it is.

    Raises:
        UsageError: It is blank, or no text.
    """
    if not isinstance(given, str) or not given.strip():
        raise refused(given, argument=argument, allowed=what)
    return str(given)


def job_id(given: object, *, argument: str = "job_id") -> str:
    """Return the id of a job, or the start of one.

    Raises:
        UsageError: It is blank, or no text.
    """
    return text(given, argument=argument, what="the id of an import, or the start of it")


def email(given: object, *, argument: str = "email") -> str:
    """Return an e-mail address: people are known by theirs.

    Raises:
        UsageError: It is none.
    """
    allowed = "an e-mail address such as ana@example.com"
    found = text(given, argument=argument, what=allowed)
    if "@" not in found.strip("@ "):
        raise refused(found, argument=argument, allowed=allowed)
    return found


def flag(given: object, *, argument: str) -> bool:
    """Return True or False; what else there is reads as either to somebody.

    Raises:
        UsageError: It is neither.
    """
    if not isinstance(given, bool):
        raise refused(given, argument=argument, allowed="True or False")
    return given


def path(given: object, *, argument: str, allowed: str = "the path of a file") -> Path:
    """Return the path of a file, given as a path or as a text.

    Args:
        given: The path.
        argument: What the error calls it.
        allowed: What would do, where more than a path does.

    Raises:
        UsageError: It is neither, or blank.
    """
    if not isinstance(given, str | PathLike) or not str(given).strip():
        raise refused(given, argument=argument, allowed=allowed)
    found = fspath(given)
    if not isinstance(found, str) or "\0" in found:
        raise refused(given, argument=argument, allowed=allowed)
    return Path(found)


def target(given: object, *, argument: str = "target") -> Path:
    """Return the path of a file to write, in a folder that is there.

    Raises:
        UsageError: It is no path, or a folder, or its folder is missing.
    """
    found = path(given, argument=argument)
    if found.is_dir():
        raise UsageError(f"{argument} is {shown(str(found))}, which is a folder.", hint="Name a file in it.")
    if not found.absolute().parent.is_dir():
        raise UsageError(
            f"{argument} is {shown(str(found))}, and there is no such folder.", hint="Make the folder first."
        )
    return found


def file_or_target(given: str | Path | BinaryIO, *, argument: str = "target") -> Path | BinaryIO:
    """Return an open file as it is, or the path of a file to write.

    Raises:
        UsageError: It is neither.
    """
    return target(given, argument=argument) if not hasattr(given, "write") else cast("BinaryIO", given)


def one_of(kind: type[_Record], given: object, *, argument: str, what: str) -> _Record:
    """Return a value of a type.

    Raises:
        UsageError: It is of another type.
    """
    if not isinstance(given, kind):
        raise refused(given, argument=argument, allowed=what)
    return given


def collection(given: object, *, argument: str, what: str) -> None:
    """Make sure that several things are given; a text is one, whatever letters it has.

    Raises:
        UsageError: It is one thing.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise refused(given, argument=argument, allowed=what)


def mapping(given: object, *, argument: str, what: str) -> None:
    """Make sure that a mapping is given.

    Raises:
        UsageError: It is something else.
    """
    if not isinstance(given, Mapping):
        raise refused(given, argument=argument, allowed=what)


def function(given: Callable[..., object] | None, *, argument: str) -> None:
    """Make sure that what is to be called can be; None is not given.

    Raises:
        UsageError: It cannot.
    """
    if given is not None and not callable(given):
        raise refused(given, argument=argument, allowed="a function")


def refused(given: object, *, argument: str, allowed: str, hint: str = "") -> UsageError:
    """Return the error of an argument that cannot be taken: which one, what it is, what would do."""
    return UsageError(f"{argument} cannot be {shown(given)}: give {allowed}.", hint=hint)


def shown(given: object) -> str:
    """Return a value as a sentence names it: one short piece of text, whatever it holds.

    >>> shown("enrch"), shown(2.5), shown(None), shown([1]), shown("a" * 50)
    ('"enrch"', '2.5', 'None', 'a list', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"')
    """
    if isinstance(given, str):
        return f'"{_short(str(given))}"' if given.strip() else "blank"
    if given is None or isinstance(given, bool | int) or (isinstance(given, float) and math.isfinite(given)):
        return _short(repr(given))
    if isinstance(given, float):
        return "NaN" if math.isnan(given) else "infinite"
    name = type(given).__name__
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def _short(words: str) -> str:
    seen = "".join(letter if letter.isprintable() else " " for letter in words)
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"
