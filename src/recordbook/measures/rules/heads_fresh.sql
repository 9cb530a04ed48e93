-- Of the rows of some batches, every key's first and newest total, and whether it only ever rose: read
-- exactly, counted, worldwide, once a day, never lower than before. Keys with other rows are not steady.
-- Grain: platform and key. Units: streams, cumulative; day numbers. Reads: arrived.
WITH ordered AS (
  SELECT platform, key, day, low,
    low = high AND grade = 'counted' AND region = 'global' AND basis = 'app' AND metric = 'total'
      AS plain,
    LAG(low) OVER (PARTITION BY platform, key ORDER BY day NULLS LAST, low NULLS LAST) AS low_before,
    LAG(day) OVER (PARTITION BY platform, key ORDER BY day NULLS LAST, low NULLS LAST) AS day_before
  FROM arrived
)
SELECT platform, key, MIN(day) AS first_day, MAX(day) AS day, MIN(low) AS first_low, MAX(low) AS low,
  BOOL_AND(COALESCE(plain, FALSE) AND COALESCE(low >= low_before AND day > day_before, TRUE))
    AS steady
FROM ordered
GROUP BY platform, key
