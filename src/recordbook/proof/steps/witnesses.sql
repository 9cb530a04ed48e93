-- The part of each candidate that shows best that it stands low; or, `by_day`, that it came late.
-- Grain: candidate. Units: streams, cumulative, end of as_of; day numbers.
-- Reads: bounds, part_list (entity, part, sure), wanted (entity).
SELECT p.entity, p.part, b.low, b.high, b.earliest, b.latest
FROM part_list p
JOIN wanted w ON w.entity = p.entity
JOIN bounds b ON b.entity = p.part
WHERE p.sure
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY p.entity
  ORDER BY CASE WHEN $by_day THEN -b.earliest END NULLS LAST, b.high NULLS LAST, b.earliest DESC NULLS LAST, p.part NULLS LAST) = 1
