-- The albums of an artist, by main credit: those whose type counts, or may (`album_types`). Where
-- only those count that are out, one that may not be out yet is not sure.
-- Grain: artist and release. Units: day numbers. Reads: credits, facts, names, released, album_types (value).
SELECT c.artist AS entity, c.item AS part, TRUE AS whole,
  COALESCE(BOOL_AND(f.value IN (SELECT value FROM album_types)), FALSE)
    AND ($unreleased OR COALESCE(BOOL_AND(r.released_to <= $as_of), FALSE)) AS sure
FROM credits c
JOIN names n ON n.entity = c.item AND n.kind = 'release'
LEFT JOIN facts f ON f.entity = c.item AND f.attribute = 'release type'
LEFT JOIN released r ON r.entity = c.item
WHERE c.role = 'main' AND ($unreleased OR COALESCE(r.silent_until < $as_of, TRUE))
GROUP BY c.artist, c.item
HAVING COUNT(f.value) = 0 OR BOOL_OR(f.value IN (SELECT value FROM album_types))
