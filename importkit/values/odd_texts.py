"""Texts that look right and are not: letters of another script, decomposed letters, text decoded wrongly."""

from __future__ import annotations

import re
import unicodedata

#: Letters of other scripts that look like Latin ones.
_ALIKE = frozenset("АВЕЅІЈКМНОРСТХУаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυχ")
_OTHER_SCRIPTS = re.compile(r"[\u0370-\u03ff\u0400-\u052f\uff21-\uff3a\uff41-\uff5a]")
_LATIN = re.compile(r"[A-Za-z]")

#: What the bytes of one UTF-8 letter become when they are read as Windows-1252.
_BROKEN = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_LOST = "\ufffd"


def has_look_alikes(text: str) -> bool:
    """Return whether letters of another script stand for Latin ones.

    >>> has_look_alikes("ABC-1"), has_look_alikes("\u0410BC-1"), has_look_alikes("\u0410\u0412\u0421-1")
    (False, True, True)
    >>> has_look_alikes("\u0444\u0443\u0442\u0431\u043e\u043b\u043a\u0430")
    False
    """
    others = _OTHER_SCRIPTS.findall(text)
    if not others:
        return False
    return bool(_LATIN.search(text)) or all(letter in _ALIKE for letter in others)


def is_composed(text: str) -> bool:
    """Return whether each letter is one character: an e and an accent behind it look like é and are not.

    >>> is_composed("caf\u00e9"), is_composed("cafe\u0301")
    (True, False)
    """
    return unicodedata.is_normalized("NFC", text)


def is_mojibake(text: str) -> bool:
    """Return whether a text was read in the wrong encoding on its way.

    >>> is_mojibake("CafÃ©"), is_mojibake("Café"), is_mojibake("itâ€™s"), is_mojibake("SÃO PAULO")
    (True, False, True, False)
    """
    return _LOST in text or any(_is_utf8(found) for found in _BROKEN.findall(text))


def _is_utf8(text: str) -> bool:
    """Return whether the bytes of a text in an old encoding are letters in UTF-8."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return len(text.encode(encoding).decode("utf-8")) < len(text)
        except UnicodeError:
            continue
    return False
