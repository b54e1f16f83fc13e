"""Columns under the names that shops give them: which are read, which are known, and what others may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest
from support import example_workbooks

from importkit import taxonomy
from importkit.findings import RefusedImportError, Severity
from importkit.model import BrandContext, Mode
from importkit.resolution import resolve
from importkit.schema import columns, own_columns
from importkit.validation import validate
from importkit.workbook import read
from importkit.workbook.sheet.evidence import contradicts
from importkit.workbook.sheet.header_suggestions import likely_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.findings import Findings
    from importkit.model import ResolvedSheet, Sheet

    Build = Callable[..., bytes]

HEADER = ["Product Handle", "Product Title", "SKU"]
SHIRT = ["shirt", "Shirt", "S-1"]
FORMER = ["Handle", "Title", "Variant SKU"]
CURRENT = ["URL handle", "Title", "SKU"]
CLOTHING = "Clothing > Jeans > Straight"

row = example_workbooks.shopify_row


def checked(book: Sheet, mode: Mode = Mode.CREATE) -> ResolvedSheet:
    return resolve(validate(book, mode), BrandContext(taxonomy.load()))


def reported(findings: Findings) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in findings]


def column(book: Sheet, name: str) -> list[str | None]:
    return [None if pd.isna(text) else text for text in book.frame[name]]


def with_column(workbook: Build, header: str, values: list[Any], first: list[str] = HEADER) -> Sheet:
    """Return a sheet of good rows with one more column, D."""
    rows = [[f"shirt-{number}", "Shirt", f"S-{number}", value] for number, value in enumerate(values)]
    return read(workbook({"Products": [[*first, header], *rows]}))


# What Shopify exports, with its former names and with those of today.

TEE = [
    row(
        handle="tee",
        title="Tee",
        body="<p>Soft</p>",
        vendor="Acme",
        category=CLOTHING,
        tags="men, organic",
        name1="Size",
        option1="S",
        sku="T-S",
        barcode="4006381333931",
        grams=180,
        unit="kg",
        image="https://x.y/1.jpg",
        position=1,
    ),
    row(handle="tee", option1="M", sku="T-M", grams=0, variant_image="https://x.y/m.jpg"),
    row(handle="tee", image="https://x.y/2.jpg", position=2),
]


@pytest.mark.parametrize("write", [example_workbooks.shopify, example_workbooks.shopify_current])
def test_both_exports_of_shopify_are_read_alike(write: Callable[..., bytes]) -> None:
    book = read(write([{**TEE[0], "Product Category": None}, *TEE[1:]]))

    assert book.layout.dialect == "shopify"
    assert column(book, "Product Handle") == ["tee", "tee", "tee"]
    assert column(book, "Product Title") == ["Tee", None, None]
    assert column(book, "Description") == ["<p>Soft</p>", None, None]
    assert column(book, "Manufacturer") == ["Acme", None, None]
    assert column(book, "Grams Weight") == ["180", None, None]
    assert column(book, "Image") == ["https://x.y/1.jpg", None, "https://x.y/2.jpg"]
    assert column(book, "Variant Image") == [None, "https://x.y/m.jpg", None]
    assert column(book, "Attribute 1") == ["Size", None, None]
    assert column(book, "Attribute Value 1") == ["S", "M", None]
    assert {finding.code for finding in book.findings} == {"column.not-imported"}


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_the_export_of_today_is_checked_without_a_warning(mode: Mode) -> None:
    resolved = checked(read(example_workbooks.shopify_current(TEE)), mode)

    assert not resolved.findings.at_least(Severity.WARNING)
    codes = {finding.code for finding in resolved.findings}
    assert codes == {"column.not-imported", "row.image-only"}
    assert resolved.rows["role"].to_list() == ["parent", "child", "image"]
    assert sorted(resolved.tables["staging_product_tags"].to_pandas()["tag_name"]) == ["men", "organic"]


def test_each_column_of_the_export_that_is_not_imported_is_one_info() -> None:
    findings = read(example_workbooks.shopify_current(TEE)).findings

    assert len(findings) == 38
    assert len({finding.cell for finding in findings}) == 38
    assert {str(finding.severity) for finding in findings} == {"info"}


@pytest.mark.parametrize(
    "header",
    [
        ["Title", "URL handle", "SKU"],
        ["title", "url HANDLE", "Option1 name", "Option1 value"],
        ["URL Handle", "Title", "Product Image URL"],
        ["SKU", "Weight value (grams)", "Tags"],
        ["Handle", "Title", "Body HTML"],
        ["Handle", "Title", "Image Src"],
        ["Handle", "Title", "Variant Barcode"],
        ["Variant SKU", "Variant Price", "Tags"],
        ["URL handle (unique)", "Title", "SKU (max 100)"],
    ],
)
def test_shopifys_sheets_are_known_by_their_headers(workbook: Build, header: list[str]) -> None:
    assert read(workbook({"Products": [header]})).layout.dialect == "shopify"


@pytest.mark.slow
@pytest.mark.parametrize("first", [FORMER, CURRENT])
@pytest.mark.parametrize("mode", list(Mode))
def test_uncategorized_is_no_category(workbook: Build, first: list[str], mode: Mode) -> None:
    spellings = ["Uncategorized", "uncategorized", " UNCATEGORIZED ", "Uncategorised"]
    book = with_column(workbook, "Product Category", spellings, first)

    assert column(book, "Category") == [None] * 4
    assert len(checked(book, mode).findings) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "header", "mode"),
    [
        (FORMER, "Product category", Mode.CREATE),
        (CURRENT, "Category", Mode.CREATE),
        (FORMER, "Category", Mode.ENRICH),
        (CURRENT, "Product category", Mode.ENRICH),
    ],
)
def test_a_category_of_shopifys_own_is_a_warning(
    workbook: Build, first: list[str], header: str, mode: Mode
) -> None:
    book = read(workbook({"Products": [[*first, header], [*SHIRT, "Home & Garden > Gnomes"]]}))

    resolved = checked(book, mode)
    assert [(f.code, f.cell, str(f.severity)) for f in resolved.findings] == [
        ("category.not-found", "D2", "warning")
    ]
    assert resolved.rows["row_status"].to_list() == ["PENDING"]


# What is known and not imported.

KNOWN = """
Color (product.metafields.shopify.color-pattern)|Materials (product.metafields.custom.materials)
SKU (variant.metafields.custom.sku)|Care (variant.metafields.custom.care)|product.metafields.custom.origin
Metafield: custom.origin [single_line_text_field]|Variant Metafield: mm-google-shopping.mpn [string]
Unit Price Total Measure|Unit price total measure unit|Unit Price Base Measure|Unit price base measure unit
Command|Tags Command|Variant Command|Image Command|Top Row|Row #|ID|Variant ID|Variant Inventory Item ID
Custom Collections|Smart Collections|Category: ID|Total Inventory Qty|Template Suffix|Published Scope|URL
Variant Cost|Variant HS Code|Variant Country of Origin|Inventory Available: Main Street 1
Price / International|Compare At Price / International|Compare-at price / EU|Included / United States
Price|PRICE|Variant Price|Retail price (EUR)|Wholesale Price EUR|Unit price|MSRP|RRP incl. VAT|Preis
Charge tax|Tax code|Variant Taxable|VAT %|Tax class|Stock|In stock?|Low stock amount|Qty|Quantity on hand
Continue selling when out of stock|Inventory tracker|Variant Inventory Policy|Backorders allowed?
Weight unit for display|Variant Weight Unit|variant weight unit|Published|Published on online store
Requires shipping|Variant Requires Shipping|Fulfillment service|Option1 Linked To|Option3 linked to
Image Position|Image alt text|Gift Card|SEO title|SEO_Description|Meta Title|Meta: _yoast_wpseo_title
Google Shopping / Gender|Google Shopping / Custom label 4|Google Product Category|Packed product width
Status|Product Status|Status (draft / active)|Type|Product Type|UPID|Image Status|Carbon Footprint
"""


@pytest.mark.parametrize("first", [HEADER, FORMER, CURRENT], ids=["plan", "former", "current"])
def test_what_shops_keep_for_themselves_is_one_info_each(workbook: Build, first: list[str]) -> None:
    known = KNOWN.strip().replace("\n", "|").split("|")

    findings = list(read(workbook({"Products": [[*first, *known], [*SHIRT, *["x"] * len(known)]]})).findings)
    assert {finding.code for finding in findings} == {"column.not-imported"}
    assert [finding.column for finding in findings] == known


@pytest.mark.parametrize("added", [["Original Row", "What to fix"], ["what to FIX", "original_row"]])
@pytest.mark.parametrize("first", [HEADER, CURRENT])
def test_of_what_corrections_add_nothing_is_said(workbook: Build, added: list[str], first: list[str]) -> None:
    rows = [[*first, *added], [*SHIRT, 3, "Row 2: SKU: fill it in"]]

    assert len(read(workbook({"Products": rows})).findings) == 0


def test_a_part_of_a_word_makes_no_column_known(workbook: Build) -> None:
    headers = ["Seoul store", "Googly eyes", "Metal parts", "Costume", "Taxonomy note", "Stockist"]
    book = read(workbook({"Products": [[*HEADER, *headers], [*SHIRT, *headers]]}))

    assert book.findings.counts() == {"column.unknown": 6}


# Aliases, and notes that belong to no name.


@pytest.mark.parametrize(
    ("header", "canonical"),
    [
        ("EAN-13", "Barcode"),
        ("ean13", "Barcode"),
        ("EAN Code", "Barcode"),
        ("EAN_CODE", "Barcode"),
        ("GTIN-13", "Barcode"),
        ("GTIN", "Barcode"),
        ("Variant Barcodes", "Barcode"),
        ("GTIN, UPC, EAN, or ISBN", "Barcode"),
        ("Weight value (grams)", "Grams Weight"),
        ("Variant Grams", "Grams Weight"),
        ("Weight (g)", "Grams Weight"),
        ("Weight [in grams]", "Grams Weight"),
        ("Product image URL", "Image"),
        ("Variant image URL", "Variant Image"),
        ("Body (HTML)", "Description"),
        ("Description (HTML)", "Description"),
        ("Kilograms CO2 (kg)", "Kilograms CO2"),
        ("Liters Water Used (in litres)", "Liters Water Used"),
        ("Tags (separated by ;)", "Tags"),
        ("Season\n(SS or FW)", "Season"),
        ("Manufacturer\uff08\u5fc5\u9808\uff09", "Manufacturer"),
        ("[optional] Manufacturer", "Manufacturer"),
        ("Manufacturer (max. 255 (characters))", "Manufacturer"),
        ("Manufacturer (cut o", "Manufacturer"),
        ("Manufacturer *", "Manufacturer"),
        ("Manufacturer:", "Manufacturer"),
        ("Manufacturer #", "Manufacturer"),
    ],
)
def test_a_header_is_known_by_its_aliases_and_without_its_note(
    workbook: Build, header: str, canonical: str
) -> None:
    book = with_column(workbook, header, [None])

    assert book.layout.letters[canonical] == "D"
    assert len(book.findings) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "mode"),
    [
        (["Product Title (required)", "SKU (max 100)", "Product Handle (unique)"], Mode.CREATE),
        (["Product Title*", "SKU [max 100]", "Product Handle (unique)*"], Mode.ENRICH),
        (["Product Title <required>", "SKU (max. 100) (text)", "*Product Handle*"], Mode.CREATE),
        (["(required) Product Title", "SKU: (text)", "Product\nHandle {unique}"], Mode.ENRICH),
    ],
)
def test_a_header_row_with_notes_is_a_header_row(workbook: Build, header: list[str], mode: Mode) -> None:
    book = read(workbook({"Products": [["Spring"], header, ["Shirt", "S-1", "shirt"]]}))

    assert book.layout.letters == {"Product Title": "A", "SKU": "B", "Product Handle": "C"}
    assert len(checked(book, mode).findings) == 0


@pytest.mark.parametrize(
    ("header", "note"),
    [("Product Title (German)", "B"), ("SKU (supplier)", "C"), ("Product Handle (old)", "A")],
)
def test_a_header_with_a_note_is_another_column_beside_the_plain_one(
    workbook: Build, header: str, note: str
) -> None:
    book = with_column(workbook, header, ["Hemd", "Hose"])

    (finding,) = book.findings
    assert (finding.code, finding.cell, finding.suggestion) == ("column.unknown", "D1", "")
    assert finding.hint.startswith(f"Column {note} is {header.partition(' (')[0]} already.")


def test_two_columns_that_differ_in_their_notes_are_one_meaning(workbook: Build) -> None:
    rows = [["Product Handle", "SKU", "Product Title (EN)", "Product Title (DE)"], ["a", "1", "Tee", "Hemd"]]

    assert reported(read(workbook({"Products": rows})).findings) == [("column.conflict", "D2")]


# Units that stand in a header.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "unit", "mode"),
    [
        ("Weight (kg)", "kg", Mode.CREATE),
        ("Weight [LBS]", "lb", Mode.ENRICH),
        ("Grams Weight (in oz)", "oz", Mode.CREATE),
        ("Weight (net, kilos)", "kg", Mode.ENRICH),
    ],
)
def test_the_unit_of_a_header_counts_for_its_weights(
    workbook: Build, header: str, unit: str, mode: Mode
) -> None:
    book = with_column(workbook, header, [0.25, None, "1.5", f"2 {unit}"])

    resolved = checked(book, mode)
    weights = [weight for weight in validate(book, mode).frame["Grams Weight"] if not pd.isna(weight)]
    assert weights == [f"0.25 {unit}", f"1.5 {unit}", f"2 {unit}"]
    assert len(resolved.findings) == 0


def test_a_weight_that_tells_another_unit_than_its_header_is_an_error(workbook: Build) -> None:
    book = with_column(workbook, "Weight (kg)", [0.25, "230 g"])

    assert reported(checked(book).findings) == [("number.ambiguous", "D3")]


def test_a_column_of_units_that_says_another_one_than_the_header_is_an_error(workbook: Build) -> None:
    rows = [[*SHIRT[:2], f"S-{unit}", 0.25, unit] for unit in ("KG", "g", None)]
    book = read(workbook({"Products": [[*HEADER, "Weight (kg)", "Weight Unit"], *rows, [*SHIRT, None, "g"]]}))

    (finding,) = book.findings
    assert (finding.code, finding.cell, finding.message) == (
        "column.conflict",
        "E3",
        'Weight Unit is "g" here, but "kg" in cell D1.',
    )


def test_a_weight_of_another_unit_is_a_column_of_its_own_beside_the_weight(workbook: Build) -> None:
    for others in (["Weight (kg)"], ["Weight (kg)", "Weight (lb)"]):
        rows = [[*HEADER, "Weight", *others], [*SHIRT, 250, *[0.25] * len(others)]]
        book = read(workbook({"Products": rows}))

        assert column(book, "Grams Weight") == ["250"]
        assert reported(book.findings) == [
            ("column.unknown", f"{letter}1") for letter, _ in zip("EF", others, strict=False)
        ]


@pytest.mark.parametrize(
    "header",
    ["Weight (g/m2)", "Weight (gsm)", "Weight (kg/m2)", "Weight (max 30 kg)", "Kilograms CO2 (tonnes)"],
)
def test_another_measure_is_another_column(workbook: Build, header: str) -> None:
    book = with_column(workbook, header, [180, 220])

    assert {"Grams Weight", "Kilograms CO2"}.isdisjoint(book.frame)
    assert [(f.code, f.suggestion) for f in book.findings] == [("column.unknown", "")]


@pytest.mark.parametrize("header", ["Weight kg", "Net weight in KG", "weight_kgs", "Net Weight (kg)"])
def test_a_weight_with_its_unit_is_told_how_to_name_it(workbook: Build, header: str) -> None:
    (finding,) = with_column(workbook, header, [0.25, 1.5]).findings

    assert (finding.code, finding.suggestion) == ("column.unknown", "")
    assert finding.hint == 'To have it imported, name it "Weight (kg)".'


MATRIXIFY = ["Handle", "Title", "Variant SKU", "Variant Weight", "Variant Weight Unit"]


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_matrixifys_weights_are_in_the_unit_beside_them(workbook: Build, mode: Mode) -> None:
    rows = [["a", "A", "A-1", 0.25, "kg"], ["b", "B", "B-1", 230, "g"], ["c", "C", "C-1", 0, "kg"]]
    book = read(workbook({"Products": [MATRIXIFY, *rows]}))

    assert validate(book, mode).frame["Grams Weight"].to_list()[:2] == ["0.25 kg", "230 g"]
    assert len(checked(book, mode).findings) == 0


def test_shopifys_grams_are_grams_whatever_unit_is_for_display(workbook: Build) -> None:
    rows = [["Handle", "Title", "Variant SKU", "Variant Grams", "Variant Weight Unit"], [*SHIRT, 250, "kg"]]
    book = read(workbook({"Products": rows}))

    assert validate(book, Mode.CREATE).frame["Grams Weight"].to_list() == ["250 g"]
    assert reported(book.findings) == [("column.not-imported", "E1")]


# Did you mean.

NAMES = ["Linen shirt", "Wool coat", "Cotton tee"]
CODES = ["AC-10 BLK", "AC-11 BLK", "AC-12 BLK"]
GTINS = ["4006381333931", "4006381333948", "4006381333955"]
PICTURES = ["https://x.y/1.jpg", "https://x.y/2.jpg", None]
TEXTS = [f"A soft shirt, number {number}. " * 9 for number in range(3)]


@pytest.mark.parametrize(
    ("header", "values", "name"),
    [
        ("Product Name", NAMES, "Product Title"),
        ("product_name", NAMES, "Product Title"),
        ("productName", NAMES, "Product Title"),
        ("Item Title", NAMES, "Product Title"),
        ("Produkt Titel", NAMES, "Product Title"),
        ("Product Tittle", NAMES, "Product Title"),
        ("Bezeichnung", NAMES, "Product Title"),
        ("Brand", ["Acme", "Acme", "Zeta"], "Manufacturer"),
        ("BRANDS", ["Acme", None, "Zeta"], "Manufacturer"),
        ("Supplier", ["Acme", "Acme", "3M"], "Manufacturer"),
        ("Manufactuer", ["Acme", "Acme", "Acme"], "Manufacturer"),
        ("Manufacturer Name", [None, None, None], "Manufacturer"),
        ("Product Description", TEXTS, "Description"),
        ("Discription", TEXTS, "Description"),
        ("Product Thumbnail", PICTURES, "Image"),
        ("Image Link", PICTURES, "Image"),
        ("Product Image 1 Url", PICTURES, "Image"),
        ("Categories", ["Shirts > Linen", "Coats", None], "Category"),
        ("Collection Season", ["SS 26", "FW 26", None], ""),
        ("Saison", ["SS26", "FW26", "FW26"], "Season"),
        ("Product Tags", ["a, b", "b", None], "Tags"),
        ("GTIN-14", ["04006381333931", None, None], "Barcode"),
        ("EAN / UPC", GTINS, "Barcode"),
        ("Barcode Number", GTINS, "Barcode"),
        ("Net weight", [230, 180, 95], "Grams Weight"),
        ("Weight in grams", ["230", "180 g", "0.2 kg"], "Grams Weight"),
        ("CO2 emissions (kg)", [4.5, 6, "7,25"], "Kilograms CO2"),
        ("Litres Water Used", [120, 4000, 80.5], "Liters Water Used"),
        ("Composition", ["100% Cotton", "Cotton 60%, Linen 40%", None], "Materials Percentages"),
        ("Variant Option 1 Name", ["Size", "Size", "Size"], "Attribute 1"),
        ("Variant Option 1 Value", ["S", "38", "L"], "Attribute Value 1"),
        ("Attribute 2 value(s)", ["Red", "Blue", "Red"], "Attribute Value 2"),
        ("Product Weight Unit", ["kg", "g", None], "Weight Unit"),
        ("Weaving mill", ["Acme Weavers", None, None], "Weaving"),
    ],
)
def test_an_unknown_header_is_told_which_column_it_may_mean(
    workbook: Build, header: str, values: list[Any], name: str
) -> None:
    rows = [["SS26", value] for value in values]
    book = read(
        workbook({"Products": [["Season" if name != "Season" else "Tags", header, "Eco Claims"], *rows]})
    )

    found = [finding for finding in book.findings if finding.code == "column.unknown"]
    assert [(finding.cell, finding.suggestion) for finding in found] == [("B1", name)]
    assert (f'Did you mean "{name}"?' in found[0].hint) == bool(name)


@pytest.mark.slow
@pytest.mark.parametrize(
    "header", ["Product Code", "Item Code", "Article Number", "Artikel-Nr.", "Stock Keeping Unit"]
)
@pytest.mark.parametrize(
    ("values", "name"),
    [
        (CODES, "SKU"),
        ([1001, 1002, 1003], "SKU"),
        (["AC-10", "AC-10", "AC-10"], ""),
        (PICTURES, ""),
        (TEXTS, ""),
        ([19.9, 24.95, 12.5], ""),
    ],
)
def test_codes_may_be_skus_where_each_row_has_its_own(
    workbook: Build, header: str, values: list[Any], name: str
) -> None:
    rows = [["shirt", "Shirt", value] for value in values]
    book = read(workbook({"Products": [["Product Handle", "Product Title", header], *rows]}))

    assert [finding.suggestion for finding in book.findings] == [name]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Product Name", PICTURES),
        ("Product Name", [1, 2, 3]),
        ("Product Name", ["TRUE", "FALSE", "TRUE"]),
        ("Brand", ["https://acme.com", "https://zeta.com", None]),
        ("Brand", [17, 18, 19]),
        ("Brand", ["brand_01HX", "brand_02HX", "brand_03HX"]),
        ("Product Description", PICTURES),
        ("Image Link", ["front.jpg", "back.jpg", None]),
        ("Photo", ["yes", "no", "yes"]),
        ("Barcode Number", ["QR", "EAN", "EAN"]),
        ("GTIN-14", ["yes", "yes", "no"]),
        ("Net weight", [0.25, 1.5, 0.3]),
        ("Net weight", ["light", "heavy", None]),
        ("Product Weight Unit", ["yes", "no", "no"]),
        ("CO2", ["low", "high", "low"]),
        ("Product Category 1", ["pcat_01HX", "pcat_02HX", None]),
        ("Categories", ["12", "13", "14"]),
        ("Product Tags", PICTURES),
        ("Variant Option 1 Name", PICTURES),
        ("Variant Option 1 Value", PICTURES),
        ("Slug", ["Linen shirt", "Wool coat", "Cotton tee"]),
    ],
)
def test_values_that_contradict_are_worth_no_suggestion(
    workbook: Build, header: str, values: list[Any]
) -> None:
    rows = [["SS26", value] for value in values]
    book = read(workbook({"Products": [["Season", header], *rows]}))

    assert [(finding.code, finding.suggestion) for finding in book.findings] == [("column.unknown", "")]


OTHERS = """
Size chart|Size Chart URL|Colour code|Brand colour|Barcode type|Image name|Height|Tile|Game|Finish
Material care|Category manager|Season launch date|SKU of supplier|Country|Note|Remarks|Parent|Model year
Variant Title|Variant Description|Weight (kg)|CO2 (tonnes)|1|???|商品
"""


@pytest.mark.parametrize("header", OTHERS.strip().replace("\n", "|").split("|"))
def test_a_header_with_other_words_means_none(header: str) -> None:
    assert likely_columns(header) == ()


def test_what_the_sheet_has_already_is_not_suggested(workbook: Build) -> None:
    book = with_column(workbook, "Product Name", NAMES)

    assert [(finding.code, finding.suggestion) for finding in book.findings] == [("column.unknown", "")]


def test_one_column_is_suggested_to_one_header_alone_the_likeliest(workbook: Build) -> None:
    rows = [["Season", "Manufacturrer", "Supplier", "Brand", "Tags"], ["SS26", "Acme", "Zeta", "Own", None]]

    findings = list(read(workbook({"Products": rows})).findings)
    assert [(finding.cell, finding.suggestion) for finding in findings] == [
        ("B1", ""),
        ("C1", "Manufacturer"),
        ("D1", ""),
    ]


@pytest.mark.parametrize(
    ("header", "values", "said"),
    [
        ("Colour", ["Red", "Blue", "Red"], True),
        ("Size", [38, 40, 42], True),
        ("Größe", ["S", "M", "L"], True),
        ("Colour", [1, 2, 3], False),
        ("Size", PICTURES, False),
        ("Size chart", ["S", "M", "L"], False),
    ],
)
def test_a_column_of_colours_is_told_how_to_become_an_attribute(
    workbook: Build, header: str, values: list[Any], said: bool
) -> None:
    (finding,) = with_column(workbook, header, values).findings

    assert finding.suggestion == ""
    assert (f'a column "Attribute 1" before it that says "{header}"' in finding.hint) == said


def test_the_next_free_attribute_is_offered(workbook: Build) -> None:
    rows = [[*HEADER, "Attribute 1", "Attribute Value 1", "Size"], [*SHIRT, "Color", "Red", "S"]]

    (finding,) = read(workbook({"Products": rows})).findings
    assert finding.hint.startswith('To import it as an attribute, name this column "Attribute Value 2"')


# Where nothing is a header, and what is enough for one.


@pytest.mark.parametrize(
    ("header", "unknown"),
    [
        (["SKU", "Price", "Qty"], []),
        (["Product Name", "Brand", "EAN-13", "Stock", "Note"], ["Product Title", "Manufacturer", ""]),
        (["Status", "My note", "Product Handle", "Our code"], ["", "SKU"]),
    ],
)
def test_one_column_among_some_that_shops_have_is_a_header(
    workbook: Build, header: list[str], unknown: list[str]
) -> None:
    book = read(workbook({"Products": [["Spring"], header, [None] * len(header)]}))

    assert book.layout.header_row == 2
    assert [f.suggestion for f in book.findings if f.code == "column.unknown"] == unknown


@pytest.mark.parametrize(
    ("rows", "closest"),
    [
        ([["Product Name", "Qty", "Colour"], ["Tee", 3, "Red"]], '"Product Name" in A1 (Product Title)'),
        (
            [["Price list"], ["Artikelnummer", "Bezeichnung", "Preis", "Menge"], ["4711", "Hemd", 3, 4]],
            '"Artikelnummer" in A2 (SKU), "Bezeichnung" in B2 (Product Title)',
        ),
        (
            [["Titel", None, None], ["Brand", "Item Code", "Qty"], ["Acme", "4711", 3]],
            '"Brand" in A2 (Manufacturer), "Item Code" in B2 (SKU), "Titel" in A1 (Product Title)',
        ),
        ([["Our prices", "Valid until"], ["June", "July"]], ""),
    ],
)
@pytest.mark.parametrize("mode", list(Mode))
def test_without_a_header_the_row_with_most_likely_names_is_quoted(
    workbook: Build, rows: list[list[Any]], closest: str, mode: Mode
) -> None:
    with pytest.raises(RefusedImportError) as caught:
        validate(read(workbook({"Products": rows})), mode)

    (finding,) = caught.value.findings
    assert finding.code == "header.not-found"
    advice = f"Closest to known names: {closest}." if closest else "The template has them all."
    assert finding.hint.endswith(f"in one row. {advice}")


def test_the_likeliest_sheet_is_the_one_that_is_quoted(workbook: Build) -> None:
    with pytest.raises(RefusedImportError) as caught:
        read(workbook({"Notes": [["Read me", "first", "please"]], "List": [["Brand", "Qty", "Price"]]}))

    (finding,) = caught.value.findings
    assert finding.sheet == "List"
    assert '"Brand" in A1 (Manufacturer)' in finding.hint


# One finding for what is missing; what is looked at.


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (["Product Name", "SKU", "Product Handle"], [("column.missing", "D1")]),
        (["Product Title", "Product Handle", "Product Code"], [("column.missing", "D1")]),
        (["Title (required)", "SKU"], [("column.missing", "C1")]),
        (["SKU", "Tags"], [("column.missing", "C1"), ("column.missing", "D1")]),
    ],
)
def test_a_required_column_that_is_missing_is_one_finding(
    workbook: Build, header: list[str], missing: list[tuple[str, str]]
) -> None:
    findings = checked(read(workbook({"Products": [header, ["x"] * len(header)]}))).findings

    assert reported(findings.errors) == missing


def test_a_sheet_of_the_template_says_nothing_of_its_columns(workbook: Build) -> None:
    headers = [column.name for column in own_columns()]

    assert not [f for f in read(workbook({"Products": [headers]})).findings if f.code.startswith("column.")]


@pytest.mark.parametrize("name", columns())
def test_no_column_holds_addresses_of_files_and_every_one_may_be_blank(name: str) -> None:
    assert contradicts(name, pa.array(["ftp://a.b/1", None, "ftp://a.b/2"], pa.large_string()))
    assert not contradicts(name, pa.array([None, " "], pa.large_string()))


def test_the_first_values_of_a_column_are_looked_at() -> None:
    texts = pa.array(["Shirt"] * 50_000 + ["https://x.y"] * 950_000, pa.large_string())

    assert not contradicts("Product Title", texts)
    assert contradicts("Product Title", texts.slice(50_000))
