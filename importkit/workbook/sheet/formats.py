"""Number formats: each cell keeps its own, and zeros in front or per cent change what a number means."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from importkit.model import CellKind
from importkit.workbook.sheet.cell_column import Cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from importkit.workbook.sheet.styled_cells import Runs

_ZEROS = re.compile(r"0{2,}")
#: Text in quotes, escaped characters and colours of a number format: they show, but mean nothing.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')

#: A duration, such as [h]:mm, and what may hold the like without being one.
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TEXTS = re.compile(r'"[^"]*"|\\.|_.|\*.')

#: What Excel takes no longer format for; such a one is not kept.
_LONGEST = 255
#: What a cell without a format has.
_GENERAL = "general"
#: What no workbook can hold; an own space, as in `# ##0` of French workbooks, is fine.
_CONTROL = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Formats:
    """The number formats of a workbook, each once; the cells give the number of a style.

    Attributes:
        codes: Each format as the workbook writes it; General is none.
        of_style: Where in `codes` the format of a style stands, for styles that have one.
    """

    codes: tuple[str, ...]
    of_style: Mapping[str, int]

    @classmethod
    def of(cls, styles: Mapping[str, str]) -> Formats:
        """Return the number formats of the cell styles."""
        kept = {style: code for style, code in styles.items() if _is_kept(code)}
        codes = tuple(dict.fromkeys(kept.values()))
        places = {code: place for place, code in enumerate(codes)}
        return cls(codes, {style: places[code] for style, code in kept.items()})

    def applied(self, cells: Cells, runs: Runs, numbers: NDArray[np.int64]) -> Cells:
        """Return a column with the format of each of its cells, and the kinds of numbers that follow.

        Args:
            cells: The column.
            runs: Which of its rows have a format.
            numbers: Excel's numbers of its rows.
        """
        places = runs.spread(numbers)
        styled = np.unique(places[places >= 0])
        codes_shown = {
            place: _LITERAL.sub("", self.codes[place].partition(";")[0]).strip() for place in styled
        }
        formatted = Cells(cells.texts, cells.kinds, _encoded(places, styled, self.codes))
        is_number = cells.kinds == CellKind.NUMBER
        elapsed = [place for place in styled if is_elapsed(self.codes[place])]
        if elapsed:
            formatted = _timed(formatted, np.flatnonzero(np.isin(places, elapsed) & is_number))
        percents = [place for place, meaning in codes_shown.items() if "%" in meaning]
        if percents:
            formatted = _marked(
                formatted, np.flatnonzero(np.isin(places, percents) & is_number), CellKind.PERCENT
            )
        widths: dict[int, list[int]] = {}
        for place, meaning in codes_shown.items():
            if _ZEROS.fullmatch(meaning):
                widths.setdefault(len(meaning), []).append(place)
        for width, padded in widths.items():
            formatted = _zero_padded(formatted, np.flatnonzero(np.isin(places, padded) & is_number), width)
        return formatted


def is_elapsed(code: str) -> bool:
    r"""Return whether a number format shows a duration; the value reader fails over a very long one.

    >>> is_elapsed("[h]:mm"), is_elapsed("[Red]0"), is_elapsed(r'"[h]"0'), is_elapsed("h:mm")
    (True, False, False, False)
    """
    return _ELAPSED.search(_TEXTS.sub("", code.partition(";")[0])) is not None


def duration_text(days: str) -> str:
    """Return a number of days as hours, minutes and seconds, or itself where there is no end of them.

    >>> duration_text("1.25"), duration_text("-0.5"), duration_text("0.000011574")
    ('30:00:00', '-12:00:00', '00:00:01')
    """
    if not math.isfinite(seconds := float(days) * 86_400):
        return days
    hours, rest = divmod(round(abs(seconds)), 3_600)
    return f"{'-' * (seconds < 0)}{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _is_kept(code: str) -> bool:
    return code.lower() not in {"", _GENERAL} and len(code) <= _LONGEST and not _CONTROL.search(code)


def _encoded(places: NDArray[np.int32], styled: NDArray[np.int32], codes: tuple[str, ...]) -> pa.Array:
    """Return the formats of a column, with those in its own dictionary that it has."""
    own = np.searchsorted(styled, places).astype(np.int16 if len(styled) > np.iinfo(np.int8).max else np.int8)
    indices = pa.array(own, mask=places < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array([codes[place] for place in styled], pa.string()))


def _marked(cells: Cells, rows: NDArray[np.int64], kind: CellKind) -> Cells:
    kinds = cells.kinds.copy()
    kinds[rows] = kind
    return Cells(cells.texts, kinds, cells.formats)


def _timed(cells: Cells, rows: NDArray[np.int64]) -> Cells:
    """Return a column with the numbers in these rows as durations."""
    coded = cells.texts.take(pa.array(rows)).dictionary_encode()
    shown = pa.array([duration_text(days) for days in coded.dictionary.to_pylist()], pa.large_string())
    mask = np.zeros(len(cells.texts), bool)
    mask[rows] = True
    texts = pc.replace_with_mask(cells.texts, pa.array(mask), shown.take(coded.indices))
    return _marked(Cells(texts, cells.kinds, cells.formats), rows, CellKind.DATE)


def _zero_padded(cells: Cells, numbers: NDArray[np.int64], width: int) -> Cells:
    # Other numbers are shown rounded, which is not how a code was typed.
    whole = pc.match_substring_regex(cells.texts.take(pa.array(numbers)), r"^\d+$").to_numpy(
        zero_copy_only=False
    )
    rows = numbers[whole]
    mask = np.zeros(len(cells.texts), bool)
    mask[rows] = True
    shown = pc.utf8_lpad(cells.texts.take(pa.array(rows)), width=width, padding="0")
    texts = pc.replace_with_mask(cells.texts, pa.array(mask), shown)
    return _marked(Cells(texts, cells.kinds, cells.formats), rows, CellKind.ZERO_PADDED)
