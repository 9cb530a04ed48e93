-- The counters that nothing but steady totals speaks of: one key, for ever the same, never corrected,
-- neither a release nor part of one with figures of its own, first read after their release.
-- Grain: entity. Reads: heads, identities, tracks, corrections, released.
WITH known AS (
  SELECT h.key, COALESCE(i.entity, h.key) AS entity, h.first_day,
    h.steady AND i.from_day IS NULL AND i.to_day IS NULL AS simple
  FROM (SELECT * FROM heads WHERE platform = $platform) h
  LEFT JOIN (SELECT DISTINCT key, entity, from_day, to_day FROM identities) i ON i.key = h.key
),
single AS (
  SELECT entity, MIN(key) AS key, MIN(first_day) AS first_day
  FROM known
  GROUP BY entity
  HAVING COUNT(*) = 1 AND BOOL_AND(simple)
),
shared AS (
  SELECT key FROM known GROUP BY key HAVING COUNT(*) > 1
)
SELECT s.key, s.entity
FROM single s
LEFT JOIN released r ON r.entity = s.entity
WHERE (r.silent_until IS NULL OR r.silent_until < s.first_day)
  AND s.key NOT IN (SELECT key FROM shared)
  AND s.entity NOT IN (SELECT release FROM tracks)
  AND s.entity NOT IN (
    SELECT t.recording FROM tracks t JOIN known k ON k.entity = t.release)
  AND s.key NOT IN (SELECT key FROM corrections WHERE key IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1 FROM corrections
    WHERE key IS NULL AND entity IS NULL AND attribute IS NULL AND value IS NULL
      AND COALESCE(table_name, 'observations') = 'observations')
