-- Every recording, and when it was released.
-- Grain: entity. Units: day numbers. Reads: names, released.
SELECT n.entity, r.silent_until, r.released_from, r.released_to
FROM (SELECT DISTINCT entity FROM names WHERE kind = 'recording') n
LEFT JOIN released r ON r.entity = n.entity
