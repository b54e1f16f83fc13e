"""The sheet as it looks in Excel, with what is wrong in colour: which rows, how large, and how safe."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from support.workbooks import build_workbook

import importkit as ik
from importkit.addresses import column_letters
from importkit.checks import SheetPage
from importkit.display import sheet_report
from importkit.model import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>$\\\\sqrt{2}$ \u202e "\'&'


class Reader(HTMLParser):
    """Collects the tags of a page, and the classes and titles of marked cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.marked: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        if tag == "td" and "class" in given:
            self.marked.append((given["class"] or "", given.get("title") or ""))


def test_bad_rows_are_shown_with_their_letters_numbers_and_messages(check: ik.Check) -> None:
    shown = check.sheet()

    assert shown.frame.index.to_list() == [4]
    assert ("e", '"x" in Grams Weight is not a number.') in Reader(shown.to_html()).marked
    assert "<th>J</th>" in shown.to_html()
    assert "<th>Grams Weight</th>" in shown.to_html()
    assert '<th scope="row" class="e"' in shown.to_html()
    assert "J4" in repr(shown)
    assert "| ✖ | J4 | Grams Weight | x |" in shown._repr_markdown_()


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ("ALL", [2, 3, 4, 5]),
        ("bad", [4]),
        ([5, 2], [2, 5]),
        (3, [3]),
        (range(2, 4), [2, 3]),
        (slice(3, None), [3, 4, 5]),
        (slice(None, 4), [2, 3]),
        (slice(10, 20), []),
    ],
)
def test_rows_are_chosen_by_their_numbers(check: ik.Check, rows: object, numbers: list[int]) -> None:
    assert check.sheet(rows).frame.index.to_list() == numbers  # type: ignore[arg-type]


def test_columns_are_chosen_by_name_header_or_letter(check: ik.Check) -> None:
    shown = check.sheet("all", columns=["sku", "Grams Weight", "o"])

    assert [column.letter for column in shown.columns] == ["F", "J", "O"]


def test_pages_have_their_rows(check: ik.Check) -> None:
    second = check.sheet("all", page=2, page_size=3)

    assert (second.pages, second.total_rows, second.frame.index.to_list()) == (2, 4, [5])
    assert "Next: page=2" in check.sheet("all", page_size=3).to_html()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rows": "good"}, 'rows cannot be "good"'),
        ({"rows": [900]}, "Row 900 has no data; rows go from 2 to 5."),
        ({"rows": ["2"]}, 'rows cannot be "2"'),
        ({"columns": ["Gram Weight"]}, "columns cannot be"),
        ({"severity": "bad"}, "severity cannot be"),
        ({"page": 2}, "page cannot be 2"),
        ({"page_size": 0}, "page_size cannot be 0"),
    ],
)
def test_what_is_not_there_is_refused(check: ik.Check, options: dict[str, object], message: str) -> None:
    with pytest.raises(ik.UsageError, match=re.escape(message)):
        check.sheet(**options)  # type: ignore[arg-type]


def test_a_clean_sheet_says_how_to_see_it(check_sheet: Callable[..., ik.Check]) -> None:
    clean = check_sheet(("A", "a", "1"), headers=("Product Title", "Product Handle", "SKU")).sheet()

    assert "none of its rows is marked" in repr(clean)
    assert "none of its rows is marked" in clean.to_html()


def test_warnings_are_marked_unless_only_errors_are_asked_for(check_sheet: Callable[..., ik.Check]) -> None:
    headers = ("Product Title", "Product Handle", "SKU", "Barcode")
    found = check_sheet(("A", "a", "1", "123"), ("B", "b", "2", None), headers=headers)

    assert [kind for kind, _ in Reader(found.sheet().to_html()).marked] == ["w"]
    assert found.sheet(severity="error").total_rows == 0


def test_no_text_is_markup_and_mathjax_leaves_it_alone(tmp_path: Path) -> None:
    headers = ("Product Title", "Product Handle", "SKU", "Grams Weight", HOSTILE)
    rows = [headers, *[(HOSTILE, f"h{row}", HOSTILE, HOSTILE, HOSTILE) for row in range(60)]]
    check = ik.check(build_workbook({"Products": rows}), filename=f"{HOSTILE}.xlsx")

    html = check.sheet("all").to_html(tmp_path / "page.html")

    plain = {"div", "style", "p", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert Reader(html).tags <= plain
    document = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert Reader(document).tags <= plain | {"html", "head", "meta", "title", "body"}
    assert 'class="ik-sheet tex2jax_ignore mathjax_ignore"' in html
    assert "\u202e" not in html


@pytest.mark.slow
@pytest.mark.parametrize("width", [27, 512])
@pytest.mark.parametrize("text", ["x" * 300, '"' * 300], ids=["long", "hostile"])
def test_a_page_of_fifty_rows_stays_small(width: int, text: str) -> None:
    letters = [column_letters(place) for place in range(1, width + 1)]
    frame = pd.DataFrame(text, index=range(2, 52), columns=letters)
    marks = [(row, letter, "error", text) for row in frame.index for letter in letters[:27]]
    shown = SheetPage(
        filename="wide.xlsx",
        columns=tuple(SheetColumn(letter, text, None) for letter in letters),
        frame=frame,
        marks=pd.DataFrame(marks, columns=["row", "letter", "severity", "message"]),
        total_rows=50,
        page=1,
        pages=1,
    )

    html = shown.to_html()

    assert len(html.encode()) <= 150_000
    assert "more columns left out" in html or width < 512


def test_marked_cells_can_be_read_on_any_page() -> None:
    pairs = re.findall(r"background:#(\w{6});color:#(\w{6})", sheet_report._STYLE)

    assert len(pairs) == 3
    for ground, colour in pairs:
        dark, light = sorted((luminance(ground), luminance(colour)))
        assert (light + 0.05) / (dark + 0.05) >= 7


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_wide_page_says_that_it_scrolls_and_keeps_its_row_numbers_in_sight(check: ik.Check) -> None:
    wide, narrow = check.sheet().to_html(), check.sheet(columns=["sku", "Grams Weight"]).to_html()

    assert f'1 row<span class="s">; {len(check.columns)} columns, scroll sideways</span></p>' in wide
    assert "th[scope=row]{text-align:right;position:sticky;left:0}" in wide
    assert "scroll sideways" not in narrow


def test_a_row_is_marked_for_what_is_wrong_in_a_column_that_is_not_shown(check: ik.Check) -> None:
    shown = check.sheet(columns=["sku"]).to_html()

    assert '<th scope="row" class="e" title="' in shown
    assert "is not a number" in shown
