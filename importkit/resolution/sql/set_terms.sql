-- What the statements ask of the circumstances, with getvariable('terms').
-- in: creates (products are created, not enriched), image_is_gallery (a picture on a later row is the gallery's),
--     identifier_column (where a missing identifier is told)
SET VARIABLE terms = {
    'creates': $creates::BOOLEAN,
    'image_is_gallery': $image_is_gallery::BOOLEAN,
    'identifier_column': $identifier_column::VARCHAR
}
