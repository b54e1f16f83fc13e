"""What a corrections workbook is known by: `corrections` writes it, `workbook` reads it."""

from __future__ import annotations

#: The sheet of the rows to correct, and the one that lists what is wrong with them.
PRODUCTS_SHEET, PROBLEMS_SHEET = "Products", "Problems"

#: The document properties that name the job it came from and the mode that it is for.
JOB_ID_PROPERTY, MODE_PROPERTY = "importkit-job-id", "importkit-mode"

#: The labels of both in the first rows of the sheet of problems: programs on the web drop the properties.
JOB_ID_LABEL, MODE_LABEL = "Import job", "Import mode"

#: The columns beside the uploaded ones: the row of the first workbook, and what is wrong. None is imported.
ORIGINAL_ROW, WHAT_TO_FIX = "Original Row", "What to fix"
ADDED_COLUMNS = (ORIGINAL_ROW, WHAT_TO_FIX)
