-- pooled: readings under the entity that their key stood for on that day; ids of one recording share
-- a counter. A key said to be two things on one day is neither on that day.
-- Grain: one observation. Units: as observed. Reads: standing, identities.
WITH periods AS (
  SELECT DISTINCT key, entity,
    COALESCE(from_day, -10000000) AS from_day, COALESCE(to_day, 10000000) AS to_day
  FROM identities
),
contested AS (
  SELECT DISTINCT p.key
  FROM periods p
  JOIN periods q ON q.key = p.key AND q.entity <> p.entity
    AND q.from_day <= p.to_day AND q.to_day >= p.from_day
),
contested_days AS (
  SELECT DISTINCT key, day FROM standing WHERE key IN (SELECT key FROM contested)
),
meanings AS (
  SELECT key, entity, from_day, to_day FROM periods WHERE key NOT IN (SELECT key FROM contested)
  UNION ALL
  SELECT d.key, MIN(p.entity) AS entity, d.day AS from_day, d.day AS to_day
  FROM contested_days d
  JOIN periods p ON p.key = d.key AND d.day BETWEEN p.from_day AND p.to_day
  GROUP BY d.key, d.day
  HAVING COUNT(DISTINCT p.entity) = 1
)
SELECT DISTINCT COALESCE(m.entity, s.key) AS entity, s.key, s.basis, s.metric, s.region, s.day,
  s.low, s.high, s.grade, s.source, s.batch
FROM standing s
LEFT JOIN meanings m ON m.key = s.key AND s.day BETWEEN m.from_day AND m.to_day
