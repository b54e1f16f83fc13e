"""Suggested fixes: what is probably meant, the likeliest first. Somebody has to take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importkit import schema
from importkit.fixes.date_texts import date_texts
from importkit.fixes.finding_cells import FindingCell, stored_text, text_at
from importkit.fixes.fix import Fix
from importkit.model import CellKind
from importkit.schema import Kind
from importkit.values.category_suggestions import candidates
from importkit.values.keys import name_key
from importkit.values.weights import split_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from importkit.fixes.fix import FixFacts
    from importkit.model import CheckedSheet

_HANDLE = "Product Handle"
_SLUG = "Small letters, digits and hyphens suit a web address."
#: Digits with one separator before three of them: thousands, or decimals.
_TWO_READINGS = re.compile(r"([+-]?[0-9]{1,3})[.,]([0-9]{3})")
#: What separates the items of a list, and the percentage beside the name of a material.
_ITEMS = re.compile(r"[;|,\r\n]")
_SHARE = re.compile(r"^\s*[0-9.,]+\s*%|[:(\s]*[0-9.,]+\s*%\)?\s*$")
_NUMERIC = (Kind.NUMBER, Kind.WEIGHT)


def as_suggested(why: str) -> Callable[[list[FindingCell], CheckedSheet, FixFacts], Iterator[Fix]]:
    """Return what yields the value that each finding suggests."""

    def find(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
        for cell in cells:
            if cell.suggestion:
                yield cell.fix(checked.sheet, cell.suggestion, why)

    return find


def categories(cells: list[FindingCell], checked: CheckedSheet, facts: FixFacts) -> Iterator[Fix]:
    """Yield up to three paths for each unknown category."""
    distinct = list(dict.fromkeys(cell.value for cell in cells))
    possible = {cell.value: [cell.suggestion] for cell in cells if cell.suggestion}
    if facts.taxonomy is not None:
        possible = dict(zip(distinct, candidates(distinct, facts.taxonomy), strict=True))
    for cell in cells:
        for rank, path in enumerate(possible.get(cell.value, ()), start=1):
            yield cell.fix(checked.sheet, path, "It is the category whose name is most alike.", rank=rank)


def headers(cells: list[FindingCell], checked: CheckedSheet, facts: FixFacts) -> Iterator[Fix]:
    """Yield up to three columns that each unknown header may mean; what the sheet suggests comes first."""
    for cell in cells:
        possible = dict.fromkeys([cell.suggestion, *facts.possible_columns.get(cell.letters, ())])
        for rank, name in enumerate(list(filter(None, possible))[:3], start=1):
            yield cell.fix(checked.sheet, name, f'The header "{cell.value}" reads like {name}.', rank=rank)


def bare_numbers(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield each list of materials with the numbers at the ends of its names as percentages."""
    by_place: dict[tuple[int, int], list[FindingCell]] = {}
    for cell in cells:
        by_place.setdefault(cell.place, []).append(cell)
    for place, found in by_place.items():
        text = stored_text(checked.sheet, *place) or ""
        for cell in found:
            name, share = cell.suggestion.rsplit(": ", 1)
            bare = re.compile(rf"(?<!\w){re.escape(name)}\s+{re.escape(share.removesuffix('%'))}(?![\w.,%])")
            text = bare.sub(_literal(cell.suggestion), text, count=1)
        yield found[0].fix(checked.sheet, text, "The number at the end of a name may be its percentage.")


def both_readings(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield both numbers that a text may mean, as numbers; with a unit, as texts that mean one number."""
    for cell in cells:
        typed, unit = split_unit(cell.value)
        found = _TWO_READINGS.fullmatch(typed.strip())
        if found is None or cell.column not in schema.columns():
            continue
        whole, decimals = found.groups()
        readings = (
            (f"{whole}{decimals}", "a thousands separator"),
            (f"{whole}.{decimals}", "a decimal mark"),
        )
        for rank, (number, mark) in enumerate(readings, start=1):
            text = f"{number}0 {unit}" if unit and "." in number else f"{number} {unit}".strip()
            kind = CellKind.TEXT if unit else CellKind.NUMBER
            yield cell.fix(checked.sheet, text, f'"{cell.value}" with {mark}.', rank=rank, kind=kind)


def slugs(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield the handle as a web address shows it, on every row of the product: one alone would part them."""
    handles = checked.sheet.frame.get(_HANDLE)
    if handles is None:
        return
    distinct = handles.dropna().unique()
    keys = handles.map(dict(zip(distinct, map(name_key, distinct), strict=True)))
    rows = {str(key): found.tolist() for key, found in keys.groupby(keys).groups.items()}
    taken = set(rows)
    for cell in cells:
        if not cell.suggestion or name_key(cell.suggestion) in taken:  # two products would become one
            continue
        taken.add(name_key(cell.suggestion))
        for row in rows.get(name_key(cell.value), ()):
            at_row = cell._replace(place=(row, cell.place[1]))
            fix = at_row.fix(checked.sheet, cell.suggestion, _SLUG)
            yield Fix(**{**vars(fix), "group": f"handle {name_key(cell.value)}"})


def similar_names(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield the name that another one looks like, in every cell of the column that has it, lists included."""
    meant = {(cell.letters, cell.value): cell for cell in cells if cell.suggestion}
    for letters in dict.fromkeys(letters for letters, _ in meant if letters in checked.sheet.cells):
        for row, text in checked.sheet.cells[letters].dropna().items():
            named = [meant[letters, name] for name in _names(text) if (letters, name) in meant]
            if named:
                at_row = named[0]._replace(place=(int(str(row)), named[0].place[1]))
                why = " ".join(f'"{cell.value}" looks like "{cell.suggestion}".' for cell in named)
                yield at_row.fix(checked.sheet, _renamed(text, named), why)


def _names(text: str) -> list[str]:
    """Return the names in a cell: the cell itself, or the items of a list, without their percentages."""
    items = (_SHARE.sub("", item).strip() for item in _ITEMS.split(text))
    return list(dict.fromkeys([text.strip(), *items]))


def _renamed(text: str, named: list[FindingCell]) -> str:
    for cell in named:
        pattern = rf"(?<!\w){re.escape(cell.value)}(?!\w)"
        text = re.sub(pattern, _literal(cell.suggestion), text)
    return text


def before_dates(cells: list[FindingCell], checked: CheckedSheet, _: FixFacts) -> Iterator[Fix]:
    """Yield what may have been typed where Excel made a date of it."""
    formats = checked.sheet.formats
    columns = schema.columns()
    for cell in cells:
        row = cell.place[0]
        code = text_at(formats[cell.letters], row) if cell.letters in formats else None
        is_number = cell.column in columns and columns[cell.column].kind in _NUMERIC
        texts = date_texts(cell.value, code or "", is_number=is_number)
        for rank, text in enumerate(texts, start=1):
            kind = CellKind.NUMBER if is_number else CellKind.TEXT
            why = f"Excel makes the date {cell.value} of it."
            yield cell.fix(checked.sheet, text, why, rank=rank, kind=kind)


def _literal(text: str) -> str:
    """Return a text as a replacement that stands for itself."""
    return text.replace("\\", r"\\")
