-- The first and the last day of which a platform's totals are said. Grain: one row. Reads: observations.
SELECT CAST(MIN(day) AS BIGINT) AS first, CAST(MAX(day) AS BIGINT) AS last
FROM observations
WHERE platform = $platform
