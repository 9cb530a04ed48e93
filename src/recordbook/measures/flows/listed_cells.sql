-- Streams in a list's period, as a list says them. Of one key and day the best grade counts; where
-- readings of that grade contradict each other, nothing is known but that the key was listed.
-- `nameless`: the key is no recording of the catalogue, and may be any.
-- Grain: key and day. Units: streams of the list's period. Reads: pooled, names.
WITH graded AS (
  SELECT entity, key, day, CASE grade WHEN 'reported' THEN 2 ELSE 1 END AS level, MAX(low) AS low,
    MIN(high) AS high
  FROM pooled
  WHERE basis = 'chart' AND metric = $metric AND region = $region
  GROUP BY entity, key, day, CASE grade WHEN 'reported' THEN 2 ELSE 1 END
),
best AS (
  SELECT *
  FROM graded
  QUALIFY ROW_NUMBER() OVER (PARTITION BY key, day ORDER BY level NULLS LAST) = 1
)
SELECT b.entity, b.key, CAST(b.day AS BIGINT) AS day, b.level,
  CASE WHEN b.low > b.high THEN 0 ELSE b.low END AS low,
  CASE WHEN b.low > b.high THEN NULL ELSE b.high END AS high,
  n.entity IS NULL AS nameless
FROM best b
LEFT JOIN (SELECT DISTINCT entity FROM names WHERE kind = 'recording') n ON n.entity = b.entity
