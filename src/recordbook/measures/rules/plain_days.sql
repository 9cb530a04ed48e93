-- The days whose readings say where a steady counter stood: the as-of day, or the nearest around it,
-- and those asked for.
-- Grain: entity and day. Reads: wanted_days (entity, day), plain (key, entity), nearest.
SELECT DISTINCT key, entity, day
FROM (
  SELECT p.key, p.entity, COALESCE(n.low_day, $as_of) AS day
  FROM plain p JOIN wanted_days w ON w.entity = p.entity LEFT JOIN nearest n ON n.key = p.key
  UNION ALL
  SELECT p.key, p.entity, COALESCE(n.high_day, $as_of) AS day
  FROM plain p JOIN wanted_days w ON w.entity = p.entity LEFT JOIN nearest n ON n.key = p.key
  UNION ALL
  SELECT p.key, p.entity, w.day
  FROM plain p JOIN wanted_days w ON w.entity = p.entity
  WHERE w.day IS NOT NULL
) d
