-- pooled: readings under the entity that their key stood for on that day; ids of one recording share
-- a counter. A key said to be two things on one day is neither.
-- Grain: one observation. Units: as observed. Reads: standing, identities.
WITH periods AS (
  SELECT DISTINCT key, entity,
    COALESCE(from_day, -10000000) AS from_day, COALESCE(to_day, 10000000) AS to_day
  FROM identities
),
clear AS (
  SELECT p.*
  FROM periods p
  WHERE NOT EXISTS (
    SELECT 1
    FROM periods q
    WHERE q.key = p.key AND q.entity <> p.entity
      AND q.from_day <= p.to_day AND q.to_day >= p.from_day
  )
)
SELECT DISTINCT COALESCE(c.entity, s.key) AS entity, s.key, s.basis, s.metric, s.region, s.day,
  s.low, s.high, s.grade, s.source, s.batch
FROM standing s
LEFT JOIN clear c ON c.key = s.key AND s.day BETWEEN c.from_day AND c.to_day
