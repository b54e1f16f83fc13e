"""How far an import is, in words and as a bar that moves."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.progress import Progress


def phase_words(now: Progress) -> str:
    """Return what is under way, how many rows it is about or has done, how fast, and for how long still."""
    words = [str(now.phase)]
    if now.rows_total:
        done = f"{number(now.rows_done)} of " if now.rows_done else ""
        words.append(f"{done}{count(now.rows_total, 'row')}")
    elif now.rows_done:
        words.append(f"{count(now.rows_done, 'row')} so far")
    if now.rows_per_second:
        words.append(f"{number(round(now.rows_per_second))} a second")
    if now.seconds_left is not None:
        words.append(f"about {number(round(now.seconds_left))} s left")
    return ", ".join(words)


def progress_html(now: Progress) -> str:
    """Return a bar with what is under way; one without an end while nobody knows how many rows there are."""
    known = f' max="{now.rows_total}" value="{now.rows_done}"' if now.rows_total else ""
    bar = f'<progress style="width:20em;vertical-align:middle"{known}></progress>'
    return f"<p>{bar} {escape(phase_words(now))}</p>"


class ProgressBar:
    """A bar in a notebook's cell that moves with each step."""

    def __init__(self) -> None:
        self._shown: Any = None

    def show(self, now: Progress) -> None:
        """Show how far it is."""
        self._put({"text/html": progress_html(now), "text/plain": phase_words(now)})

    def clear(self) -> None:
        """Leave nothing behind: what has ended says itself what became of it."""
        if self._shown is not None:
            self._put({"text/html": "", "text/plain": ""})

    def _put(self, bar: dict[str, str]) -> None:
        from IPython.display import display  # there wherever a cell asks for this

        if self._shown is None:
            self._shown = display(bar, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._shown.update(bar, raw=True)


def show_progress(steps: Iterable[Progress]) -> None:
    """Show a bar in a notebook's cell that moves with each step, until there are no more."""
    bar = ProgressBar()
    for now in steps:
        bar.show(now)


def show_progress_in_marimo(steps: Iterable[Progress]) -> object:
    """Show a bar in a cell of marimo that moves with each step; return what the cell shows in the end."""
    import marimo  # there wherever a cell of it asks for this

    html = ""
    for now in steps:
        html = progress_html(now)
        marimo.output.replace(marimo.Html(html))
    return marimo.Html(html)
