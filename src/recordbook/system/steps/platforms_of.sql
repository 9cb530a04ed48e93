-- How much each platform says of some entities, under all keys that ever stood for them, corrections not
-- applied. Grain: platform. Reads: observations, identities, wanted (entity).
WITH keys AS (
  SELECT w.entity AS key FROM wanted w
  UNION
  SELECT i.key FROM identities i JOIN wanted w ON w.entity = i.entity
)
SELECT o.platform, COUNT(*) AS figures
FROM observations o
JOIN keys k ON k.key = o.key
GROUP BY o.platform
