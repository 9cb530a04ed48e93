-- What every source said of every day, corrections not applied: figures, keys, and when it came in.
-- Grain: source, platform, basis, metric, region, grade and day. Units: day numbers. Reads: observations.
SELECT source, platform, basis, metric, region, grade, CAST(day AS BIGINT) AS day,
  COUNT(*) AS figures, COUNT(DISTINCT key) AS counters, MAX(recorded) AS recorded
FROM observations
GROUP BY source, platform, basis, metric, region, grade, day
