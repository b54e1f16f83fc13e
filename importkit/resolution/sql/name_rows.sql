-- Words for the other rows of a set: "row 7 and row 9", at most five of them, then "and 12 more".
-- in: rows (the first six of the set, ascending), own (the row that speaks), total (size of the set)
-- out: text
CREATE MACRO name_rows(rows, own, total) AS
join_words(list_transform(list_filter(rows, lambda r: r <> own)[1:5], lambda r: 'row ' || r), total - 6)
