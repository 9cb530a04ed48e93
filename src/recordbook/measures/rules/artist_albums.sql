-- The albums of an artist, by main credit: those whose type counts, or may (`album_types`).
-- Grain: artist and release. Reads: credits, facts, names, album_types (value).
SELECT c.artist AS entity, c.item AS part, TRUE AS whole,
  COALESCE(BOOL_AND(f.value IN (SELECT value FROM album_types)), FALSE) AS sure
FROM credits c
JOIN names n ON n.entity = c.item AND n.kind = 'release'
LEFT JOIN facts f ON f.entity = c.item AND f.attribute = 'release type'
WHERE c.role = 'main'
GROUP BY c.artist, c.item
HAVING COUNT(f.value) = 0 OR BOOL_OR(f.value IN (SELECT value FROM album_types))
