-- Everything of one kind that the catalogue names: the universe a claim ranges over.
-- A key that stands for something else is no thing of its own.
-- Grain: entity. Reads: names, identities, released.
SELECT n.entity, r.silent_until, r.released_from, r.released_to
FROM (
  SELECT DISTINCT entity
  FROM names
  WHERE kind = $kind AND entity NOT IN (
    SELECT key FROM identities WHERE entity <> key)
) n
LEFT JOIN released r ON r.entity = n.entity
