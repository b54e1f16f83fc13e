"""Number formats that change what a number means: zeros in front, and per cent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit.model import CellKind
from importkit.workbook.sheet.grid import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_ZEROS = re.compile(r"0{2,}")
#: Text in quotes, escaped characters and colours of a number format: they show, but mean nothing.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True)
class Formats:
    """The cell styles that matter.

    Attributes:
        widths: Number of digits by style, for formats of zeros only.
        percents: Styles that show per cent.
    """

    widths: Mapping[str, int]
    percents: frozenset[str]

    @classmethod
    def of(cls, codes: Mapping[str, str]) -> Formats:
        """Return what matters among the number formats of the cell styles."""
        first = {style: _LITERAL.sub("", code.partition(";")[0]).strip() for style, code in codes.items()}
        return cls(
            widths={style: len(code) for style, code in first.items() if _ZEROS.fullmatch(code)},
            percents=frozenset(style for style, code in first.items() if "%" in code),
        )

    @property
    def styles(self) -> list[str]:
        """Return the numbers of these styles."""
        return [*self.widths, *self.percents]

    def applied(self, style: str, cells: Cells, rows: NDArray[np.int64]) -> Cells:
        """Return a column whose number cells in these rows have a style."""
        numbers = rows[cells.kinds[rows] == CellKind.NUMBER]
        if style in self.percents:
            return _marked(cells, numbers, CellKind.PERCENT)
        # Other numbers are shown rounded, which is not how a code was typed.
        whole = pc.match_substring_regex(cells.texts.take(pa.array(numbers)), r"^\d+$").to_numpy(
            zero_copy_only=False
        )
        return _zero_padded(cells, np.unique(numbers[whole]), self.widths[style])


def _marked(cells: Cells, rows: NDArray[np.int64], kind: CellKind) -> Cells:
    kinds = cells.kinds.copy()
    kinds[rows] = kind
    return Cells(cells.texts, kinds)


def _zero_padded(cells: Cells, rows: NDArray[np.int64], width: int) -> Cells:
    mask = np.zeros(len(cells.texts), bool)
    mask[rows] = True
    shown = pc.utf8_lpad(cells.texts.take(pa.array(rows)), width=width, padding="0")
    texts = pc.replace_with_mask(cells.texts, pa.array(mask), shown)
    return _marked(Cells(texts, cells.kinds), rows, CellKind.ZERO_PADDED)
