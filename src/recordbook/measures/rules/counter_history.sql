-- Every counter's bounds on all days, as `bounds` says of one: a row for each day from which they are
-- others, valid until the counter's next row. Before the first row nothing is known.
-- Grain: entity and day. Units: streams, cumulative, end of day; day numbers. Reads: climbing.
WITH stairs AS (
  SELECT entity, run, day, starts, ends,
    MAX(low) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS low,
    MIN(high) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS high,
    MIN(high) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS high_after,
    LAG(day) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST) AS day_before,
    LEAD(day) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST) AS day_after
  FROM climbing
),
points AS (
  SELECT entity, day, low, high FROM stairs
  UNION ALL
  SELECT entity, day + 1 AS day, low, high_after AS high FROM stairs
  WHERE day < ends AND (day_after IS NULL OR day_after > day + 1)
  UNION ALL
  SELECT entity, starts AS day, CAST(0 AS BIGINT) AS low, high FROM stairs
  WHERE day_before IS NULL AND starts < day
  UNION ALL
  SELECT entity, ends + 1 AS day, CAST(0 AS BIGINT) AS low, CAST(NULL AS BIGINT) AS high FROM stairs
  WHERE day_after IS NULL AND ends < $never
)
SELECT entity, day, MAX(low) AS low, MIN(high) AS high
FROM points
GROUP BY entity, day
