"""A chart of bars as a picture: it needs no script, so it shows offline and where notebooks are only read."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from importkit.display.safe_text import one_line
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: So many bars are drawn; the others are counted.
_MOST_BARS = 40
#: Lengths in pixels. A letter is taken to be as wide as a wide one.
_BAR, _STEP, _TOP, _MARGIN = 16, 22, 66, 12
_LONGEST_BAR, _LETTER, _LONGEST_LABEL = 320, 7, 36
# A ground of its own: a picture does not know whether the page is light or dark. Grey on it has 5.9.
_INK, _GREY, _GROUND = "#1f2328", "#636c76", "#ffffff"


@dataclass(frozen=True)
class Bar:
    """A bar, and how long each of its parts is, by name."""

    label: str
    parts: Mapping[str, int]

    @property
    def length(self) -> int:
        """Return how long all parts are together."""
        return sum(self.parts.values())


def bar_chart_svg(title: str, subtitle: str, bars: Sequence[Bar], colours: Mapping[str, str]) -> str:
    """Return bars as SVG.

    Args:
        title: What stands above them.
        subtitle: What they are of.
        bars: The longest first.
        colours: The colour of each part, in the order in which parts are drawn.
    """
    shown = bars[:_MOST_BARS]
    left = _MARGIN * 2 + _LETTER * max((len(_label(bar.label)) for bar in shown), default=0)
    scale = _LONGEST_BAR / max((bar.length for bar in shown), default=1)
    lines = [_bar(bar, place, left, scale, colours) for place, bar in enumerate(shown)]
    more = f"and {count(len(bars) - len(shown), 'more bar')}" if len(bars) > len(shown) else ""
    height = _TOP + _STEP * (len(shown) + bool(more)) + _MARGIN
    width = left + _LONGEST_BAR + 80
    heads = (
        _words(_MARGIN, 24, title, 'font-size="15" font-weight="600"'),
        _words(_MARGIN, 42, subtitle, f'fill="{_GREY}"'),
        _legend(colours),
        *lines,
        _words(_MARGIN, height - _MARGIN, more, f'fill="{_GREY}"'),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img"'
        f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="{_INK}">'
        f'<title>{escape(one_line(title))}</title><rect width="100%" height="100%" rx="4" fill="{_GROUND}"/>'
        f"{''.join(heads)}</svg>"
    )


def _bar(bar: Bar, place: int, left: int, scale: float, colours: Mapping[str, str]) -> str:
    top, at, drawn = _TOP + place * _STEP, float(left), []
    for name, colour in colours.items():
        if many := bar.parts.get(name, 0):
            words = f"{bar.label}: {number(many)} {name}"
            drawn.append(
                f'<rect x="{at:.1f}" y="{top}" width="{many * scale:.1f}" height="{_BAR}" fill="{colour}">'
                f"<title>{escape(one_line(words))}</title></rect>"
            )
            at += many * scale
    label = _words(left - _MARGIN // 2, top + 12, _label(bar.label), 'text-anchor="end"')
    return label + "".join(drawn) + _words(round(at) + 6, top + 12, number(bar.length), f'fill="{_GREY}"')


def _legend(colours: Mapping[str, str]) -> str:
    """Return the names of the parts, each behind its colour."""
    drawn, at = [], _MARGIN
    for name, colour in colours.items():
        drawn.append(f'<rect x="{at}" y="50" width="9" height="9" fill="{colour}"/>')
        drawn.append(_words(at + 13, 58, name, 'font-size="11"'))
        at += 24 + _LETTER * len(name)
    return "".join(drawn)


def _words(x: int, y: int, words: str, attributes: str) -> str:
    return f'<text x="{x}" y="{y}" {attributes}>{escape(one_line(words))}</text>' if words else ""


def _label(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_LABEL else f"{line[:_LONGEST_LABEL].rstrip()}…"
