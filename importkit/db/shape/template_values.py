"""The words that templates of statements have in common: for a level, a list, a record, an entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit import shape
from importkit.shape import BOTH, Form, Level
from importkit.sql_templates import listed, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importkit.shape import Entity, ListField, Record, Reference

#: Every record and list of products and of variants, by the name of its table.
RECORDS = tuple((f"{level}_{record.name}", record, level) for record in shape.RECORDS for level in BOTH)
LISTS = tuple((f"{level}_{one.name}", one, level) for one in shape.LISTS for level in one.levels)

#: The tables of these, with the seed of a row's hash in a digest.
SEEDS = (
    *((table, str(record.seeds[level]), level) for table, record, level in RECORDS),
    *((table, str(one.seeds[level]), level) for table, one, level in LISTS),
)

#: What products and variants hold themselves, as a digest takes it: who wrote it, and when, is apart.
OWN_COLUMNS = {
    "product_columns": (
        "owned.brand_id, owned.product_handle, owned.handle_key, owned.name, owned.description, "
        "owned.image_path,\n"
        "owned.manufacturer_id, owned.category_id, owned.season_id, owned.status"
    ),
    "variant_columns": (
        "owned.brand_id, owned.product_id, owned.barcode, owned.barcode_key, owned.sku, owned.name,\n"
        "owned.description, owned.image_path"
    ),
}

#: What becomes of items that a mapping makes the same.
_MERGING = {
    Form.NAMES: "Names that a mapping makes the same count once.",
    Form.AMOUNTS: "Names that a mapping makes the same add up.",
    Form.PLACES: "Names that a mapping makes the same count once.",
}


def nouns(plural: str) -> str:
    """Return a plural as a sentence has it."""
    return plural.replace("_", " ")


def level_words(level: Level) -> dict[str, str]:
    """Return the words for whose values a statement is about."""
    is_product = level is Level.PRODUCT
    staging_ids = ("staging_product_id",) if is_product else ("staging_product_id", "staging_variant_id")
    ids = ("product_id",) if is_product else ("product_id", "variant_id")
    columns = (*staging_ids, "row_number", *ids)
    return {
        "level": level,
        "levels": f"{level}s",
        "owner_id": f"{level}_id",
        "staging_owner_id": f"staging_{level}_id",
        "staging_owners": "staging_products" if is_product else "staging_product_variants",
        "matched": f"matched_{level}s",
        "product": "matched" if is_product else "owner",
        "join_owner": "" if is_product else _JOIN_OWNER,
        "is_of_level": "IS NULL" if is_product else "IS NOT NULL",
        "change_columns": listed(columns),
        "matched_columns": ",\n".join(f"matched.{column}" for column in columns),
    }


_JOIN_OWNER = "INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id"


def entity_words(entity: Entity) -> dict[str, str]:
    """Return the words for a kind of names."""
    noun = entity.kind.noun
    return {
        "kind": entity.kind,
        "noun": noun,
        "a_noun": f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}",
        "nouns": entity.kind.plural,
        "entity_table": entity.table,
    }


def list_words(field: ListField, level: Level) -> dict[str, str]:
    """Return the words for a list of one level."""
    at = [name for name in (field.place, field.label) if name]
    amount = field.amount.name if field.amount else ""
    amounts = [amount] if amount else []
    first = [*(f"staged.{name}" for name in at), "name.entity_id"]
    return {
        **level_words(level),
        **entity_words(field.entity),
        "field": field.name,
        "nouns": nouns(field.name),
        "table": f"{level}_{field.name}",
        "product_table": f"product_{field.name}",
        "variant_table": f"variant_{field.name}",
        "staging": f"staging_{level}_{field.name}",
        "entity_id": field.id_name,
        "columns": listed([*at, field.id_name, *amounts]),
        "values": listed([*first, *(f"staged.{one}" for one in amounts)]),
        "merged_values": listed([*first, *(f"sum(staged.{one})" for one in amounts)]),
        "merging": _MERGING[field.form],
        "amount": amount,
        "place": field.place or "",
        "label": field.label or "",
        "place_field": field.place_field,
        "number_at": str(len(field.place_field) + 1),
    }


def record_words(record: Record, level: Level) -> dict[str, str]:
    """Return the words for a record of one level."""
    names = [value.name for value in record.values]
    fields = record.fields
    return {
        **level_words(level),
        "record": record.name,
        "table": f"{level}_{record.name}",
        "staging": f"staging_{level}_{record.name}",
        "columns": listed(names),
        "staged_columns": listed(f"staged.{name}" for name in names),
        "set_columns": listed(f"{name} = excluded.{name}" for name in names),
        "owned_columns": listed(f"owned.{name}" for name in names),
        "excluded_columns": listed(f"excluded.{name}" for name in names),
        "is_field": f"= '{fields[0]}'" if len(fields) == 1 else f"IN ({texts(fields)})",
        "without_values": "\n".join(f"AND owned.{name} IS NULL" for name in names),
    }


def names(fields: Iterable[ListField | Reference]) -> str:
    """Return the names of fields as a list of SQL texts."""
    return texts(one.name for one in fields)


def referring_words(target: str) -> dict[str, str]:
    """Return the words for the fields that refer to names of the catalog; those of places begin alike.

    Args:
        target: The column that holds the field.
    """
    whole = [one for one in shape.LISTS if not one.place]
    placed = (f"OR starts_with({target}, '{one.place_field}')" for one in shape.lists_of(Form.PLACES))
    return {"referring": names([*shape.REFERENCES, *whole]), "or_place": "\n".join(placed)}
