-- What was read of each steady counter on one day.
-- Grain: key. Units: streams, cumulative, end of day. Reads: day_observations (those of the day).
SELECT key, low
FROM day_observations
WHERE platform = $platform AND basis = 'app' AND metric = 'total' AND day = $as_of
