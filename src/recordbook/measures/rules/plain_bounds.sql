-- monotone, for steady counters: the same bounds and crossings as `bounds` gives.
-- Grain: entity. Units: streams, cumulative, end of as_of; day numbers.
-- Reads: plain (key, entity), crossings (key, hit, miss), levels (key, low), nearest (key, low, high),
-- released.
SELECT p.entity, COALESCE(l.low, n.low, 0) AS low,
  CASE WHEN r.silent_until >= $as_of THEN 0 ELSE COALESCE(l.low, n.high) END AS high,
  GREATEST(c.miss + 1, r.silent_until + 1) AS earliest, c.hit AS latest
FROM plain p
LEFT JOIN crossings c ON c.key = p.key
LEFT JOIN levels l ON l.key = p.key
LEFT JOIN nearest n ON n.key = p.key
LEFT JOIN released r ON r.entity = p.entity
