UNION ALL
SELECT owned.$owner_id, created.kind, hash_record_extended(owned, $seed)
FROM created
INNER JOIN $table AS owned ON owned.$owner_id = created.entity_id
WHERE created.kind = '$level'
