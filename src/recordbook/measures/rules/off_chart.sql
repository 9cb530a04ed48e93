-- off-chart: what is not in a complete list is at most its last value, on the chart's basis. Rows whose
-- key stands for nothing in the catalogue could be the missing one, so their greatest value counts.
-- Grain: recording and complete list without it. Units: streams in the list's period.
-- Reads: pooled, tracks, wanted (entity).
WITH lists AS (
  SELECT metric, region, day, COUNT(DISTINCT key) AS entries, MIN(low) AS last_value,
    COALESCE(MAX(low) FILTER (WHERE entity NOT IN (SELECT recording FROM tracks)), 0) AS nameless
  FROM pooled
  WHERE basis = 'chart' AND metric = $metric AND region = $region
  GROUP BY metric, region, day
),
complete AS (
  SELECT * FROM lists WHERE entries = $size
)
SELECT w.entity, c.day, CAST(0 AS BIGINT) AS low, GREATEST(c.last_value, c.nameless) AS high,
  'off-chart' AS rule, 'charted' AS grade, 'not in the list' AS source, w.entity AS key,
  '' AS batch, FALSE AS firm
FROM wanted w
CROSS JOIN complete c
WHERE NOT EXISTS (
  SELECT 1 FROM pooled p
  WHERE p.entity = w.entity AND p.metric = c.metric AND p.region = c.region AND p.day = c.day
)
