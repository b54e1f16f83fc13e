"""The columns of the frames that explain a row, and that sum findings up; see `frames`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importkit.findings.findings_frame import SEVERITIES
from importkit.frame_fields import KINDS, LEVELS, TEXT, VALUES, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.frame_fields import Field

#: The frames by their names, and their columns.
EXPLAINED: Mapping[str, dict[str, Field]] = {
    "findings_summary": {
        "code": (TEXT, "The stable code, such as number.negative.", False),
        "severity": (SEVERITIES, "info, warning or error; an error holds its product back.", False),
        "column": (TEXT, "The canonical name, or the header of a column that is not imported.", True),
        "title": (TEXT, "What it is, in a few words.", False),
        "cells": (WHOLE, "How many cells have it.", False),
        "rows": (WHOLE, "How many rows have it.", False),
        "products": (WHOLE, "How many products have it.", False),
        "first": (TEXT, "The address of the first of them; NA when no cell is meant.", True),
        "fix": (TEXT, "How to mend it.", False),
    },
    "explained_cells": {
        "letter": (TEXT, "Excel's letters of the column.", False),
        "cell": (TEXT, "The address, such as C17.", False),
        "header": (TEXT, "The header as the user spelled it.", True),
        "column": (TEXT, "The canonical name; NA for a column that is not imported.", True),
        "stored": (TEXT, "The text of the cell in the workbook.", True),
        "kind": (KINDS, "What the cell is in Excel.", False),
        "read": (TEXT, "What is taken from it; NA where it is not imported or cannot be used.", True),
        "understood": (VALUES, "What it means: a text, or the items of a list.", True),
        "finding": (TEXT, "The code of its worst finding.", True),
        "severity": (SEVERITIES, "How bad that is.", True),
        "message": (TEXT, "What is wrong, in one sentence.", True),
    },
    "explained_refs": {
        "column": (TEXT, "The canonical name.", False),
        "name": (TEXT, "The name as the row has it.", False),
        "kind": (TEXT, "The kind of name, such as material.", False),
        "resolves_to": (TEXT, 'existing, new, mapped or none; "not asked" without a brand.', False),
        "resolved_name": (TEXT, "The name in the catalog.", True),
        "similar_to": (TEXT, "A name like it.", True),
    },
    "explained_values": {
        "level": (LEVELS, "Whose value it is: the product's, or a variant's own.", False),
        "field": (TEXT, "The canonical column.", False),
        "value": (VALUES, "What would be written: a text or a list; [clear] empties the field.", False),
    },
}
