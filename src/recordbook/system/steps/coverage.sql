-- How many things of each kind the catalogue names, and of how many anything was ever observed.
-- Grain: kind. Reads: names, identities, observations.
WITH own AS (
  SELECT DISTINCT kind, entity
  FROM names
  WHERE entity NOT IN (SELECT key FROM identities WHERE entity <> key)
),
seen AS (
  SELECT DISTINCT COALESCE(i.entity, o.key) AS entity
  FROM (SELECT DISTINCT key FROM observations) o
  LEFT JOIN identities i ON i.key = o.key
)
SELECT o.kind, COUNT(*) AS named, COUNT(s.entity) AS read
FROM own o
LEFT JOIN seen s ON s.entity = o.entity
GROUP BY o.kind
