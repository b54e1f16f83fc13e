"""A plain Python importer: one dictionary per product, one loop per row, nothing set-based.

It knows the rules of CREATE and nothing of importkit. What it makes of a sheet must equal what the real
way through Pandera, DuckDB and Postgres leaves in production.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Row = dict[str, str]

STEPS = ("Raw Material", "Weaving", "Dyeing/Printing", "Stitching", "Assembly", "Finishing")
OWN = ("Manufacturer", "Category", "Season")
RECORDS = ("carbon", "water", "weight", "materials", "claims", "steps")


def key(text: str) -> str:
    return " ".join(text.split()).casefold()


def path(text: str) -> str:
    return " > ".join(key(part) for part in text.split(">"))


#: First texts of a line of totals.
TOTALS = ("total", "subtotal", "sum", "grand total")


@dataclass
class Group:
    handle: str | None
    rows: list[tuple[int, Row]] = field(default_factory=list)
    failed: bool = False

    @property
    def parent(self) -> tuple[int, Row]:
        """Return the first row with the handle and a title, else the first row."""
        own = [(number, row) for number, row in self.rows if row.get("Product Handle")]
        return next(((number, row) for number, row in own if row.get("Product Title")), self.rows[0])

    @property
    def names(self) -> dict[int, str | None]:
        """Return the attribute name of each place: the parent's, else the one that all rows agree on."""
        found: dict[int, str | None] = {}
        for place in (1, 2, 3):
            given = [name for _, row in self.rows if (name := row.get(f"Attribute {place}"))]
            agreed = given[0] if len({key(name) for name in given}) == 1 else None
            found[place] = self.parent[1].get(f"Attribute {place}") or agreed
        return found


@dataclass
class Catalog:
    """What one brand has: products by handle key."""

    categories: dict[str, str]
    products: dict[str, dict[str, Any]] = field(default_factory=dict)

    def create(self, sheet: list[Row]) -> dict[int, str]:
        """Import a sheet whose first row is Excel's row 2; return what became of each row."""
        rows = [(number, row) for number, row in enumerate(sheet, start=2) if any(row.values())]
        stray = strays(rows)
        outcomes: dict[int, str] = dict.fromkeys(stray, "failed")
        rows = [(number, row) for number, row in rows if number not in stray]
        groups = group(rows)
        repeated = repeated_identifiers(rows)
        for each in groups:
            failed = each.failed or any(self.is_bad(each, number, row, repeated) for number, row in each.rows)
            written = None if failed else self.write(each)
            for number, _ in each.rows:
                outcomes[number] = "failed" if written is None else written[number]
        return outcomes

    def is_bad(self, each: Group, number: int, row: Row, repeated: set[int]) -> bool:
        parent = each.parent[1]
        is_parent = number == each.parent[0]
        creates = each.handle is None or key(each.handle) not in self.products
        return (
            number in repeated
            or not (row.get("SKU") or row.get("Barcode"))
            or (is_parent and creates and not row.get("Product Title"))
            or any(
                number_of(row.get(name)) == "bad"
                for name in ("Kilograms CO2", "Liters Water Used", "Grams Weight")
            )
            or bool(row.get("Category") and path(row["Category"]) not in self.categories)
            or (not is_parent and looks_like_a_product(row, parent))
            or attributes(row, each.names) == "bad"
        )

    def write(self, each: Group) -> dict[int, str] | None:
        """Write a group and return each row's outcome; None when it conflicts with what is there."""
        assert each.handle is not None
        known = self.products.get(key(each.handle))
        given = self.read(each, known)
        targets = [self.target(variant, known) for variant in given["variants"]]
        if "taken" in targets or (known is not None and conflicts(given, targets, known)):
            return None
        product = known if known is not None else {**given, "variants": []}
        outcomes = {}
        for (number, _), variant, target in zip(each.rows, given["variants"], targets, strict=True):
            if target is None:
                product["variants"].append(variant)
            outcomes[number] = "successful" if target is None else "unchanged"
        if known is None:
            outcomes[each.parent[0]] = "successful"
            self.products[key(each.handle)] = product
        return outcomes

    def target(self, variant: dict[str, Any], known: dict[str, Any] | None) -> Any:
        """Return the stored variant with one of these identifiers, None for a new one, "taken" elsewhere."""
        found = None
        for product in self.products.values():
            for stored in product["variants"]:
                if same(variant["sku"], stored["sku"]) or same(variant["barcode"], stored["barcode"]):
                    if product is not known:
                        return "taken"
                    if found is not None and found is not stored:
                        return "two"
                    found = stored
        return found

    def read(self, each: Group, known: dict[str, Any] | None) -> dict[str, Any]:
        parent = each.parent[1]
        own = values(parent)
        product = {
            "name": parent.get("Product Title"),
            "description": parent.get("Description"),
            "image": parent.get("Image"),
            "manufacturer": key(parent.get("Manufacturer") or ""),
            "season": key(parent.get("Season") or ""),
            "category": self.categories.get(path(parent.get("Category") or "")),
            "tags": items(parent.get("Tags")),
            **own,
        }
        shown = product if known is None else {name: value or known[name] for name, value in product.items()}
        product["variants"] = [variant_of(row, each, shown) for _, row in each.rows]
        return product


def strays(rows: list[tuple[int, Row]]) -> set[int]:
    """Return the rows beside the products: notes, totals, zeros."""
    found: set[int] = set()
    last_handle = max(
        (number for number, row in rows if row.get("Product Handle") and not is_zero(row)), default=0
    )
    above, has_product, has_gap = 0, False, False
    for number, row in rows:
        has_gap = has_gap or number > above + 1
        above = number
        if names_something(row):
            has_product, has_gap = True, False
            continue
        filled = [text for text in row.values() if text and text != "0"]
        is_total = (row.get("Product Title") or "").rstrip(":").casefold() in TOTALS
        is_below = has_product and has_gap and number > last_handle
        if len(filled) <= 1 or is_total or is_below:
            found.add(number)
    return found


def names_something(row: Row) -> bool:
    """Return whether a row names a product or a variant."""
    telling = ("Product Handle", "SKU", "Barcode", *(f"Attribute Value {place}" for place in (1, 2, 3)))
    return any(row.get(name) for name in telling) and not is_zero(row)


def is_zero(row: Row) -> bool:
    return {text for text in row.values() if text} == {"0"}


def first_titles(rows: list[tuple[int, Row]]) -> dict[str, str]:
    """Return the first title that stands beside each handle."""
    titles: dict[str, str] = {}
    for _, row in rows:
        handle, title = row.get("Product Handle"), row.get("Product Title")
        if handle and title:
            titles.setdefault(key(handle), title)
    return titles


def group(rows: list[tuple[int, Row]]) -> list[Group]:
    groups: list[Group] = []
    first: dict[str, Group] = {}
    titles = first_titles(rows)
    current: Group | None = None
    for number, row in rows:
        handle = row.get("Product Handle")
        if not handle:
            if current is None:
                groups.append(Group(None, [(number, row)], failed=True))
                continue
        elif current is None or current.handle is None or key(current.handle) != key(handle):
            earlier = first.get(key(handle))
            title = row.get("Product Title")
            if earlier is not None and not (title and title != titles[key(handle)]):
                current = earlier
            else:
                current = Group(handle, failed=earlier is not None)
                groups.append(current)
                first.setdefault(key(handle), current)
        current.rows.append((number, row))
    return groups


def repeated_identifiers(rows: list[tuple[int, Row]]) -> set[int]:
    bad: set[int] = set()
    for name in ("SKU", "Barcode"):
        count = Counter(row[name] for _, row in rows if row.get(name))
        bad |= {number for number, row in rows if row.get(name) and count[row[name]] > 1}
    return bad


def looks_like_a_product(row: Row, parent: Row) -> bool:
    title = row.get("Product Title")
    if not title or title == parent.get("Product Title"):
        return False
    return any(row.get(name) and path(row[name]) != path(parent.get(name) or "") for name in OWN)


def attributes(row: Row, names: dict[int, str | None]) -> Any:
    found = []
    for place in (1, 2, 3):
        value = row.get(f"Attribute Value {place}")
        name = row.get(f"Attribute {place}") or (names[place] if value else None)
        if not name and not value:
            continue
        if not name or not value:
            return "bad"
        found.append((key(name), key(value)))
    given = [name for name, _ in found]
    return "bad" if len(set(given)) < len(given) else found


def number_of(text: str | None) -> Any:
    if not text:
        return None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return "bad"
    return "bad" if number < 0 else number


def items(text: str | None) -> frozenset[str]:
    return frozenset(key(item) for item in (text or "").split(";") if item.strip())


def materials(text: str | None) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for item in (text or "").split("|"):
        if item.strip():
            name, percent = item.rsplit(":", 1)
            found[key(name)] = Decimal(percent.strip().rstrip("%"))
    return found


def values(row: Row) -> dict[str, Any]:
    return {
        "carbon": number_of(row.get("Kilograms CO2")),
        "water": number_of(row.get("Liters Water Used")),
        "weight": number_of(row.get("Grams Weight")),
        "materials": materials(row.get("Materials Percentages")),
        "claims": items(row.get("Eco Claims")),
        "steps": frozenset(
            (place, name) for place, step in enumerate(STEPS) for name in items(row.get(step))
        ),
    }


def variant_of(row: Row, each: Group, product: dict[str, Any]) -> dict[str, Any]:
    """Return a variant; a child's value that equals the product's is no value of its own."""
    variant = {
        "sku": row.get("SKU"),
        "barcode": row.get("Barcode"),
        "attributes": attributes(row, each.names),
    }
    own = dict.fromkeys(("name", "description", "image")) | {name: empty(name) for name in RECORDS}
    if row is not each.parent[1]:
        given = values(row) | {
            "name": row.get("Product Title"),
            "description": row.get("Description"),
            "image": row.get("Image"),
        }
        own = {name: empty(name) if agrees(name, value, product) else value for name, value in given.items()}
        # The two environment values are one record: it replaces the product's as a whole.
        if own["carbon"] is not None or own["water"] is not None:
            own["carbon"], own["water"] = given["carbon"], given["water"]
    return variant | own


def empty(name: str) -> Any:
    return {"materials": {}, "claims": frozenset(), "steps": frozenset()}.get(name)


def agrees(name: str, value: Any, stored: dict[str, Any]) -> bool:
    """Return whether a value is what is stored; of the journey only the steps that are given count."""
    if name == "steps":
        places = {place for place, _ in value}
        return bool(value == {step for step in stored[name] if step[0] in places})
    return bool(value == stored[name])


def same(one: str | None, other: str | None) -> bool:
    return bool(one) and one == other


def conflicts(given: dict[str, Any], targets: list[Any], known: dict[str, Any]) -> bool:
    fields = [name for name in given if name not in ("variants", "carbon", "water")]
    if any(given[name] and not agrees(name, given[name], known) for name in fields):
        return True
    if any(given[name] is not None and given[name] != known[name] for name in ("carbon", "water")):
        return True
    pairs = zip(given["variants"], targets, strict=True)
    return any(
        target == "two" or (target is not None and differs(variant, target)) for variant, target in pairs
    )


def differs(variant: dict[str, Any], stored: dict[str, Any]) -> bool:
    if any(variant[name] and variant[name] != stored[name] for name in ("sku", "barcode")):
        return True
    if variant["attributes"] and sorted(variant["attributes"]) != sorted(stored["attributes"]):
        return True
    plain = ("name", "description", "image", *RECORDS)
    return any(
        variant[name] not in (None, {}, frozenset()) and not agrees(name, variant[name], stored)
        for name in plain
    )
