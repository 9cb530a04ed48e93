-- Every reading of some steady counters. Grain: entity and day. Units: streams, cumulative, end of day.
-- Reads: observations, histories (key, entity).
SELECT h.entity, o.day, o.low
FROM observations o
JOIN histories h ON h.key = o.key
WHERE o.platform = $platform AND o.basis = 'app' AND o.metric = 'total'
