-- off-chart: what is not in a complete list is at most its last value, on the chart's basis. A row whose
-- key is no recording of the catalogue could be the missing one, so the greatest of them counts.
-- Grain: recording and complete list without it. Units: streams in the list's period.
-- Reads: pooled, names, wanted (entity).
WITH entries AS (
  SELECT entity, key, day, high, grade,
    entity NOT IN (SELECT entity FROM names WHERE kind = 'recording') AS nameless
  FROM pooled
  WHERE basis = 'chart' AND metric = $metric AND region = $region
),
complete AS (
  SELECT day, MIN(high) AS least_listed,
    COALESCE(MAX(high) FILTER (WHERE nameless), 0) AS greatest_nameless,
    CASE WHEN COUNT_IF(grade = 'reported') > 0 THEN 'reported' ELSE 'charted' END AS grade
  FROM entries
  GROUP BY day
  HAVING COUNT(DISTINCT key) = $size AND COUNT(high) = COUNT(*)
)
SELECT w.entity, c.day, CAST(0 AS BIGINT) AS low,
  GREATEST(c.least_listed, c.greatest_nameless) AS high, 'off-chart' AS rule, c.grade,
  'not in the list' AS source, w.entity AS key, '' AS batch, FALSE AS firm
FROM wanted w
CROSS JOIN complete c
WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.entity = w.entity AND e.day = c.day)
