-- Flows as sources tell them: what was counted on a day, or in the seven days that end on it.
-- Grain: entity, metric and day. Units: streams gained. Reads: pooled.
SELECT entity, metric, CAST(day AS BIGINT) AS day, MAX(low) AS low,
  MIN(CASE WHEN high IS NULL THEN $unbounded ELSE high END) AS high
FROM pooled
WHERE basis = 'app' AND metric IN ('day', 'week') AND region = 'global'
GROUP BY entity, metric, day
HAVING MAX(low) <= MIN(CASE WHEN high IS NULL THEN $unbounded ELSE high END)
