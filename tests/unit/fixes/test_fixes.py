"""What findings are mended with: safe where one value alone can be meant, suggested where one is likely."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import importkit as ik
from importkit.cli.app import app
from importkit.findings import catalogue
from importkit.findings.catalogue import FixKind
from importkit.fixes.find import FINDERS
from importkit.fixes.safe_fixes import only_address, only_split

KEYS = {"Product Handle": "tee", "Product Title": "Tee", "SKU": "T-1"}


def check_of(
    *rows: dict[str, Any], formats: dict[str, str] | None = None, merges: tuple[str, ...] = ()
) -> ik.Check:
    """Return the check of a workbook; a cell that a row lacks is blank."""
    made = openpyxl.Workbook()
    header = list(dict.fromkeys(name for row in rows for name in {**KEYS, **row}))
    made.active.append(header)
    for row in rows:
        made.active.append([{**KEYS, **row}.get(name) for name in header])
    for cell, code in (formats or {}).items():
        made.active[cell].number_format = code
    for merge in merges:
        made.active.merge_cells(merge)
    buffer = io.BytesIO()
    made.save(buffer)
    return ik.check(buffer.getvalue(), filename="tees.xlsx")


def suggested(check: ik.Check, code: str) -> list[list[Any]]:
    found = check.suggestions.query("code == @code")
    return found[["cell", "suggestion", "rank", "is_safe"]].to_numpy().tolist()


def test_every_code_with_a_fix_has_one_and_no_other() -> None:
    assert {each.code for each in catalogue().values() if each.fix_kind is not FixKind.NONE} == set(FINDERS)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("60% Cotton, 40% Wool", ["Cotton", "Wool"]),
        ("Cotton 60% / Wool 40%", ["Cotton", "Wool"]),
        ("Cotton: 60%, Wool: 40%", ["Cotton", "Wool"]),
        ("60% Cotton and 40% Wool", ["Cotton", "Wool"]),
        ("33,3% Cotton 33,3% Wool 33,4% Silk", ["Cotton", "Wool", "Silk"]),
        ("Nylon 66 (60%), Linen (organic) (40%)", ["Nylon 66", "Linen (organic)"]),
        ("Cotton 60% Wool 40% recycled", None),  # of what?
        ("60% Cotton, organic, 40% Wool", None),  # one name, or two
        ("60% Cotton, 30% Wool", None),  # not a hundred
        ("60% Cotton, 40% Cotton", None),
        ("100% Cotton", None),
        ("60 Cotton, 40 Wool", None),  # no sign: the numbers may belong to the names
        ("Cotton 5,60% Wool 40%", None),
        ("60% 40% Cotton Wool", None),
    ],
)
def test_a_list_of_materials_is_split_where_it_can_be_in_one_way_only(
    text: str, split: list[str] | None
) -> None:
    found = only_split(text)

    assert (None if found is None else [material.name for material in found]) == split


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://a.example/1.jpg", "https://a.example/1.jpg"),
        ("see https://a.example/1", "https://a.example/1"),
        ("https://a.example/1.jpg (front)", "https://a.example/1.jpg"),
        ("![tee](https://a.example/(1).jpg)", "https://a.example/(1).jpg"),
        ("<a href='https://a.example/i?id=1'>tee</a>", "https://a.example/i?id=1"),
        ("https://a.example/my tee.jpg", None),  # a blank in it
        ("https://a.example/my tee", None),
        ("https://a.example/1.jpg https://a.example/2.jpg", None),
        ("1.jpg https://a.example/2.jpg", None),
        ("xhttps://a.example/1.jpg", None),
        ("see https://", None),
        ("no address", None),
    ],
)
def test_the_one_address_in_a_text_is_found_where_its_end_is_certain(text: str, address: str | None) -> None:
    assert only_address(text) == address


@pytest.mark.slow
def test_a_restored_zero_is_written_as_text() -> None:
    rows = [{"SKU": f"T-{at}", "Product Handle": f"tee-{at}", "Barcode": int(code)} for at, code in enumerate(
        ("4006381333931", "4006381333948", "4006381333955", "0400638133398")
    )]  # fmt: skip
    check = check_of(*rows, formats={"D5": "0" * 13})
    before = check.findings.where(code="barcode.zero-restored").frame["cell"].tolist()

    fixed = check.fix()

    assert before == ["D5"]
    assert fixed.kinds.loc[5, "D"] == "text"
    assert fixed.cells.loc[5, "D"] == "0400638133398"
    assert ik.check(fixed).findings.where(code="barcode.zero-restored").frame.empty


def test_a_merged_attribute_is_filled_down_and_a_merged_handle_is_not() -> None:
    rows = [{"SKU": f"T-{at}", "Attribute 1": "Color", "Attribute Value 1": "Blue"} for at in range(3)]
    check = check_of(*rows, merges=("A2:A4", "E2:E4"))

    fixed = check.fix()

    assert fixed.changes["cell"].tolist() == ["E3", "E4"]
    assert ik.check(fixed).findings.where(code="cell.merged").frame["cell"].tolist() == ["A2"]
    assert fixed.frame.equals(check.book.frame)


#: A mistake each, the finding, and what is likeliest.
LIKELY: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"Category": "Drsses"}, "category.not-found", "Clothing > Dresses"),
    ({"Manfuacturer": "Acme"}, "column.unknown", "Manufacturer"),
    ({"Carbon Footprint": 4.2}, "column.rename", "Kilograms CO2"),
    ({"Barcode": "12345678905"}, "barcode.zero-suspected", "012345678905"),
    ({"Tags": "a, b"}, "list.comma", "a; b"),
    ({"Materials Percentages": "Cotton 75 | Silk"}, "materials.bare-number", "Cotton: 75% | Silk"),
    ({"Grams Weight": "1,234"}, "number.ambiguous", "1234"),
    ({"Grams Weight": "1,234 kg"}, "number.ambiguous", "1234 kg"),
    ({"Product Handle": "Linen Tee"}, "handle.not-slug", "linen-tee"),
    ({"Season": dt.date(2026, 5, 3)}, "cell.date", "3-5"),
    ({"Grams Weight": dt.date(2026, 5, 3)}, "cell.date", "3.5"),
)


@pytest.mark.slow
def test_what_is_likely_is_suggested_and_made_only_when_it_is_asked_for() -> None:
    keys = [{"Product Handle": f"tee-{at}", "SKU": f"T-{at}"} for at in range(len(LIKELY))]
    check = check_of(*({**own, **row} for own, (row, _, _) in zip(keys, LIKELY, strict=True)))

    likeliest = check.suggestions.query("rank == 1")
    fixed = check.fix(suggested=True)

    expected = sorted((code, suggestion) for _, code, suggestion in LIKELY)
    assert sorted(likeliest[["code", "suggestion"]].itertuples(index=False, name=None)) == expected
    assert not likeliest["is_safe"].any()
    assert check.fix().changes.empty
    assert check.fix(codes="list.comma", suggested=True).changes["after"].tolist() == ["a; b"]
    assert sorted(fixed.changes["after"]) == sorted(suggestion for _, _, suggestion in LIKELY)
    assert not {code for _, code, _ in LIKELY} & set(ik.check(fixed).findings.counts())


def test_both_readings_of_a_number_are_there() -> None:
    check = check_of({"Grams Weight": "1,234"})

    assert suggested(check, "number.ambiguous") == [["D2", "1234", 1, False], ["D2", "1.234", 2, False]]


def test_a_handle_is_changed_on_every_row_of_its_product_and_never_into_another() -> None:
    tees = [{"Product Handle": "Linen Tee", "SKU": "A"}, {"Product Handle": "linen tee", "SKU": "B"}]

    assert check_of(*tees).fix(suggested=True).frame["Product Handle"].tolist() == ["linen-tee", "linen-tee"]
    taken = check_of(*tees, {"Product Handle": "linen-tee", "SKU": "C"})
    assert suggested(taken, "handle.not-slug") == []


@pytest.mark.slow
def test_a_name_that_looks_like_another_is_changed_in_every_list_that_has_it() -> None:
    rows = [
        {"Product Handle": f"tee-{at}", "SKU": f"T-{at}", "Tags": tags}
        for at, tags in enumerate(
            ("Organic cotton; x", "Organic cotton", "y; Organic-Cotton", "Organic-Cotton")
        )
    ]
    check = check_of(*rows, {"Product Handle": "tee-9", "SKU": "T-9", "Tags": "Organic cotton"})

    fixed = check.fix(codes=["entity.similar"], suggested=True)

    assert fixed.frame["Tags"].tolist()[2:4] == ["y; Organic cotton", "Organic cotton"]
    assert ik.check(fixed).findings.where(code="entity.similar").frame.empty


@pytest.fixture(scope="module")
def clean() -> ik.Check:
    return check_of({})


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"codes": "sku.duplicate"}, ik.UsageError, "There is no fix for sku.duplicate"),
        ({"codes": ["list.comma"]}, ik.UsageError, "are suggestions, which are made only when"),
        ({"codes": "image.not-ulr"}, ik.UnknownFindingCodeError, "no finding with the code"),
        ({"codes": 5}, ik.UsageError, "codes cannot be 5"),
        ({"codes": [5]}, ik.UsageError, "codes cannot be 5"),
        ({"suggested": "yes"}, ik.UsageError, "suggested cannot be"),
    ],
)
def test_wrong_calls_are_refused(
    clean: ik.Check, given: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        clean.fix(**given)


@pytest.mark.slow
def test_corrections_are_written_without_a_database_and_can_be_checked_again(tmp_path: Path) -> None:
    rows = [
        {"Product Handle": "a", "SKU": "A"},
        {"Product Handle": "b", "SKU": None},
        {"Product Handle": "c", "SKU": "C"},
    ]
    check = check_of(*rows)

    failed = ik.check(check.corrections(tmp_path / "failed.xlsx"))
    every = ik.check(check.corrections(str(tmp_path / "all.xlsx"), scope="all"))

    assert failed.findings.frame[["code", "cell"]].to_numpy().tolist() == [["value.required", "C2"]]
    assert failed.mode is ik.Mode.CREATE
    assert failed.counts["rows"] == 1
    assert every.counts["rows"] == 3
    sheet = openpyxl.load_workbook(tmp_path / "failed.xlsx")["Products"]
    assert sheet["C2"].fill.fgColor.rgb == "FFFFE0E0"
    assert [cell.value for cell in sheet[1]][-2:] == ["Original Row", "What to fix"]
    mended = ik.check(ik.read(tmp_path / "failed.xlsx").edit({"C2": "B"}))
    assert mended.findings.counts() == {}
    with pytest.raises(ik.UsageError, match="Nothing would fail"):
        mended.corrections(tmp_path / "none.xlsx")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tees.xlsx"
    check_of({"Image": "see https://a.example/1.jpg", "Category": "Drsses"}).book.write(path)
    return path


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(app, ["fix", *map(str, words)])


@pytest.mark.slow
def test_the_command_shows_what_would_change_and_writes_nothing(file: Path) -> None:
    before = file.read_bytes()

    ran = run(file, "--diff")

    assert ran.exit_code == 1  # the category is left
    assert "D2    Image   see https://a.example/1.jpg  https://a.example/1.jpg" in ran.stdout
    assert "1 cell would change; 1 error left." in ran.stdout
    assert "For 1 further cell there are suggestions" in ran.stderr
    assert file.read_bytes() == before
    assert len(list(file.parent.iterdir())) == 1


@pytest.mark.slow
def test_the_command_writes_a_workbook_and_exits_with_what_is_left(file: Path) -> None:
    target = file.parent / "fixed.xlsx"

    assert run(file, "-o", target, "--suggested").exit_code == 0
    assert ik.check(target).findings.counts() == {}
    assert isinstance(run(file, "-o", target).exception, ik.UsageError)
    one = run(
        file, "-o", target, "--force", "--suggested", "--code", "category.not-found", "--format", "json"
    )
    assert one.exit_code == 1
    assert '"cell": "E2"' in one.stdout
    assert ik.check(target).findings.counts() == {"image.not-url": 1}


@pytest.mark.slow
@pytest.mark.parametrize("words", [(), ("--diff", "-o", "x.xlsx"), ("--diff", "--code", "list.comma")])
def test_the_command_is_called_with_one_of_both(file: Path, words: tuple[str, ...]) -> None:
    assert isinstance(run(file, *words).exception, ik.UsageError)
    assert not Path("x.xlsx").exists()


def test_a_check_without_a_header_has_nothing_to_mend() -> None:
    check = ik.check(pd.DataFrame({"a": [1]}))

    assert check.suggestions.empty
    with pytest.raises(ik.UsageError, match="has no header row"):
        check.fix()
    with pytest.raises(ik.UsageError, match="no header row"):
        check.corrections("x.xlsx")
