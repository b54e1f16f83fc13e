"""A plain Python ENRICH: one dictionary per product, one loop per row, nothing set-based.

It knows the rules and nothing of importkit. What it makes of a sheet must equal what the real way through
Pandera, DuckDB and Postgres leaves in production.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from support.oracle import STEPS, Row, first_titles, items, key, materials, number_of, path, strays

CLEAR = "[clear]"
FOR_PRODUCTS = ("Manufacturer", "Category", "Season", "Tags")
NUMBERS = ("Kilograms CO2", "Liters Water Used", "Grams Weight")
#: The field of each column; the steps of the journey share one.
FIELDS = {
    "Product Title": "name",
    "Description": "description",
    "Image": "image",
    "Manufacturer": "manufacturer",
    "Category": "category",
    "Season": "season",
    "Tags": "tags",
    "Kilograms CO2": "carbon",
    "Liters Water Used": "water",
    "Grams Weight": "weight",
    "Eco Claims": "claims",
    "Materials Percentages": "materials",
}
#: How a cell is read, where it is no plain text.
READ: dict[str, Any] = dict.fromkeys(NUMBERS, number_of) | {
    "Manufacturer": key,
    "Season": key,
    "Tags": items,
    "Eco Claims": items,
    "Materials Percentages": materials,
}
EMPTY: dict[str, Any] = {
    "manufacturer": "",
    "season": "",
    "tags": frozenset(),
    "claims": frozenset(),
    "materials": {},
}


#: What a variant has of its own only together: the environment is one record, the journey one list.
WHOLES = (
    ("carbon", "water"),
    ("steps",),
    *((name,) for name in ("name", "description", "image", "weight", "claims", "materials")),
)


@dataclass(eq=False)
class Line:
    """One row: where it stands, and the variant it means."""

    number: int
    row: Row
    is_variant: bool = True
    verdict: str = ""
    product: Any = None
    variant: Any = None

    @property
    def sku(self) -> str | None:
        given = self.row.get("SKU")
        return None if given == CLEAR else given

    @property
    def barcode(self) -> str | None:
        return self.row.get("Barcode")

    @property
    def is_anonymous(self) -> bool:
        return not self.row.get("SKU") and not self.row.get("Barcode")

    @property
    def identifier(self) -> str:
        return "SKU" if self.sku else "Barcode"


@dataclass(eq=False)
class Group:
    """The rows of one product, or one row that stands alone."""

    handle: str | None
    lines: list[Line]
    is_repeated: bool = False
    failed: bool = False
    owner: Any = None
    by_handle: Any = None

    @property
    def parent(self) -> Line:
        """Return the row that speaks for the product."""
        own = [line for line in self.lines if line.row.get("Product Handle")]
        if own and own[0].is_anonymous:
            return own[0]
        return next((line for line in own if line.row.get("Product Title")), self.lines[0])

    def say(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.row.get(name)]


@dataclass
class Outcome:
    """What became of a sheet."""

    rows: dict[int, str] = field(default_factory=dict)
    errors: set[tuple[str, int, str]] = field(default_factory=set)
    products_updated: int = 0
    variants_updated: int = 0


class Enricher:
    """One sheet against one brand's products."""

    def __init__(self, products: dict[str, dict[str, Any]], categories: dict[str, str]) -> None:
        self.products = products
        self.before = deepcopy(products)
        self.categories = categories
        self.out = Outcome()
        self.changed: set[tuple[str, int | None]] = set()

    def enrich(self, sheet: list[Row]) -> Outcome:
        """Change the products as the sheet says; its first row is Excel's row 2."""
        rows = [(number, dict(row)) for number, row in enumerate(sheet, start=2) if any(row.values())]
        for number in strays(rows):
            self.out.rows[number] = "failed"
            self.out.errors.add(("row.stray", number, first_filled(rows, number)))
        rows = [(number, row) for number, row in rows if number not in self.out.rows]
        groups = group(rows)
        self.check_rows(groups)
        for each in groups:
            each.failed = self.has_error(each)
        for each in groups:
            self.match(each)
        self.check_matches(groups)
        for each in groups:
            each.failed = each.failed or self.has_error(each)
            for line in each.lines:
                self.out.rows[line.number] = "failed" if each.failed else "unchanged"
        written = [each for each in groups if not each.failed]
        # What a variant inherits is what its product has in the end.
        for each in written:
            self.write_product(each)
        for each in written:
            self.write_variants(each)
        self.out.products_updated = len({handle for handle, variant in self.changed if variant is None})
        self.out.variants_updated = len({pair for pair in self.changed if pair[1] is not None})
        return self.out

    def error(self, code: str, line: Line, name: str) -> None:
        self.out.errors.add((code, line.number, name))

    def has_error(self, each: Group) -> bool:
        bad = {number for _, number, _ in self.out.errors}
        return any(line.number in bad for line in each.lines)

    def check_rows(self, groups: list[Group]) -> None:
        """Find what is wrong with cells, and between the rows of the sheet."""
        lines = [line for each in groups for line in each.lines]
        for each in groups:
            if each.is_repeated:
                self.error("handle.duplicate", each.lines[0], "Product Handle")
        for name in ("SKU", "Barcode"):
            self.check_repeated(lines, name)
        for line in lines:
            self.check_cells(line)
        self.check_groups(groups)

    def check_repeated(self, lines: list[Line], name: str) -> None:
        given = {line: identity(text) for line in lines if (text := line.row.get(name)) and text != CLEAR}
        used = Counter(given.values())
        for line, text in given.items():
            if used[text] > 1:
                self.error(f"{name.lower()}.duplicate", line, name)

    def check_groups(self, groups: list[Group]) -> None:
        for each in groups:
            for name in FOR_PRODUCTS:
                said = each.say(name)
                if len({content(name, line.row[name]) for line in said}) > 1:
                    for line in said:
                        self.error("product.conflicting-values", line, name)

    def check_cells(self, line: Line) -> None:
        row = line.row
        if line.is_variant and line.is_anonymous:
            self.error("value.required", line, "SKU")
        for name in ("SKU", "Product Title"):
            if row.get(name) == CLEAR:
                self.error("clear.not-allowed", line, name)
        for name in NUMBERS:
            text = row.get(name)
            if text and text != CLEAR and number_of(text) == "bad":
                self.error("number.negative" if text.startswith("-") else "number.invalid", line, name)
        category = row.get("Category")
        if category and category != CLEAR and path(category) not in self.categories:
            self.error("category.not-found", line, "Category")
            del row["Category"]  # what is not understood says nothing

    def match(self, each: Group) -> None:
        for line in each.lines:
            if line.is_variant:
                self.find(line)
        if each.handle:
            each.by_handle = self.products.get(key(each.handle))
        found = [line.product for line in each.lines if line.product is not None]
        each.owner = each.by_handle if each.by_handle is not None else (found[0] if found else None)

    def find(self, line: Line) -> None:
        by_sku = by_barcode = None
        for product in self.products.values():
            for variant in product["variants"]:
                if line.sku and variant["sku"] == line.sku:
                    by_sku = product, variant
                if (
                    line.barcode
                    and variant["barcode"]
                    and identity(variant["barcode"]) == identity(line.barcode)
                ):
                    by_barcode = product, variant
        line.verdict = verdict(line, by_sku, by_barcode)
        if line.verdict == "found":
            line.product, line.variant = by_sku or by_barcode  # type: ignore[misc]

    def check_matches(self, groups: list[Group]) -> None:
        """Find what is wrong between the sheet and what is stored; rows that failed are only witnesses."""
        lines = [line for each in groups for line in each.lines]
        uses = Counter(id(line.variant) for line in lines if line.variant is not None)
        pending = [each for each in groups if not each.failed]
        for each in pending:
            self.check_handle(each)
            for line in each.lines:
                self.check_identity(line)
                if line.product is not None and line.product is not each.owner:
                    self.error("variant.other-product", line, line.identifier)
                elif line.variant is not None and uses[id(line.variant)] > 1:
                    self.error("variant.duplicate-row", line, line.identifier)
        self.check_agreement(groups, pending)

    def check_handle(self, each: Group) -> None:
        if not each.handle or each.by_handle is not None:
            return
        if each.owner is None and not each.parent.is_variant:
            self.error("variant.not-found", each.parent, "Product Handle")
        for line in each.lines:
            if each.owner is not None and line.row.get("Product Handle"):
                self.error("variant.other-product", line, "Product Handle")

    def check_identity(self, line: Line) -> None:
        if line.verdict == "missing":
            self.error("variant.not-found", line, line.identifier)
        if line.verdict in ("two", "SKU", "Barcode"):
            for name in ("SKU", "Barcode") if line.verdict == "two" else (line.verdict,):
                self.error("variant.identity-conflict", line, name)

    def check_agreement(self, groups: list[Group], pending: list[Group]) -> None:
        for name in FOR_PRODUCTS:
            for product in self.products.values():
                speaking = [each for each in groups if each.owner is product and each.say(name)]
                said = {content(name, each.say(name)[0].row[name]) for each in speaking}
                for each in speaking:
                    if len(said) > 1 and each in pending:
                        for line in each.say(name):
                            self.error("product.conflicting-values", line, name)

    def handle_of(self, each: Group) -> str:
        return next(name for name, product in self.products.items() if product is each.owner)

    def write_product(self, each: Group) -> None:
        first, handle = each.parent, self.handle_of(each)
        given = {name: each.say(name)[0].row[name] for name in FOR_PRODUCTS if each.say(name)}
        if each.handle:
            given |= {name: text for name, text in first.row.items() if name not in FOR_PRODUCTS}
        if self.put(self.values(given, self.before[handle]), each.owner, self.before[handle]):
            self.out.rows[first.number] = "successful"
            self.changed.add((handle, None))

    def write_variants(self, each: Group) -> None:
        handle = self.handle_of(each)
        for line in each.lines:
            if line.variant is not None and self.write_variant(line, each, handle):
                self.out.rows[line.number] = "successful"

    def write_variant(self, line: Line, each: Group, handle: str) -> bool:
        place = next(n for n, variant in enumerate(each.owner["variants"]) if variant is line.variant)
        stored = self.before[handle]["variants"][place]
        is_child = not each.handle or line is not each.parent
        own = {name: text for name, text in line.row.items() if name not in FOR_PRODUCTS} if is_child else {}
        values = without_inherited(self.values(own, stored), own, stored, each.owner)
        changed = self.put(values, line.variant, stored)
        for name, text in (("sku", line.sku), ("barcode", line.barcode)):
            if text and not stored[name]:
                line.variant[name] = text
                changed = True
        if changed:
            self.changed.add((handle, place))
        return changed

    def put(self, values: dict[str, Any], record: dict[str, Any], stored: dict[str, Any]) -> bool:
        """Write what cells give or empty; return whether any of it differs from what was stored."""
        changed = {name: value for name, value in values.items() if value != stored[name]}
        record.update(changed)
        return bool(changed)

    def values(self, given: Row, stored: dict[str, Any]) -> dict[str, Any]:
        """Return what the fields are afterwards, those that cells speak of."""
        found = {FIELDS[name]: self.value(name, text) for name, text in given.items() if name in FIELDS}
        for name, text in given.items():
            if name in STEPS:
                place = STEPS.index(name)
                others = {step for step in found.get("steps", stored["steps"]) if step[0] != place}
                own = frozenset() if text == CLEAR else items(text)
                found["steps"] = frozenset(others | {(place, facility) for facility in own})
        return found

    def value(self, name: str, text: str) -> Any:
        if text == CLEAR:
            return EMPTY.get(FIELDS[name])
        if name == "Category":
            return self.categories[path(text)]
        return READ.get(name, str)(text)


def without_inherited(
    values: dict[str, Any], own: Row, stored: dict[str, Any], product: dict[str, Any]
) -> dict[str, Any]:
    """Return what a row gives its variant, without what that has from its product anyway."""
    kept = dict(values)
    for whole in WHOLES:
        given = {name: value for name, value in values.items() if name in whole and value}
        has_own = any(stored[name] for name in whole)
        if given and not has_own and all(of_product(name, own, product) == given[name] for name in given):
            for name in given:
                del kept[name]
    return kept


def of_product(name: str, own: Row, product: dict[str, Any]) -> Any:
    """Return what the product has of a field; of its journey, the steps that the row speaks of."""
    if name != "steps":
        return product[name]
    places = {STEPS.index(column) for column, text in own.items() if column in STEPS and text != CLEAR}
    return frozenset(step for step in product["steps"] if step[0] in places)


def identity(text: str) -> str:
    """Return what two spellings of one GTIN share."""
    return text.lstrip("0") if text.isdigit() else text


def verdict(line: Line, by_sku: Any, by_barcode: Any) -> str:
    if by_sku and by_barcode:
        return "found" if by_sku[1] is by_barcode[1] else "two"
    if not by_sku and not by_barcode:
        return "missing" if line.sku or line.barcode else "unknown"
    if by_sku:
        return "Barcode" if line.barcode and by_sku[1]["barcode"] else "found"
    return "SKU" if line.sku and by_barcode[1]["sku"] else "found"


def content(name: str, text: str) -> Any:
    """Return what cells that mean the same have in common."""
    if text == CLEAR:
        return CLEAR
    if name == "Tags":
        return items(text)
    return path(text) if name == "Category" else key(text)


def first_filled(rows: list[tuple[int, Row]], number: int) -> str:
    """Return the column of a row's first cell that holds more than 0, else of its first cell."""
    row = dict(rows)[number]
    columns = ["Product Handle", "Product Title", "SKU", "Barcode", *FOR_PRODUCTS, *FIELDS, *STEPS]
    filled = [name for name in columns if row.get(name)]
    return next((name for name in filled if row[name] != "0"), filled[0])


def group(rows: list[tuple[int, Row]]) -> list[Group]:
    """Return the groups of a sheet; a row above the first handle stands alone."""
    groups: list[Group] = []
    first: dict[str, Group] = {}
    titles = first_titles(rows)
    current: Group | None = None
    for number, row in rows:
        handle = row.get("Product Handle")
        if not handle:
            if current is None:
                groups.append(Group(None, [Line(number, row)]))
            else:
                current.lines.append(Line(number, row))
            continue
        if current is None or current.handle is None or key(current.handle) != key(handle):
            earlier = first.get(key(handle))
            if earlier is None or titles_differ(row.get("Product Title"), titles.get(key(handle))):
                current = Group(handle, [Line(number, row)], is_repeated=earlier is not None)
                groups.append(current)
                first.setdefault(key(handle), current)
                continue
            current = earlier
        current.lines.append(Line(number, row))
    for each in groups:
        if each.handle:
            each.parent.is_variant = not each.parent.is_anonymous
    return groups


def titles_differ(title: str | None, other: str | None) -> bool:
    return bool(title and other and CLEAR not in (title, other) and key(title) != key(other))
