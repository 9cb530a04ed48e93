-- When each counter reached each rung of a ladder, as `bounds` says of one threshold: a row that stands
-- higher than all before it in its run reaches the rungs between; one that stands lower than all after it
-- is the last below the rungs between.
-- Grain: entity and rung. Units: streams; day numbers. `earliest` is null where no day is ruled out,
-- `latest` where it is not known to have reached the rung.
-- Reads: climbing, ladder (threshold).
WITH stairs AS (
  SELECT entity, run, day, low, high,
    MAX(low) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS low_before,
    MIN(high) OVER (PARTITION BY entity, run ORDER BY day NULLS LAST
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS high_after
  FROM climbing
),
hits AS (
  SELECT s.entity, l.threshold, MIN(s.day) AS latest
  FROM stairs s
  JOIN ladder l ON l.threshold <= s.low AND l.threshold > COALESCE(s.low_before, 0)
  GROUP BY s.entity, l.threshold
),
misses AS (
  SELECT s.entity, s.run, l.threshold, s.day AS miss
  FROM stairs s
  JOIN ladder l ON l.threshold > s.high
    AND l.threshold <= COALESCE(s.high_after, CAST($unbounded AS BIGINT))
),
runs AS (
  SELECT entity, run, MIN(starts) AS starts FROM climbing GROUP BY entity, run
),
following AS (
  SELECT entity, run, starts,
    LEAD(run) OVER (PARTITION BY entity ORDER BY run NULLS LAST) AS next_run,
    LEAD(starts) OVER (PARTITION BY entity ORDER BY run NULLS LAST) AS next_starts
  FROM runs
),
ended AS (
  SELECT m.entity, m.threshold, f.starts, m.miss + 1 AS free,
    n.miss IS NOT NULL AND f.next_starts <= m.miss + 1 AS goes_on
  FROM misses m
  JOIN following f ON f.entity = m.entity AND f.run = m.run
  LEFT JOIN misses n ON n.entity = m.entity AND n.run = f.next_run AND n.threshold = m.threshold
),
begun AS (
  SELECT entity, threshold,
    CASE WHEN BOOL_OR(starts <= -$never) THEN MIN(free) FILTER (WHERE NOT goes_on) END AS earliest
  FROM ended
  GROUP BY entity, threshold
)
SELECT COALESCE(b.entity, h.entity) AS entity, COALESCE(b.threshold, h.threshold) AS threshold,
  b.earliest, h.latest
FROM begun b
FULL OUTER JOIN hits h ON h.entity = b.entity AND h.threshold = b.threshold
