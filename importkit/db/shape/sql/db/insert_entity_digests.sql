-- Tell what the traced products and variants hold that were created, as a digest each, see insert_noted_creations.
-- in: nothing; out: fills entity_digests.
INSERT INTO entity_digests (entity_id, digest)
$digests
SELECT entity_id, bit_xor(hash)
FROM part
GROUP BY entity_id
