"""Whatever was imported: exporting it and importing that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support import stored
from support.catalogs import sheet
from support.hypothesis_profiles import one_example_in
from support.postgres_fixtures import temporary_database

import importkit as ik
from importkit.workbook.sample import make_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.db, pytest.mark.slow]

#: Letters, digits, marks that mean something in a cell, and what Unicode has to offer.
TEXT = st.text(st.sampled_from("aAbß9 0.,:()=+-@#'\"&<é中😀"), max_size=10)
NAME = st.builds(
    "{0}{1}{2}".format, st.sampled_from(["", "=", "+", "#", "0"]), st.sampled_from("xYéz"), TEXT
).map(str.strip)
ITEM = st.one_of(NAME, st.builds("{0}; {1}".format, NAME, NAME))
LIST = st.lists(ITEM, min_size=1, max_size=4).map(lambda items: " | ".join(items) + " |")
NUMBER = st.decimals("0", "99999", places=2).map(str)
WEIGHT = st.builds("{0} {1}".format, NUMBER, st.sampled_from(["g", "kg", "oz", "lb"]))
SHARES = st.sampled_from([("100",), ("75", "25"), ("33.3", "33.3", "33.4"), ("60.05", "39.95")])


@st.composite
def materials(draw: st.DrawFn) -> str:
    shares = draw(SHARES)
    names = draw(st.lists(NAME, min_size=len(shares), max_size=len(shares), unique_by=str.casefold))
    return " | ".join(f"{name}: {share}%" for name, share in zip(names, shares, strict=True))


#: What a product has, and a variant may have of its own.
BOTH = {
    "Kilograms CO2": NUMBER,
    "Liters Water Used": NUMBER,
    "Grams Weight": WEIGHT,
    "Eco Claims": LIST,
    "Materials Percentages": materials(),
    "Raw Material": LIST,
    "Dyeing/Printing": LIST,
    "Finishing": LIST,
    "Description": st.one_of(NAME, st.builds("{0}\n{1}".format, NAME, NAME)),
    "Image": st.sampled_from(["https://a.example/1.jpg", "https://a.example/2.jpg"]),
}
OF_PRODUCT = {"Manufacturer": NAME, "Season": NAME, "Tags": LIST, "Category": st.just("Clothing > Jeans")}


@st.composite
def rows_of_product(draw: st.DrawFn, handle: str) -> list[dict[str, str]]:
    some = st.fixed_dictionaries({}, optional=BOTH)
    parent = draw(st.fixed_dictionaries({}, optional=OF_PRODUCT)) | draw(some)
    rows = [{"Product Handle": handle, "Product Title": f"Product {handle}"} | parent]
    rows += draw(st.lists(some, max_size=3))
    order = draw(st.permutations(range(len(rows))))
    for place, row in zip(order, rows, strict=True):
        row["SKU"] = f"{handle}-{place}"
        if draw(st.booleans()):
            row |= {"Attribute 1": "Color", "Attribute Value 1": draw(NAME)}
    return rows


@pytest.fixture(scope="module")
def kit(server_url: str, migrated_template: str) -> Iterator[ik.Workspace]:
    with temporary_database(server_url, migrated_template) as url, ik.connect(url) as workspace:
        yield workspace


def changes_nothing(kit: ik.Workspace, folder: Path, mode: ik.Mode) -> bool:
    """Export, import that, and return whether all is as it was."""
    before = stored.products(kit.engine), stored.counts(kit.engine)
    written = kit.export(folder / "products.xlsx")
    result = kit.import_file(written.path, mode=mode)
    assert result.findings.errors.to_dicts() == []
    assert written.left_blank == ()
    assert result.summary["unchanged_rows"] == result.summary["total_rows"] == written.rows
    return before == (stored.products(kit.engine), stored.counts(kit.engine))


# No shrinking: each example is two imports, and a failing one is small enough to read.
@settings(
    one_example_in(20),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(first=rows_of_product("tee"), second=rows_of_product("cap"), more=rows_of_product("tee"))
def test_an_export_of_what_was_imported_changes_nothing(
    kit: ik.Workspace,
    tmp_path: Path,
    first: list[dict[str, str]],
    second: list[dict[str, str]],
    more: list[dict[str, str]],
) -> None:
    stored.forget_everything(kit.engine)
    kit.import_file(sheet(*first, *second), filename="first.xlsx")
    # Further variants of a product that is there, which may all have values of their own.
    added = [row | {"SKU": f"more-{place}"} for place, row in enumerate(more[1:])]
    kit.import_file(sheet(first[0], *added), filename="second.xlsx")

    assert changes_nothing(kit, tmp_path, ik.Mode.CREATE)
    # Where every variant has values of its own, only Enrich reads a row about the product alone.
    with kit.engine.begin() as connection:
        connection.execute(sa.text("UPDATE product_variants SET name = 'Its own' WHERE sku LIKE 'tee%'"))
    assert changes_nothing(kit, tmp_path, ik.Mode.ENRICH)


@pytest.mark.parametrize("dialect", ["plan", "passport", "shopify"])
def test_an_export_of_a_sample_changes_nothing(kit: ik.Workspace, tmp_path: Path, dialect: str) -> None:
    stored.forget_everything(kit.engine)
    make_sample(150, mistakes=0.2, seed=11, dialect=dialect).write(tmp_path / "sample.xlsx")
    result = kit.import_file(tmp_path / "sample.xlsx")

    assert result.summary["variants_created"] > 50
    assert changes_nothing(kit, tmp_path, ik.Mode.CREATE)
    assert changes_nothing(kit, tmp_path, ik.Mode.ENRICH)
