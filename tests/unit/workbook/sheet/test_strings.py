"""The list of shared strings: what it says of itself, and which of them a cell means."""

from __future__ import annotations

import pytest
from support.raw_workbooks import MAIN, packed, parts, relationships, worksheet

from importkit.errors import UnreadableWorkbookError
from importkit.workbook import read

TEXTS = "<si><t>SKU</t></si><si><t>Product Title</t></si><si><t>A-1</t></si><si><t>Shirt</t></si>"


def workbook(attributes: str = "", index: str = "<v>2</v>") -> bytes:
    """Return a workbook whose texts are shared; cell A2 has what `index` says."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        f'<row r="2"><c r="A2" t="s">{index}</c><c r="B2" t="s"><v>3</v></c></row>'
    )
    written = parts(worksheet(rows)) | {
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"{attributes}>{TEXTS}</sst>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId3", "sharedStrings", "sharedStrings.xml")
        ),
    }
    return packed(written)


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        ' count="4" uniqueCount="4"',
        ' count="0" uniqueCount="0"',
        ' count="4294967295"',
        ' uniqueCount="many"',
        ' count="1000000" uniqueCount="4"',
    ],
)
def test_texts_are_read_whatever_harmless_count_they_have(attributes: str) -> None:
    assert read(workbook(attributes)).frame["SKU"].tolist() == ["A-1"]


@pytest.mark.parametrize(
    "attributes",
    [
        ' count="4294967295" uniqueCount="4294967295"',
        ' uniqueCount="4294967295"',
        " uniqueCount='4000000000'",
        ' uniqueCount = " 999999999 "',
        ' uniqueCount="99999999999999999999"',
        ' uniqueCount="100000"',
    ],
)
def test_a_count_beyond_what_the_list_can_hold_is_refused_before_memory_is_reserved(attributes: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match="says that it is longer than it is"):
        read(workbook(attributes))


@pytest.mark.parametrize(
    "index", ["<v>2</v>", "<v> 2 </v>", "<v>\n  2\n</v>", "<v>2\t</v>", '<v xml:space="preserve"> 2</v>']
)
def test_white_space_around_the_number_of_a_text_is_layout(index: str) -> None:
    assert read(workbook(index=index)).frame["SKU"].tolist() == ["A-1"]


@pytest.mark.parametrize("index", ["abc", "-1", "1.5", "2e0", "0x2", "9" * 20, "99", "2 2", "\u0662"])
def test_what_is_no_number_of_a_text_is_damage(index: str) -> None:
    with pytest.raises(UnreadableWorkbookError):
        read(workbook(index=f"<v>{index}</v>"))


@pytest.mark.parametrize("index", ["<v></v>", "<v/>", "<v>  </v>", ""])
def test_a_cell_that_names_no_text_is_blank(index: str) -> None:
    assert read(workbook(index=index)).cells["A"].isna().tolist() == [True]
