"""Keys as revision 0002 computes them; a migration must not change its meaning later."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")


def name_key(name: str) -> str:
    """Return the key of a name or handle: NFKC, trimmed, inner space folded, case-folded."""
    text = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", name))
    folded = unicodedata.normalize("NFKC", text.casefold()).casefold()
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", folded)).strip()


def path_key(path: str) -> str:
    """Return the key of a category path, each of its names by its own key."""
    return " > ".join(name_key(part) for part in path.split(">"))


def barcode_key(barcode: str) -> str:
    """Return the GTIN-14 of a barcode with a right check digit, else its text."""
    digits = re.sub("[ -]", "", barcode)
    is_gtin = re.fullmatch("[0-9]+", digits) and len(digits) in {8, 12, 13, 14}
    return digits.zfill(14) if is_gtin and _weighted_sum(digits) % 10 == 0 else barcode


def _weighted_sum(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
