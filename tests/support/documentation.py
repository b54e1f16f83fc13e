"""The generated parts of the documentation, each from the data that the program itself reads.

`python tests/support/documentation.py` writes them all anew; a test holds that they are current.
A part stands between `<!-- name -->` and `<!-- end -->` in its page.
"""

from __future__ import annotations

import ast
import re
import sys
import tempfile
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from importkit import grammar, schema
from importkit.findings import catalogue, entry
from importkit.findings.catalogue import FixKind
from importkit.model import Limits
from support import command_line
from support.command_reference import command_reference
from support.markdown import code, plain, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.findings import Entry

ROOT = Path(__file__).parents[2]
UPDATE = "Run: python tests/support/documentation.py"

#: The findings that the project's README shows.
_TEN = (
    "header.not-found",
    "column.unknown",
    "value.required",
    "number.ambiguous",
    "cell.date",
    "barcode.scientific",
    "sku.duplicate",
    "materials.over-100",
    "category.not-found",
    "product.exists",
)

# A job has another id on each run.
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?\b")
_EXAMPLE_ID = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"

_KINDS = {
    schema.Kind.IDENTIFIER: "text, kept as typed",
    schema.Kind.TEXT: "text",
    schema.Kind.LONG_TEXT: "text, line breaks stay",
    schema.Kind.URL: "a full web address",
    schema.Kind.LIST: "a list: `a; b`",
    schema.Kind.NUMBER: "a number, 0 or more",
    schema.Kind.WEIGHT: "a number, grams unless it says `kg`, `oz` or `lb`",
    schema.Kind.WEIGHT_UNIT: "`g`, `kg`, `oz` or `lb`, the unit of the weight beside it",
    schema.Kind.MATERIALS: "a list with percentages: `Cotton: 75%; Elastane: 25%`",
    schema.Kind.MATERIAL_NAMES: "a list, paired with Percentages",
    schema.Kind.PERCENTAGES: "a list, paired with Materials",
    schema.Kind.CATEGORY: "a full path: `Clothing > Shirts`",
    schema.Kind.ATTRIBUTE_NAME: "the name of an attribute, such as Color",
    schema.Kind.ATTRIBUTE_VALUE: "its value, such as Blue",
}


def ten_findings() -> str:
    """Return the table of the project's README."""
    names = ("Code", "Severity", "What it is", "Example")
    return table(
        names,
        (
            (f"[`{one.code}`]({one.documentation})", str(one.severity), plain(one.title), plain(one.example))
            for one in map(entry, _TEN)
        ),
    )


def findings() -> str:
    """Return the catalogue: an overview, then a section for each code under its anchor."""
    names = ("Code", "Severity", "What it is")
    rows = (
        (f"[`{one.code}`](#{one.anchor})", str(one.severity), plain(one.title))
        for one in catalogue().values()
    )
    return "\n\n".join((table(names, rows), *_sections()))


def _sections() -> Iterator[str]:
    topic = ""
    for code_, one in catalogue().items():
        if topic != (topic := code_.partition(".")[0]):
            yield f"## {topic}"
        yield _section(one)


#: What importkit can do about it by itself.
_FIXES = {
    FixKind.SAFE: "\n- **`importkit fix`:** mends it where one value alone can be meant.",
    FixKind.SUGGESTED: "\n- **`importkit fix --suggested`:** takes what is likeliest.",
    FixKind.NONE: "",
}


def _section(one: Entry) -> str:
    return (
        f'### <a id="{one.anchor}"></a>`{one.code}`\n\n'
        f"**{plain(one.title)}** · {one.severity}\n\n"
        f"{plain(one.why)}\n\n"
        f"- **Example:** {plain(one.example)}\n"
        f"- **What to do:** {plain(one.fix)}{_FIXES[one.fix_kind]}"
    )


def columns() -> str:
    """Return the columns that are imported."""
    names = ("Column", "Level", "What it holds", "Also known as")
    return table(names, map(_column, schema.columns().values()))


def _column(column: schema.Column) -> tuple[str, ...]:
    level = f"{column.level}, a variant may override" if column.override else column.level
    aliases = dict.fromkeys(column.aliases)
    for dialect in schema.dialects().values():
        aliases |= dict.fromkeys(
            alias for alias in dialect.aliases.get(column.name, ()) if alias != column.name
        )
    return column.name, level, _KINDS[column.kind], ", ".join(aliases)


def dialects() -> str:
    """Return the kinds of sheet, and by which headers each is recognised."""
    names = (
        "File",
        "What it is",
        "Recognised by all headers of one of these lines",
        "Lists are separated by",
    )
    return table(names, map(_dialect, schema.dialects().values()))


def _dialect(dialect: schema.Dialect) -> tuple[str, ...]:
    headers = "<br>".join(", ".join(sorted(headers)) for headers in dialect.signature)
    separators = ", ".join(f"{code(text)} in {column}" for column, text in dialect.separators.items())
    usual = "`;`, `|` or a line break"
    return (
        f"[`dialects/{dialect.name}.yaml`](dialects/{dialect.name}.yaml)",
        dialect.title,
        headers or "any sheet that no other dialect recognises",
        f"{usual}; {separators}" if separators else usual,
    )


def packages() -> str:
    """Return the packages and modules by layer, each with the first line of what it says of itself."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [layers] = [one["layers"] for one in contracts["contracts"] if one["type"] == "layers"]
    rows = (
        (str(number), f"[`{name}`]({_source(name).name})", _first_line(name).replace("|", r"\|"))
        for number, layer in enumerate(layers, start=1)
        for name in layer.split(" | ")
    )
    return table(("Layer", "Package or module", "What it is"), rows)


def _source(name: str) -> Path:
    folder = ROOT / "importkit" / name
    return folder if folder.is_dir() else folder.with_suffix(".py")


def _first_line(name: str) -> str:
    source = _source(name)
    path = source / "__init__.py" if source.is_dir() else source
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert words, f"{path} says nothing of itself."
    return words.splitlines()[0]


def limits() -> str:
    """Return what a workbook may be before it is refused."""
    return table(
        ("Variable", "Default"),
        (
            (code(f"IMPORTKIT_LIMIT_{limit.name.upper()}"), grammar.number(int(str(limit.default))))
            for limit in fields(Limits)
        ),
    )


#: Each generated part that needs no database, by page and name.
PARTS: dict[tuple[str, str], Callable[[], str]] = {
    ("README.md", "findings"): ten_findings,
    ("importkit/README.md", "packages"): packages,
    ("importkit/findings/README.md", "catalogue"): findings,
    ("importkit/cli/README.md", "commands"): command_reference,
    ("importkit/cli/README.md", "limits"): limits,
    ("schemas/README.md", "columns"): columns,
    ("schemas/README.md", "dialects"): dialects,
}


def demo(folder: Path, database_url: str | None, **environment: str) -> str:
    """Return what `importkit demo` prints, as the README shows it."""
    ended = command_line.run("demo", cwd=folder, database_url=database_url, **environment)
    assert ended.code == 0, ended.err
    printed = _ID.sub(lambda found: _EXAMPLE_ID[: len(found[0])], ended.out)
    return f"```text\n$ importkit demo\n{printed.rstrip()}\n```"


def read(page: str, name: str) -> str:
    """Return a generated part as it stands in its page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(f"<!-- {name} -->\n(.*?)\n<!-- end -->", text, re.DOTALL)
    assert found, f"{page} has no part {name}."
    return found[1]


def _write(page: str, name: str, content: str) -> None:
    path = ROOT / page
    before, mark, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    assert mark, f"{page} has no part {name}."
    path.write_text(f"{before}{mark}{content}\n{rest[rest.index('<!-- end -->') :]}", encoding="utf-8")


def update() -> None:
    """Write every generated part anew; the demo runs on a database of its own."""
    for (page, name), make in PARTS.items():
        _write(page, name, make())
    with (
        tempfile.TemporaryDirectory(prefix="ik-", dir="/tmp") as folder,
        tempfile.TemporaryDirectory(prefix="ik-", dir="/tmp") as data,
    ):
        shown = demo(Path(folder), None, IMPORTKIT_DATA_DIR=data)
        command_line.run("db", "stop", cwd=Path(folder), IMPORTKIT_DATA_DIR=data)
    _write("README.md", "demo", shown)


if __name__ == "__main__":
    update()
