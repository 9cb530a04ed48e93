-- The rows of evidence behind the bounds and the crossings of some entities: which row gives the low,
-- the high, the day it was known to have reached the threshold, and the last day it had not.
-- Grain: entity and side. Units: streams, cumulative, end of day.
-- Reads: labelled, wanted (entity, earliest, one_side: the one that is wanted, null for all).
WITH evidence AS (
  SELECT l.*, w.earliest, w.one_side FROM labelled l JOIN wanted w ON w.entity = l.entity
),
sides AS (
  SELECT *, 'low' AS side, -low AS first_by, day AS then_by FROM evidence
  WHERE day <= $as_of AND ends >= $as_of AND low > 0
  UNION ALL
  SELECT *, 'high' AS side, high AS first_by, day AS then_by FROM evidence
  WHERE day >= $as_of AND starts <= $as_of AND high IS NOT NULL
  UNION ALL
  SELECT *, 'reached' AS side, CAST(day AS BIGINT) AS first_by, 0 AS then_by FROM evidence
  WHERE low >= $threshold
  UNION ALL
  SELECT *, 'not yet' AS side, CAST(-day AS BIGINT) AS first_by, 0 AS then_by FROM evidence
  WHERE high < $threshold AND day = earliest - 1
)
SELECT entity, side, day, low, high, rule, grade, source, key, batch
FROM sides
WHERE one_side IS NULL OR side = one_side
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY entity, side
  ORDER BY first_by NULLS LAST, then_by NULLS LAST,
    CASE grade WHEN 'counted' THEN 0 WHEN 'charted' THEN 1 ELSE 2 END NULLS LAST, source NULLS LAST,
    rule NULLS LAST, batch NULLS LAST, key NULLS LAST, low NULLS LAST, high NULLS LAST) = 1
