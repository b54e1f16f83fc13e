"""Ranges of rows that overlap, such as links and merges: which of them counts for a row."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def last_covering(
    tops: NDArray[np.int64], bottoms: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return, for each row, the position of the last range that covers it, or -1.

    It takes time for each range and each row, but not for each row of each range: twenty thousand links over
    a whole column each are as cheap as one.

    >>> last_covering(np.array([1, 3]), np.array([5, 4]), np.array([2, 3, 5, 6]))
    array([ 0,  1,  0, -1])
    """
    if not len(tops) or not len(rows):
        return np.full(len(rows), -1, np.int64)
    starts = np.unique(np.concatenate([tops, bottoms + 1]))
    order = np.argsort(tops, kind="stable").tolist()
    first, last = tops.tolist(), bottoms.tolist()
    winners = np.full(len(starts), -1, np.int64)
    open_ranges: list[int] = []  # a heap of negative positions, the last range on top
    at = 0
    for place, start in enumerate(starts.tolist()):
        while at < len(order) and first[order[at]] <= start:
            heapq.heappush(open_ranges, -order[at])
            at += 1
        while open_ranges and last[-open_ranges[0]] < start:
            heapq.heappop(open_ranges)
        if open_ranges:
            winners[place] = -open_ranges[0]
    segments = np.searchsorted(starts, rows, side="right") - 1
    return np.where(segments >= 0, winners[segments], -1)
