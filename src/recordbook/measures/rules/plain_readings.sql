-- The readings of steady counters on given days, as evidence in one run without end.
-- Grain: entity and day. Units: streams, cumulative, end of day.
-- Reads: day_observations (those of the days), chosen_days (key, entity, day).
SELECT w.entity, o.day, o.low, o.high, 'read' AS rule, o.grade, o.source, o.key, o.batch,
  TRUE AS firm, CAST(0 AS BIGINT) AS run, CAST(-10000000 AS BIGINT) AS starts,
  CAST(10000000 AS BIGINT) AS ends
FROM day_observations o
JOIN chosen_days w ON w.key = o.key AND w.day = o.day
WHERE o.platform = $platform AND o.basis = 'app' AND o.metric = 'total'
