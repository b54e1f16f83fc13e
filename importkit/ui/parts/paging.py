"""Long lists, page by page: the browser gets one page, and the reader the whole count."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from importkit.grammar import count, number

#: Pixels for seven numbers and two arrows.
_WIDTH = 360
#: More than a number of a page has.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Slot:
    """One page of a list.

    Attributes:
        total: How many things the whole list has.
        size: How many of them a page shows.
        number: This page, from 1.
        noun: What the things are.
        in_address: Whether the address of the page has the number, under the key.
    """

    total: int
    size: int
    number: int
    key: str
    noun: str
    in_address: bool = False

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """Return the place of the first thing."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        """Return the place behind the last thing."""
        return min(self.start + self.size, self.total)

    def control(self) -> None:
        """Show which part of the list this is, and the way to the others."""
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.caption(self._caption(), width="content")
            if self.pages > 1:
                # Of its own width, it takes too little of the row to show every page that it could.
                st.pagination(
                    self.pages, key=self.key, width=_WIDTH, bind="query-params" if self.in_address else None
                )

    def _caption(self) -> str:
        if self.pages == 1:
            return count(self.total, self.noun)
        return f"{number(self.start + 1)} to {number(self.stop)} of {count(self.total, self.noun)}"


def slot(total: int, size: int, key: str, noun: str, *, in_address: bool = False) -> Slot:
    """Return the page that the control of this key stands at."""
    first = Slot(total, size, 1, key, noun, in_address)
    chosen = asked(key) if in_address else st.session_state.get(key) or 1
    if not 1 <= chosen <= first.pages:
        chosen = 1
        if key in st.session_state:
            st.session_state[key] = 1
    return replace(first, number=chosen)


def asked(key: str) -> int:
    """Return the number of the page that is asked for: the control's, or that in the address.

    The control takes the address over only once it is drawn.
    """
    if chosen := st.session_state.get(key):
        return int(chosen)
    given = st.query_params.get(key, "")
    return int(given) if given.isdecimal() and len(given) < _DIGITS else 1
