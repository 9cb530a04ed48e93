-- Of the rows of some batches, every key's first and newest day and highest number, its newest worldwide
-- total, and whether it only ever rose: read exactly, counted, worldwide, once a day, never lower than
-- before. Keys with other rows are not steady.
-- Grain: platform and key. Units: streams, cumulative; day numbers. Reads: arrived.
WITH marked AS (
  SELECT platform, key, day, low, low = high AND grade = 'counted' AS exact,
    region = 'global' AND basis = 'app' AND metric = 'total' AS total
  FROM arrived
),
ordered AS (
  SELECT platform, key, day, low, total, exact AND total AS plain,
    LAG(low) OVER (PARTITION BY platform, key ORDER BY day NULLS LAST, low NULLS LAST) AS low_before,
    LAG(day) OVER (PARTITION BY platform, key ORDER BY day NULLS LAST, low NULLS LAST) AS day_before,
    ROW_NUMBER() OVER (PARTITION BY platform, key, total ORDER BY day DESC NULLS LAST,
      low DESC NULLS LAST) AS place
  FROM marked
)
SELECT platform, key, MIN(day) AS first_day, MAX(day) AS day, MIN(low) AS first_low, MAX(low) AS low,
  MAX(CASE WHEN total AND place = 1 THEN day END) AS total_day,
  MAX(CASE WHEN total AND place = 1 THEN low END) AS total,
  BOOL_AND(COALESCE(plain, FALSE) AND COALESCE(low >= low_before AND day > day_before, TRUE))
    AS steady
FROM ordered
GROUP BY platform, key
