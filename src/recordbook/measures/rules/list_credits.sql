-- Who is credited on what, under what keys stand for where that never changes.
-- `named`: the artist has a name in this book, so that whoever has another name is not it.
-- Grain: item, artist and role. Reads: credits, identities, names.
WITH meant AS (
  SELECT key, MIN(entity) AS entity
  FROM identities
  WHERE from_day IS NULL AND to_day IS NULL
  GROUP BY key
  HAVING COUNT(DISTINCT entity) = 1
)
SELECT DISTINCT c.item, COALESCE(m.entity, c.artist) AS artist, c.role,
  n.entity IS NOT NULL AS named
FROM credits c
LEFT JOIN meant m ON m.key = c.artist
LEFT JOIN (SELECT DISTINCT entity FROM names) n ON n.entity = COALESCE(m.entity, c.artist)
WHERE c.role IN ('main', 'featured')
