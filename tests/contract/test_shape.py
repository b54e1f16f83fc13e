"""What products hold stands in `importkit/shape.py` alone: others name a list only by a rule of its own."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import importkit
from importkit import schema, shape

PACKAGE = Path(importkit.__file__).parent

#: Where lists are described, or made from what describes them; migrations are frozen.
OWN = ("shape.py", "db/shape/", "db/migrations/", "_schemas/")

#: Files that name lists all the same, each with its rule.
RULES = {
    "fixes/find.py": "the fix of a finding about materials",
    "fixes/safe_fixes.py": "shares of materials add up to a whole in one split only",
    "catalog/export_cells.py": "shares of materials are written as they are read",
    "findings/catalogue.yaml": "examples, and the words of findings about materials",
    "resolution/similar_names.py": "names of materials may stand apart from their shares",
    "schema.py": "kinds of columns: materials, their names and their shares",
    "validation/compositions.py": "shares of materials add up to a whole",
    "validation/material_columns.py": "names of materials and their shares may stand in two columns",
    "validation/validate.py": "the two columns become one",
    "values/materials.py": "how shares of materials are spelled",
    "workbook/guide.yaml": "what the template says of each column",
    "workbook/sample/dialects.py": "how other sheets write the sample's products",
    "workbook/sample/mistakes.py": "mistakes of the sample",
    "workbook/sample/products.py": "the sample's products",
    "workbook/sample/vocabulary.py": "names of the sample's products",
    "checks/framed_check.py": "types of the properties, which are made from the shape",
}


@cache
def words() -> re.Pattern[str]:
    """Return what names a list: its field and tables, its entity and columns of it, and its headers."""
    names = {name for one in shape.LISTS for name in (one.name, one.entity.plural)}
    kinds = {str(one.entity.kind) for one in shape.LISTS}
    targets = {one.name for one in shape.LISTS}
    headers = {column.name for column in schema.columns().values() if column.target in targets}
    quoted = "|".join(sorted(map(re.escape, names | kinds | headers)))
    return re.compile(
        rf"""["'](?:{quoted})["']|\b[a-z]\w*_(?:{"|".join(names)})\b|\b(?:{"|".join(kinds)})_(?:id|key|name)\b"""
        rf"""|\b(?:{"|".join(one.name for one in shape.LISTS if one.levels == shape.BOTH)})\b"""
    )


def code(path: Path) -> str:
    """Return what a file says, without comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        return re.sub(r"--[^\n]*", "", text)
    if path.suffix == ".py":
        return ast.unparse(_WithoutDocstrings().visit(ast.parse(text)))
    return re.sub(r"^( *)([^:\n#]+):", r'\1"\2":', text, flags=re.MULTILINE)


class _WithoutDocstrings(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        return ast.Expr(ast.Constant(...)) if isinstance(node.value, ast.Constant) else node


def files() -> dict[str, Path]:
    """Return the files of the package that may name no list."""
    found = (path for suffix in ("py", "sql", "yaml") for path in PACKAGE.rglob(f"*.{suffix}"))
    named = {path.relative_to(PACKAGE).as_posix(): path for path in found}
    return {name: path for name, path in named.items() if not name.startswith(OWN)}


@pytest.mark.slow
def test_no_file_names_a_list_but_by_a_rule_of_its_own() -> None:
    found = {name: sorted(set(words().findall(code(path)))) for name, path in files().items()}

    assert {name: named for name, named in found.items() if named and name not in RULES} == {}


def test_every_exception_is_one() -> None:
    assert [name for name in RULES if not words().search(code(files()[name]))] == []
