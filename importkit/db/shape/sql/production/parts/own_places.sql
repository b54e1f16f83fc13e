own_$field AS (
    SELECT owned.variant_id, count(DISTINCT owned.$place) AS places
    FROM $variant_table AS owned
    WHERE owned.variant_id IN (SELECT given.variant_id FROM given WHERE given.target = '$field')
    GROUP BY owned.variant_id
),

