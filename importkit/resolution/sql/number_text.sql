-- A number's text such that equal numbers have equal text: 12.5 and 12.50.
-- in: text; out: text, the given one where it is no number
CREATE MACRO number_text(given) AS coalesce(try_cast(given AS DECIMAL(24, 6))::VARCHAR, given)
