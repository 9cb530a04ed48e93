-- When each steady counter was first read at or above a threshold, and last read below it.
-- Grain: key. Units: day numbers. Reads: observations.
SELECT key, MIN(day) FILTER (WHERE low >= $threshold) AS hit,
  MAX(day) FILTER (WHERE low < $threshold) AS miss
FROM observations
WHERE platform = $platform AND basis = 'app' AND metric = 'total'
GROUP BY key
