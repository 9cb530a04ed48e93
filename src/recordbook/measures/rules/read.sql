-- read, rounded: a total that was read, or the interval a rounded or partial figure allows.
-- Grain: entity and reading. Units: streams, cumulative, end of day. Reads: pooled.
SELECT entity, day, low, high,
  CASE WHEN low = high THEN 'read' ELSE 'rounded' END AS rule,
  grade, source, key, batch, grade = 'counted' AS firm
FROM pooled
WHERE basis = 'app' AND metric = 'total'
