-- Read the names that the catalog lacks, with the cell that uses each first.
-- in: nothing; out: a row per name, in the order of the sheet. A value under two spellings of one attribute is
-- one name: kind, attribute and name_key tell names apart.
SELECT new.kind, new.name, new.row_number, new."position", new.attribute, new.name_key
FROM (
    SELECT DISTINCT ON (kind, coalesce(CAST(attribute_id AS text), attribute_key), name_key)
        kind,
        coalesce(CAST(attribute_id AS text), attribute_key) AS attribute,
        name,
        name_key,
        row_number,
        "position"
    FROM staged_names
    WHERE entity_id IS NULL
    ORDER BY kind, coalesce(CAST(attribute_id AS text), attribute_key), name_key, row_number, "position"
) AS new
ORDER BY new.row_number, new."position", new.kind, new.name_key
