-- Gather the distinct $nouns of the products and variants that may commit; the first spelling wins.
-- in: job_id; out: adds to staged_names.
INSERT INTO staged_names (kind, name_key, name, row_number, "position")
SELECT DISTINCT ON (spelled.name_key)
    '$kind', spelled.name_key, spelled.name, spelled.row_number, spelled."position"
FROM (
    $uses
) AS spelled
ORDER BY spelled.name_key, spelled.row_number, spelled."position", spelled.name
