-- Every cell that holds a list.
-- in: sheet
-- out: list_cell (row_number, column_name, cell)
CREATE TABLE list_cell AS
SELECT row_number, column_name, cell
FROM (
    UNPIVOT sheet
    ON
        "Tags", "Eco Claims", "Materials Percentages", "Raw Material", "Weaving", "Dyeing/Printing", "Stitching", "Assembly", "Finishing"
    INTO NAME column_name VALUE cell
)
