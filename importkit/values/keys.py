"""Keys: what makes two names the same name.

Computed here and nowhere else, over distinct values; the databases store and compare them as they are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from importkit.values.whole_columns import replace_where

if TYPE_CHECKING:
    import pyarrow as pa

#: Characters without width that hide in pasted text: zero-width spaces, joiners, marks, the BOM.
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

#: What stands between the names of a category path.
PATH_SEPARATOR = " > "

#: In the words of RE2: nothing to do but to fold case.
_PLAIN = "^[\\x21-\\x7e]+(?: [\\x21-\\x7e]+)*$"

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: Where "productTitle" goes on with another word.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: A remark in brackets; the closing one may have been cut off.
_NOTE = re.compile(r"[(\[{\uff08\u3010][^)\]}\uff09\u3011]*(?:[)\]}\uff09\u3011]+|$)|<[^<>]*>")
_INVISIBLE = re.compile(f"[{ZERO_WIDTH}]")


def name_key(name: str) -> str:
    r"""Return the key under which a name is the same name.

    NFKC, without zero-width characters, trimmed, inner space folded, case-folded.

    >>> name_key("  Organic\u00a0 COTTON ") == name_key("organic cotton")
    True
    """
    if name.isascii():  # nothing to normalise, and most names are
        return " ".join(name.lower().split())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name))
    # Case folding can denormalise (ΐ), so a second NFKC makes the key of a key the key itself.
    folded = unicodedata.normalize("NFKC", text.casefold()).casefold()
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", folded)).strip()


def name_keys(names: pa.Array) -> pa.Array:
    """Return the key of each name, none of them null, as `name_key` does."""
    others = pc.invert(pc.match_substring_regex(names, _PLAIN))
    return replace_where(others, names, name_key, otherwise=pc.ascii_lower(names))


def header_key(header: str) -> str:
    """Return the key under which a header is the same header: no case, space or punctuation.

    >>> header_key("Dyeing / Printing") == header_key("dyeing/printing")
    True
    """
    return re.sub(r"[\W_]+", "", name_key(header))


def header_words(header: str) -> tuple[str, ...]:
    """Return the words of a header, case-folded; digits are words of their own.

    >>> header_words("Option1 Value"), header_words("productTitle"), header_words("Compare-at price")
    (('option', '1', 'value'), ('product', 'title'), ('compare', 'at', 'price'))
    """
    return tuple(_WORD.findall(name_key(_HUMP.sub(" ", header))))


def without_note(header: str) -> str:
    """Return a header without what stands in brackets; one that is nothing else stays as it is.

    >>> without_note("SKU (max 100)"), without_note("[required] Title"), without_note("(kg)")
    ('SKU', 'Title', '(kg)')
    """
    bare = _NOTE.sub(" ", header)
    return bare.strip() if header_key(bare) else header


def note_words(header: str) -> tuple[str, ...]:
    """Return the words that a header has in brackets, case-folded.

    >>> note_words("Weight (in KG)"), note_words("Weight")
    (('in', 'kg'), ())
    """
    return tuple(word for note in _NOTE.findall(header) for word in re.findall(r"\w+", name_key(note)))


def path_key(path: str) -> str:
    """Return the key of a category path, case and spaces folded around every `>`.

    >>> path_key("Clothing>  JEANS > straight")
    'clothing > jeans > straight'
    """
    return PATH_SEPARATOR.join(name_key(part) for part in path.split(">"))
