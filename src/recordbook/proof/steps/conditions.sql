-- Of which entities an attribute takes each of many values, as Kleene truth: what `condition` says of one.
-- Of an entity that has facts, but none that may meet any value, there is one row without a value.
-- Grain: entity with a fact, and value that one of its facts may meet.
-- Reads: facts, accepted (value, wanted, truth: 1 or 2).
WITH stated AS (
  SELECT entity, value
  FROM facts
  WHERE attribute = $attribute AND ($timeless OR (
    (from_day IS NULL OR from_day <= $as_of) AND (to_day IS NULL OR to_day >= $as_of)))
),
everything AS (
  SELECT entity, COUNT(*) AS said FROM stated GROUP BY entity
),
met AS (
  SELECT s.entity, a.wanted, COUNT(*) AS said, MAX(a.truth) AS best, MIN(a.truth) AS worst
  FROM stated s
  JOIN accepted a ON a.value = s.value
  GROUP BY s.entity, a.wanted
)
SELECT e.entity, m.wanted,
  CASE
    WHEN m.best = 2 AND ($several OR m.said = e.said) THEN 2
    WHEN m.best = 2 THEN 1
    WHEN m.said = e.said OR $several THEN 1
    ELSE 0
  END AS truth
FROM everything e
LEFT JOIN met m ON m.entity = e.entity
