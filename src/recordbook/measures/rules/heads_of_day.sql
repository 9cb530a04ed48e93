-- The same for rows that are all of one day, where a second row of a key cannot be steady.
-- Grain: platform and key. Units: streams, cumulative; day numbers. Reads: arrived.
SELECT platform, key, MIN(day) AS first_day, MAX(day) AS day, MIN(low) AS first_low, MAX(low) AS low,
  MAX(CASE WHEN region = 'global' AND basis = 'app' AND metric = 'total' THEN day END) AS total_day,
  MAX(CASE WHEN region = 'global' AND basis = 'app' AND metric = 'total' THEN low END) AS total,
  COUNT(*) = 1 AND BOOL_AND(COALESCE(low = high AND grade = 'counted' AND region = 'global'
    AND basis = 'app' AND metric = 'total', FALSE)) AS steady
FROM arrived
GROUP BY platform, key
