-- Every counter's evidence in runs, one row a day; steady counters, of which nothing else is said, among
-- the others.
-- Grain: entity, run and day. Units: streams, cumulative, end of day; day numbers.
-- Reads: labelled, plain (key, entity), observations, released.
WITH steady AS (
  SELECT p.entity, CAST(o.day AS BIGINT) AS day, o.low, o.high
  FROM plain p
  JOIN observations o ON o.key = p.key
  WHERE o.platform = $platform AND o.basis = 'app' AND o.metric = 'total'
  UNION ALL
  SELECT p.entity, CAST(r.silent_until AS BIGINT) AS day, CAST(0 AS BIGINT) AS low,
    CAST(0 AS BIGINT) AS high
  FROM plain p
  JOIN released r ON r.entity = p.entity
  WHERE r.silent_until IS NOT NULL
)
SELECT entity, run, CAST(day AS BIGINT) AS day, MIN(starts) AS starts, MAX(ends) AS ends,
  MAX(low) AS low, MIN(high) AS high
FROM labelled
GROUP BY entity, run, day
UNION ALL
SELECT entity, CAST(0 AS BIGINT) AS run, day, CAST(-$never AS BIGINT) AS starts,
  CAST($never AS BIGINT) AS ends, MAX(low) AS low, MIN(high) AS high
FROM steady
GROUP BY entity, day
