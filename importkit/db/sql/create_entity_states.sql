-- Make room for the values of changed products and variants at a moment: "before" and "after" an import wrote
-- them, "now" when it is taken back.
-- in: nothing; out: an empty temporary table. `state` holds every value that an import can change, by the name of its field, with the ids of
-- what it refers to; what is blank is left out.
CREATE TEMPORARY TABLE entity_states (
    entity_id uuid NOT NULL,
    moment text NOT NULL,
    state jsonb NOT NULL,
    PRIMARY KEY (entity_id, moment)
) ON COMMIT DROP
