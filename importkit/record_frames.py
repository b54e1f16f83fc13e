"""The columns of the frames of lists of records, such as imports, rows and members; see `frames`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.findings.findings_frame import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT, _WHOLE, _MOMENT = "str", "Int64", "datetime64[us, UTC]"

#: A column of a frame: dtype, what it says, and whether it may be missing.
_Field = tuple[Any, str, bool]

#: The frames by their names, and their columns.
RECORDS: Mapping[str, dict[str, _Field]] = {
    "recent_imports": {
        "job_id": (_TEXT, "The job, as calls take it.", False),
        "file": (_TEXT, "The name of the workbook.", False),
        "mode": (_TEXT, "CREATE or ENRICH.", False),
        "outcome": (_TEXT, "What became of it, such as partly_imported.", False),
        "created_by": (_TEXT, "Who imported it.", True),
        "created_at": (_MOMENT, "When it was asked for.", False),
        "finished_at": (_MOMENT, "When it ended; NA while it has not.", True),
        **{
            name: (_WHOLE, f"How many {name.replace('_', ' ')}; NA until it has ended.", True)
            for name in (
                "products_created",
                "products_updated",
                "products_unchanged",
                "failed_products",
                "failed_rows",
            )
        },
        "superseded_by": (_TEXT, "The job that took its failures over.", True),
        "error": (_TEXT, "What went wrong, when the system failed.", True),
    },
    "preview": {
        "row": (_WHOLE, "Excel's row number.", False),
        "product_handle": (_TEXT, "The product's handle.", True),
        "title": (_TEXT, "The variant's own title, else its product's.", True),
        "sku": (_TEXT, "The variant's SKU.", True),
        "barcode": (_TEXT, "The variant's barcode.", True),
        "status": (_TEXT, "Where the row stands, such as COMMITTED or FAILED.", False),
        "outcome": (_TEXT, "What became of it, such as created or held_back; NA while it waits.", True),
        "errors": (_WHOLE, "How many errors it has of its own.", False),
        "message": (_TEXT, "The first of them, with its cell.", True),
    },
    "members": {
        "email": (_TEXT, "Whose address it is.", False),
        "role": (_TEXT, "owner, member or viewer.", False),
    },
    "drafts": {
        "draft_id": (_TEXT, "The draft, as kit.open_draft takes it.", False),
        "file": (_TEXT, "The name of the workbook.", False),
        "mode": (_TEXT, "CREATE or ENRICH; NA for the workbook's own, else CREATE.", True),
        "sheet": (_TEXT, "The sheet that was chosen; NA for the one that an import takes.", True),
        "source_job_id": (_TEXT, "The job whose failed rows it holds.", True),
        "created_by": (_TEXT, "Who made it.", True),
        "created_at": (_MOMENT, "When it was made.", False),
        "touched_at": (_MOMENT, "When it was last looked at or changed.", False),
    },
    "edits": {
        "cell": (_TEXT, "The address.", False),
        "row": (_WHOLE, "Excel's row number.", False),
        "letter": (_TEXT, "The column.", False),
        "before": (_TEXT, "What the sheet held that was uploaded; NA for a blank cell.", True),
        "after": (_TEXT, "What it was given; NA for a blank cell.", True),
        "made_by": (_TEXT, "Who gave it that.", True),
        "made_at": (_MOMENT, "When.", False),
    },
    "duplicates": {
        "cluster": (_WHOLE, "Names with one number look alike.", False),
        "kind": (_TEXT, "The kind of name, such as material.", False),
        "attribute": (_TEXT, "The attribute of a value.", True),
        "name": (_TEXT, "The name; of each cluster the most used one first.", False),
        "products": (_WHOLE, "How many products have it.", False),
        "variants": (_WHOLE, "How many variants have it of their own.", False),
    },
    "finding_codes": {
        "code": (_TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error; an error holds its product back.", False),
        "title": (_TEXT, "What it is, in a few words.", False),
        "why": (_TEXT, "Why it matters.", False),
        "fix": (_TEXT, "How to mend it.", False),
        "example": (_TEXT, "A cell that has it, and the same cell mended.", False),
        "fix_kind": (_TEXT, "safe (check.fix() mends it), suggested, or none.", False),
        "documentation": (_TEXT, "The page that explains it.", False),
    },
}
