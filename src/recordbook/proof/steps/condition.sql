-- Of which entities an attribute takes an accepted value, as Kleene truth (0, 1, 2). A source that says
-- something wider leaves it open; sources that contradict each other do too, unless the attribute can
-- have several values.
-- Grain: entity with a fact. Reads: facts, accepted (value, truth).
WITH judged AS (
  SELECT f.entity, COALESCE(a.truth, 0) AS truth
  FROM facts f
  LEFT JOIN accepted a ON a.value = f.value
  WHERE f.attribute = $attribute AND ($timeless OR (
    (f.from_day IS NULL OR f.from_day <= $as_of) AND (f.to_day IS NULL OR f.to_day >= $as_of)))
)
SELECT entity,
  CASE
    WHEN MAX(truth) = 2 AND ($several OR MIN(truth) > 0) THEN 2
    WHEN MAX(truth) = 2 THEN 1
    WHEN MIN(truth) = 0 AND (NOT $several OR MAX(truth) = 0) THEN 0
    ELSE 1
  END AS truth
FROM judged
GROUP BY entity
