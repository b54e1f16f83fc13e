"""What can go wrong ends in a sentence with a next step, never in a traceback."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
import sqlalchemy as sa
from support import page_sheets as sheets
from support import page_visits as visits
from support import stored

from importkit.ui import deps
from importkit.ui.parts import downloads
from importkit.ui.parts.escaping import plain

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    import importkit as ik


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"Handle,Title\nshirt,Shirt\n", "CSV", id="a CSV file with another name"),
        pytest.param(b"", "empty", id="an empty file"),
        pytest.param(b"PK\x03\x04 and then nothing", "damaged", id="half a file"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_in_one_sentence(
    app: AppTest, kit: ik.Workspace, content: bytes, sentence: str
) -> None:
    visits.upload(app, "shirts.xlsx", content)

    assert len(app.error) == 1
    assert "shirts" in app.error[0].value
    assert sentence in app.error[0].value
    assert "Traceback" not in app.error[0].value
    assert kit.recent_imports() == []


def test_after_a_bad_file_a_good_one_can_be_uploaded(app: AppTest) -> None:
    visits.upload(app, "shirts.xlsx", b"Handle,Title\nshirt,Shirt\n")

    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    assert len(app.error) == 0
    assert "2 products would be imported" in visits.words(app)


def test_a_sheet_without_a_header_cannot_be_imported(app: AppTest) -> None:
    visits.upload(app, "notes.xlsx", sheets.workbook([("one", "two")], header=("some", "notes")))

    assert "No header row was found, so there is nothing to import yet." in visits.words(app)
    assert "import" not in [button.key for button in app.button]


def test_a_sheet_without_rows_cannot_be_imported(app: AppTest, kit: ik.Workspace) -> None:
    visits.upload(app, "template.xlsx", sheets.workbook([]))

    assert "This sheet has no rows yet." in visits.words(app)
    assert "import" not in [button.key for button in app.button]
    assert kit.recent_imports() == []


def test_a_sheet_of_notes_alone_has_no_product_to_import(app: AppTest) -> None:
    visits.upload(app, "notes.xlsx", sheets.workbook([(None, "Prices valid until June", None, None, None)]))

    assert r"**This sheet has no rows of products yet\. 1 row is a note or a total\.**" in visits.words(app)


def test_an_import_that_the_brand_forbids_is_told_and_can_be_tried_again(
    app: AppTest, kit: ik.Workspace
) -> None:
    with kit.engine.begin() as connection:
        connection.execute(sa.text("UPDATE brands SET import_enabled = false"))
    visits.reopen()
    visits.upload(app, "shirts.xlsx", sheets.workbook(sheets.GOOD))

    visits.press(app, "import")

    assert "switched off" in app.error[0].value
    assert visits.button(app, "import").label == "Import 2 products"
    assert stored.counts(deps.workspace().engine) == {}


def test_words_of_a_workbook_are_shown_as_they_are(app: AppTest) -> None:
    rows = [("shirt", "Shirt", "S-1", "![pixel](https://a.example/p.png) **b** :red[c] $d$", None)]

    visits.upload(app, "*my* [sheet](https://a.example).xlsx", sheets.workbook(rows))

    assert app.title[0].value.startswith("\\*my\\* \\[sheet\\]\\(https\\:\N{WORD JOINER}//a\\.example\\)")
    app.segmented_control(key="view").select("Problems").run()
    reported = next(markdown.value for markdown in app.markdown if "pixel" in markdown.value)
    shown = (
        "\\!\\[pixel\\]\\(https\\:\N{WORD JOINER}//a\\.example/p\\.png\\) \\*\\*b\\*\\* \\:red\\[c\\] \\$d\\$"
    )
    assert shown in reported
    assert not any(markdown.allow_html for markdown in app.markdown)


def test_an_address_of_an_unknown_import_says_so(app: AppTest) -> None:
    app.query_params["job"] = "00000000-0000-0000-0000-000000000000"

    app.switch_page("importkit/ui/pages/job.py").run()

    assert not app.exception
    assert app.title[0].value == "This import is not there (any more)."
    assert "All imports" in visits.links(app)


def test_a_database_that_cannot_be_reached_is_told(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPORTKIT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    visits.reopen()

    app.run()

    assert not app.exception
    assert [error.value for error in app.error] == [
        "The database did not do what was asked\\.\n\nNothing that was imported is lost\\. Try it again in a "
        "moment\\. If it stays like this, tell whoever runs importkit\\."
    ]
    assert [button.label for button in app.button] == ["Try again"]


@pytest.mark.parametrize(
    ("filename", "content", "sentence"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        ("products.csv", b"Title;SKU\nTee;T-1\n", "CSV"),
        ("letter.pdf", b"%PDF-1.7\n", "PDF"),
    ],
)
def test_any_file_is_taken_and_told_what_it_is(
    app: AppTest, filename: str, content: bytes, sentence: str
) -> None:
    visits.upload(app, filename, content)

    assert [sentence in error.value for error in app.error] == [True]
    assert plain(filename) in app.error[0].value


def test_a_download_that_cannot_be_made_says_why(app: AppTest, kit: ik.Workspace, shirts: str) -> None:
    kit.dismiss(shirts)

    book = openpyxl.load_workbook(io.BytesIO(downloads.workbook_or_reason(lambda: deps.corrections(shirts))))

    reported = [cell.value for cell in book["Not made"]["A"]]
    assert reported[0] == "This workbook could not be made."
    assert "no failed rows" in str(reported[1])
