"""The columns of the frames of lists of records, such as imports, rows and members; see `frames`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.findings.findings_frame import SEVERITIES
from importkit.frame_fields import MOMENT, ROW, TEXT, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.frame_fields import Field

#: The frames by their names, and their columns.
RECORDS: Mapping[str, dict[str, Field]] = {
    "recent_imports": {
        "job_id": (TEXT, "The job, as calls take it.", False),
        "file": (TEXT, "The name of the workbook.", False),
        "mode": (TEXT, "CREATE or ENRICH.", False),
        "outcome": (TEXT, "What became of it, such as partly_imported.", False),
        "created_by": (TEXT, "Who imported it.", True),
        "created_at": (MOMENT, "When it was asked for.", False),
        "finished_at": (MOMENT, "When it ended; NA while it has not.", True),
        **{
            name: (WHOLE, f"How many {name.replace('_', ' ')}; NA until it has ended.", True)
            for name in (
                "products_created",
                "products_updated",
                "products_unchanged",
                "failed_products",
                "failed_rows",
            )
        },
        "superseded_by": (TEXT, "The job that took its failures over.", True),
        "error": (TEXT, "What went wrong, when the system failed.", True),
    },
    "preview": {
        "row": ROW,
        "product_handle": (TEXT, "The product's handle.", True),
        "title": (TEXT, "The variant's own title, else its product's.", True),
        "sku": (TEXT, "The variant's SKU.", True),
        "barcode": (TEXT, "The variant's barcode.", True),
        "status": (TEXT, "Where the row stands, such as COMMITTED or FAILED.", False),
        "outcome": (TEXT, "What became of it, such as created or held_back; NA while it waits.", True),
        "errors": (WHOLE, "How many errors it has of its own.", False),
        "message": (TEXT, "The first of them, with its cell.", True),
    },
    "members": {
        "email": (TEXT, "Whose address it is.", False),
        "role": (TEXT, "owner, member or viewer.", False),
    },
    "drafts": {
        "draft_id": (TEXT, "The draft, as kit.open_draft takes it.", False),
        "file": (TEXT, "The name of the workbook.", False),
        "mode": (TEXT, "CREATE or ENRICH; NA for the workbook's own, else CREATE.", True),
        "sheet": (TEXT, "The sheet that was chosen; NA for the one that an import takes.", True),
        "source_job_id": (TEXT, "The job whose failed rows it holds.", True),
        "created_by": (TEXT, "Who made it.", True),
        "created_at": (MOMENT, "When it was made.", False),
        "touched_at": (MOMENT, "When it was last looked at or changed.", False),
    },
    "edits": {
        "cell": (TEXT, "The address.", False),
        "row": ROW,
        "letter": (TEXT, "The column.", False),
        "before": (TEXT, "What the sheet held that was uploaded; NA for a blank cell.", True),
        "after": (TEXT, "What it was given; NA for a blank cell.", True),
        "made_by": (TEXT, "Who gave it that.", True),
        "made_at": (MOMENT, "When.", False),
    },
    "catalog_entries": {
        "kind": (TEXT, "The kind of name, such as material.", False),
        "attribute": (TEXT, "The attribute of a value.", True),
        "name": (TEXT, "The name.", False),
        "products": (WHOLE, "How many products have it.", False),
        "variants": (WHOLE, "How many variants have it of their own.", False),
    },
    "catalog_mappings": {
        "kind": (TEXT, "The kind of name, such as material.", False),
        "attribute": (TEXT, "The attribute of a value.", True),
        "raw_name": (TEXT, "The spelling, as sheets have it.", False),
        "name": (TEXT, "The name that it stands for; NA where that is gone.", True),
        "created_by": (TEXT, "Who said so.", True),
    },
    "undo_items": {
        "kind": (TEXT, "product, variant, or a kind of name.", False),
        "product_handle": (TEXT, "The product's handle.", True),
        "sku": (TEXT, "The variant's SKU.", True),
        "barcode": (TEXT, "The variant's barcode.", True),
        "name": (TEXT, "The name, where it is one that stays.", True),
        "field": (TEXT, "The column of a value; NA where the thing itself stays.", True),
        "reason": (TEXT, "Why it stays.", False),
    },
    "duplicates": {
        "cluster": (WHOLE, "Names with one number look alike.", False),
        "kind": (TEXT, "The kind of name, such as material.", False),
        "attribute": (TEXT, "The attribute of a value.", True),
        "name": (TEXT, "The name; of each cluster the most used one first.", False),
        "products": (WHOLE, "How many products have it.", False),
        "variants": (WHOLE, "How many variants have it of their own.", False),
    },
    "finding_codes": {
        "code": (TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error; an error holds its product back.", False),
        "title": (TEXT, "What it is, in a few words.", False),
        "why": (TEXT, "Why it matters.", False),
        "fix": (TEXT, "How to mend it.", False),
        "example": (TEXT, "A cell that has it, and the same cell mended.", False),
        "fix_kind": (TEXT, "safe (check.fix() mends it), suggested, or none.", False),
        "documentation": (TEXT, "The page that explains it.", False),
    },
}
