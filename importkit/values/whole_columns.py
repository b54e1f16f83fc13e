"""Rules for single texts over whole columns: Arrow does what it can, Python looks at the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable


def replace_where(
    concerned: pa.BooleanArray, texts: pa.Array, rule: Callable[[str], str], otherwise: pa.Array
) -> pa.Array:
    """Return `otherwise`, and in its place what a rule says of each text that is concerned; none is null."""
    ruled = [rule(text) for text in texts.filter(concerned).to_pylist()]
    return pc.replace_with_mask(otherwise, concerned, pa.array(ruled, otherwise.type))
