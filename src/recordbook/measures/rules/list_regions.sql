-- The regions of which a platform's lists of one kind are known. Grain: region. Reads: observations.
SELECT DISTINCT region
FROM observations
WHERE platform = $platform AND basis = 'chart' AND metric = $metric AND region <> 'global'
