"""The generated parts of the documentation are what the program says today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import documentation

from importkit.findings import catalogue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("page", "name"), list(documentation.PARTS))
def test_a_generated_part_is_current(page: str, name: str) -> None:
    assert documentation.read(page, name) == documentation.PARTS[page, name](), documentation.UPDATE


@pytest.mark.db
def test_the_demo_prints_what_the_readme_shows(database_url: str, tmp_path: Path) -> None:
    shown = documentation.read("README.md", "demo")

    assert shown == documentation.demo(tmp_path, database_url), documentation.UPDATE


def test_the_link_of_a_code_leads_to_its_section() -> None:
    pages = {entry.documentation.partition("#")[0] for entry in catalogue().values()}
    [page] = pages
    text = (documentation.ROOT / page).read_text(encoding="utf-8")

    assert [entry.code for entry in catalogue().values() if f'<a id="{entry.anchor}"></a>' not in text] == []
    assert len({entry.anchor for entry in catalogue().values()}) == len(catalogue())


def test_the_anchor_of_a_code_has_a_hyphen_for_the_dot() -> None:
    assert catalogue()["sku.duplicate"].documentation == "importkit/findings/README.md#sku-duplicate"
    assert catalogue()["barcode.zero-restored"].anchor == "barcode-zero-restored"
