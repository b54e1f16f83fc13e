-- The names of catalog entities that the products which do not fail use, of the kinds that are compared.
-- in: line, verdict, speaker, sheet, item, attribute, named_column (column_name, kind)
-- out: kind, column, name_key, name and row of its first use, uses
WITH used AS (
    SELECT line.row_number, 'Manufacturer' AS column_name, sheet.manufacturer_key AS name_key, sheet."Manufacturer" AS name
    FROM line
    INNER JOIN speaker ON line.row_number = speaker.manufacturer_row
    INNER JOIN sheet ON line.row_number = sheet.row_number
    UNION ALL
    SELECT item.row_number, item.column_name, item.item_key, item.item_name
    FROM item
    INNER JOIN line ON item.row_number = line.row_number
    LEFT JOIN speaker ON line.group_id = speaker.group_id
    WHERE
        line.role <> 'image'
        AND (item.column_name <> 'Tags' OR item.row_number = speaker.tags_row)
    UNION ALL
    SELECT row_number, name_column, name_key, own_name
    FROM attribute
    WHERE state = 'paired' AND own_name IS NOT NULL AND getvariable('terms').creates
)

SELECT
    named_column.kind,
    arg_min(used.column_name, used.row_number) AS "column",
    used.name_key,
    arg_min(used.name, used.row_number) AS name,
    min(used.row_number) AS row,
    count(*) AS uses
FROM used
INNER JOIN named_column ON used.column_name = named_column.column_name
INNER JOIN line ON used.row_number = line.row_number
INNER JOIN verdict ON line.group_id = verdict.group_id
WHERE verdict.row_status = 'PENDING' AND used.name_key IS NOT NULL
GROUP BY named_column.kind, used.name_key
ORDER BY named_column.kind ASC, uses DESC, row ASC, used.name_key ASC
