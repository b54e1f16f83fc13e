-- Words in one phrase: "a", "a and b", "a, b and c", "a, b and 12 more".
-- in: words, unnamed (how many more there are, 0 or less for none)
-- out: text
CREATE MACRO join_words(words, unnamed) AS CASE
    WHEN unnamed > 0 THEN array_to_string(words, ', ') || ' and ' || unnamed || ' more'
    WHEN len(words) > 1 THEN array_to_string(words[:-2], ', ') || ' and ' || words[-1]
    ELSE array_to_string(words, '')
END
