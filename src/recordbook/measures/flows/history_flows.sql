-- flow, day by day: the days on which the bounds of the greatest gain so far change.
-- Grain: entity and day. Units: streams gained; day numbers; high is null where nothing limits it.
-- Reads: floors, ceilings, spans (since, until).
WITH told AS (
  SELECT f.entity, GREATEST(f.day, s.since + $days - 1) AS day, f.low, CAST(0 AS BIGINT) AS high
  FROM floors f
  JOIN spans s ON f.since >= s.since AND GREATEST(f.day, s.since + $days - 1) <= s.until
  UNION ALL
  SELECT c.entity, GREATEST(c.since, s.since + $days - 1) AS day, CAST(0 AS BIGINT) AS low,
    COALESCE(c.high, $unbounded) AS high
  FROM ceilings c
  JOIN spans s ON c.since <= s.until AND c.until >= s.since + $days - 1
  WHERE GREATEST(c.since, s.since + $days - 1) <= LEAST(c.until, s.until)
),
by_day AS (
  SELECT entity, day, MAX(low) AS low, MAX(high) AS high FROM told GROUP BY entity, day
),
running AS (
  SELECT entity, day,
    MAX(low) OVER (PARTITION BY entity ORDER BY day NULLS LAST) AS low,
    MAX(high) OVER (PARTITION BY entity ORDER BY day NULLS LAST) AS high
  FROM by_day
),
changes AS (
  SELECT entity, day, low, high,
    LAG(low) OVER (PARTITION BY entity ORDER BY day NULLS LAST) AS low_before,
    LAG(high) OVER (PARTITION BY entity ORDER BY day NULLS LAST) AS high_before
  FROM running
)
SELECT entity, day, low, CASE WHEN high < $unbounded THEN high END AS high
FROM changes
WHERE low > COALESCE(low_before, 0) OR high > COALESCE(high_before, 0)
