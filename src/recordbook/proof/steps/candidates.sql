-- Everything of one kind that the catalogue names: the universe a claim ranges over.
-- Grain: entity. Reads: names, released.
SELECT n.entity, r.silent_until, r.released_from, r.released_to
FROM (SELECT DISTINCT entity FROM names WHERE kind = $kind) n
LEFT JOIN released r ON r.entity = n.entity
