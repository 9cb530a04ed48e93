-- Who is credited on what, under what keys stand for where that never changes.
-- Grain: item, artist and role. Reads: credits, identities.
WITH meant AS (
  SELECT key, MIN(entity) AS entity
  FROM identities
  WHERE from_day IS NULL AND to_day IS NULL
  GROUP BY key
  HAVING COUNT(DISTINCT entity) = 1
)
SELECT DISTINCT c.item, COALESCE(m.entity, c.artist) AS artist, c.role
FROM credits c
LEFT JOIN meant m ON m.key = c.artist
WHERE c.role IN ('main', 'featured')
