-- every part: what each track of a release, or each album of an artist, has reached: the least of them.
-- An unlisted part is unbounded: a list known to be short proves no floor, but one low part excludes.
-- Grain: whole. Units: streams, cumulative, end of as_of; day numbers.
-- A part that may not belong (sure = false) can hold the least down but excludes nothing.
-- Reads: bounds, part_list (entity, part, whole, sure).
SELECT t.entity,
  CASE WHEN BOOL_AND(t.whole) THEN MIN(COALESCE(b.low, 0)) ELSE 0 END AS low,
  MIN(b.high) FILTER (WHERE t.sure) AS high,
  MAX(b.earliest) FILTER (WHERE t.sure) AS earliest,
  CASE WHEN BOOL_AND(t.whole) AND COUNT(b.latest) = COUNT(*) THEN MAX(b.latest) END AS latest,
  COUNT(*) AS parts,
  COUNT(*) FILTER (WHERE b.low > 0 OR b.high IS NOT NULL) AS parts_read
FROM part_list t
LEFT JOIN bounds b ON b.entity = t.part
GROUP BY t.entity
