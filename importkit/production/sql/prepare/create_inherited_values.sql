-- Make room for what products have of the values that rows give their variants or empty.
-- in: nothing; out: an empty temporary table. `has_own` tells whether the variant has values of its own in the place
-- of the product's, `keeps_own` whether it has any afterwards; `before` is what the product has, `after` what it has
-- once its own rows are written, as texts like those of changes.
CREATE TEMPORARY TABLE inherited_values (
    variant_id uuid NOT NULL,
    target text NOT NULL,
    "position" integer NOT NULL,
    has_own boolean NOT NULL,
    keeps_own boolean NOT NULL,
    before text,
    after text,
    PRIMARY KEY (variant_id, target, "position")
) ON COMMIT DROP
