-- Of counters that were observed under several keys: what was read of each key by itself. That nothing
-- is counted before a release is said of the keys seen first: another may take in what was out before.
-- Grain: entity, key and reading; a counter of which no reading stands has one row without a key.
-- Units: streams, cumulative, end of day; day numbers. Reads: labelled, pooled, identities.
WITH seen AS (
  SELECT entity, key, MIN(day) AS first
  FROM pooled
  WHERE entity IN (SELECT entity FROM identities)
    AND metric IN ('total', 'day', 'week', 'charted-total')
  GROUP BY entity, key
),
several AS (
  SELECT entity, MIN(first) AS first FROM seen GROUP BY entity HAVING COUNT(*) > 1
),
said AS (
  SELECT entity, key, day, low, high, run, starts, ends
  FROM labelled
  WHERE rule IN ('read', 'rounded')
  UNION ALL
  SELECT l.entity, k.key, l.day, l.low, l.high, l.run, l.starts, l.ends
  FROM labelled l
  JOIN several s ON s.entity = l.entity
  JOIN seen k ON k.entity = l.entity AND k.first = s.first
  WHERE l.rule = 'unreleased'
)
SELECT s.entity, l.key, l.day, l.low, l.high, l.run, l.starts, l.ends
FROM several s
LEFT JOIN said l ON l.entity = s.entity
