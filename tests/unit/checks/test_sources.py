"""Whatever a workbook may be given as counts alike: a path, bytes, an open file, a frame, a book, several."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import importkit as ik

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTS = pd.DataFrame(
    {
        "Handle": ["shirt", "shirt", "cap"],
        "Title": ["Shirt", None, "Cap"],
        "Option1 Name": ["Size", None, None],
        "Option1 Value": ["S", "M", None],
        "Variant SKU": ["S-1", "S-2", None],
        "Variant Grams": [230, 0, 12.5],
        "Tags": ["summer, linen", None, None],
    }
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    made = openpyxl.Workbook()
    made.active.append(list(PRODUCTS.columns))
    for row in PRODUCTS.astype(object).where(PRODUCTS.notna(), None).itertuples(index=False):
        made.active.append(row)
    made.save(path)
    return path


@pytest.mark.slow
def test_a_source_counts_alike_in_every_form(file: Path) -> None:
    from_path = ik.check(file)

    assert from_path.findings.counts() == {"value.required": 1}
    with file.open("rb") as opened:
        assert ik.check(opened).findings == from_path.findings
    for source in (str(file), file.read_bytes(), bytearray(file.read_bytes()), io.BytesIO(file.read_bytes())):
        assert ik.check(source).findings == from_path.findings
    assert ik.check(ik.read(file)).findings == from_path.findings


def test_an_open_file_has_its_own_name(file: Path) -> None:
    with file.open("rb") as opened:
        assert ik.check(opened).filename == "shop.xlsx"
    with file.open("rb") as opened:
        assert ik.read(opened, filename="other.xlsx").filename == "other.xlsx"
    with (
        file.open(encoding="latin-1") as text,
        pytest.raises(ik.UsageError, match="source cannot be") as refused,
    ):
        ik.check(text)
    assert '"rb"' in refused.value.hint


def test_a_frame_is_a_sheet(file: Path) -> None:
    check = ik.check(PRODUCTS)

    assert (check.dialect, check.filename) == ("shopify", "frame.xlsx")
    assert check.findings.frame[["code", "cell"]].to_numpy().tolist() == [["value.required", "E4"]]
    assert ik.read(PRODUCTS).frame.equals(ik.read(file).frame)


def test_a_frame_of_a_book_keeps_its_dialect_and_its_row_numbers(file: Path) -> None:
    book = ik.read(file)
    frame = book.frame.drop(index=3).assign(**{"Product Title": lambda old: old["Product Title"].str.upper()})

    check = ik.check(frame)

    assert check.dialect == "shopify"
    assert check.findings.frame[["code", "row"]].to_numpy().tolist() == [["value.required", 4]]
    assert list(book.columns["header"]) == list(check.book.columns["header"])


@pytest.mark.slow
def test_a_frame_is_told_its_dialect() -> None:
    frame = ik.read(PRODUCTS).frame
    frame.attrs.clear()

    assert ik.check(frame).dialect == "plan"
    assert ik.check(frame, dialect="Shopify").dialect == "shopify"
    assert ik.check(PRODUCTS, dialect="plan").dialect == "plan"
    with pytest.raises(ik.UsageError, match="too few columns for a passport template") as refused:
        ik.check(frame, dialect="passport")
    assert 'dialect="plan"' in refused.value.hint
    with pytest.raises(ik.UsageError, match='dialect cannot be "shopfy"'):
        ik.check(frame, dialect="shopfy")


def test_what_is_written_of_a_frame_reads_as_the_frame() -> None:
    for dialect in ("shopify", "plan"):
        book = ik.read(PRODUCTS, dialect=dialect)
        written = ik.read(book.to_bytes())
        assert written.dialect == dialect
        assert written.frame.equals(book.frame)
        assert written.findings == book.findings


def test_a_frame_without_a_known_column_is_a_finding() -> None:
    check = ik.check(pd.DataFrame({"a": [1], "b": [2]}))

    assert check.findings.counts() == {"header.not-found": 1}
    with pytest.raises(ik.RefusedImportError, match="No column of the frame"):
        ik.read(pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame(), "columns are headers"),
        (PRODUCTS.T.set_index([0, 1]).T, "columns are headers"),
        (PRODUCTS.rename_axis(index="row"), "whole numbers from 2"),
        (PRODUCTS.set_axis(pd.Index([2, 2, 3], name="row")), "has row 2 twice"),
        (PRODUCTS.assign(Title=[["a"], "b", "c"]), "a cell of Title cannot be a list"),
    ],
)
def test_a_frame_that_is_no_sheet_is_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(ik.UsageError, match=message):
        ik.check(frame)


@pytest.mark.slow
def test_a_folder_and_a_list_are_checked_together(file: Path) -> None:
    folder = file.parent
    (folder / "sub").mkdir()
    (folder / "sub" / "bad.xlsx").write_text("no workbook")
    (folder / "~$shop.xlsx").write_text("a lock")
    clean = ik.read(PRODUCTS).edit({"E4": "C-1"})
    clean.write(folder / "clean.xlsx")

    checks = ik.check(folder)
    listed = ik.check([clean, PRODUCTS])

    assert checks.files["status"].tolist() == ["clean", "findings", "unreadable"]
    assert checks.totals == {
        "files": 3, "clean": 1, "with_findings": 1, "unreadable": 1, "rows": 6, "products": 4,
        "failed_products": 1, "errors": 1, "warnings": 0, "infos": 0,
    }  # fmt: skip
    assert checks.findings[["file", "code"]].to_numpy().tolist() == [[str(file), "value.required"]]
    assert checks["shop.xlsx"].findings == checks[1].findings
    assert [check.filename for check in checks] == ["clean.xlsx", "shop.xlsx"]
    assert listed.files["status"].tolist() == ["clean", "findings"]
    with pytest.raises(ik.UnreadableWorkbookError):
        checks[2]
    with pytest.raises(ik.UsageError, match="is not one of the files"):
        checks["other.xlsx"]
    assert "3 files: 1 can be imported, 1 with errors, 1 cannot be read" in repr(checks)
    assert repr(checks).index("bad.xlsx") < repr(checks).index("clean.xlsx")
    assert "<table>" in checks._repr_html_()


def test_what_to_look_at_next_is_a_file_that_can_be_read(file: Path) -> None:
    unreadable = file.parent / "bad.xlsx"
    unreadable.write_text("no workbook")

    assert "checks[1]" in repr(ik.check([unreadable, file]))
    assert repr(ik.check([unreadable])).endswith("Why they cannot be read: checks.files")


@pytest.mark.parametrize("source", [[], ()])
def test_no_workbooks_are_none_to_check(source: list[str], tmp_path: Path) -> None:
    with pytest.raises(ik.UsageError, match="source is a list without workbooks"):
        ik.check(source)
    with pytest.raises(ik.UsageError, match="There is no workbook"):
        ik.check(tmp_path)


@pytest.mark.slow
def test_the_book_of_a_check_is_the_file_that_was_checked(file: Path) -> None:
    check = ik.check(file)
    assert check.book.frame.equals(ik.read(file).frame)

    changed = ik.check(file)
    ik.read(file).edit({"B2": "Blouse"}).write(file)

    with pytest.raises(ik.UsageError, match="is not the file any more that was checked"):
        _ = changed.book
