-- image.gallery: pictures on the later variants of a product, where such pictures are its gallery.
-- in: line, sheet; terms image_is_gallery; out: row, column
SELECT line.row_number AS row, 'Image' AS "column"
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
WHERE line.role = 'child' AND getvariable('terms').image_is_gallery AND sheet."Image" IS NOT NULL
ORDER BY line.row_number
