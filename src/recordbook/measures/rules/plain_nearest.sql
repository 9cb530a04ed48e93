-- For steady counters without a reading on the day: the nearest readings before and after it.
-- Grain: key. Units: streams, cumulative, end of day. Reads: observations, unread (key).
SELECT o.key, MAX(o.low) FILTER (WHERE o.day < $as_of) AS low,
  MIN(o.low) FILTER (WHERE o.day > $as_of) AS high,
  MAX(o.day) FILTER (WHERE o.day < $as_of) AS low_day,
  MIN(o.day) FILTER (WHERE o.day > $as_of) AS high_day
FROM observations o
JOIN unread u ON u.key = o.key
WHERE o.platform = $platform AND o.basis = 'app' AND o.metric = 'total'
GROUP BY o.key
