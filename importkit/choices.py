"""Named choices: what is asked for by a word, or by the member of an enum that it names.

One rule for every door, functions, commands and the page: the enum, or its text in any case. A word that is
none is refused with the words there are and the one that was probably meant.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, TypeVar

from importkit.arguments import refused
from importkit.grammar import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from importkit.errors import UsageError

Choice = TypeVar("Choice", bound=StrEnum)

#: So alike is a word to the one that was probably meant, of 100.
_ALIKE = 60


def chosen(
    kind: type[Choice], given: object, *, argument: str, also: Mapping[str, Choice] | None = None
) -> Choice:
    """Return the choice that is named.

    Args:
        kind: The choices there are.
        given: One of them, or its text in any case.
        argument: What the error calls it.
        also: Further texts, in small letters, and what they name.

    Raises:
        UsageError: It names none of them.

    >>> from importkit.model import Mode
    >>> chosen(Mode, "enrich", argument="mode"), chosen(Mode, Mode.CREATE, argument="mode")
    (<Mode.ENRICH: 'ENRICH'>, <Mode.CREATE: 'CREATE'>)
    """
    if isinstance(given, kind):
        return given
    texts = {choice.value.casefold(): choice for choice in kind}
    word = _word(given)
    found = texts.get(word) or (also or {}).get(word)
    if found is None:
        raise unknown_word(given, list(texts), argument=argument, also=also)
    return found


def chosen_if_given(kind: type[Choice], given: object, *, argument: str) -> Choice | None:
    """Return the choice that is named, or None where none is given."""
    return None if given is None else chosen(kind, given, argument=argument)


def chosen_word(words: Iterable[str], given: object, *, argument: str) -> str:
    """Return the one of these words (in small letters) that is given, in any case.

    Raises:
        UsageError: It is none of them.
    """
    known = list(words)
    word = _word(given)
    if word not in known:
        raise unknown_word(given, known, argument=argument)
    return word


def unknown_word(
    given: object, words: list[str], *, argument: str, also: Mapping[str, StrEnum] | None = None
) -> UsageError:
    """Return the error of a word that is none of these, with the one that was probably meant."""
    others = {other: choice.value.casefold() for other, choice in (also or {}).items()}
    near = nearest(given, [*words, *others])
    meant = others.get(near or "", near)
    hint = f"Did you mean {meant}?" if meant else ""
    return refused(given, argument=argument, allowed=listed(words, last="or"), hint=hint)


def nearest(given: object, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant; None where none is near."""
    from rapidfuzz import fuzz, process

    if not _word(given):
        return None
    found = process.extractOne(_word(given), list(words), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None


def _word(given: object) -> str:
    """Return a text in small letters; a member of another enum is no text here."""
    return given.casefold() if isinstance(given, str) and not isinstance(given, Enum) else ""
