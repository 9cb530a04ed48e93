-- parts past: how many parts (tracks of a release or an artist, albums of an artist) have reached the
-- threshold. A list known to be short has no upper bound; a part that may not belong (sure = false)
-- may count but surely does not.
-- Grain: whole. Units: parts; day numbers of the day on which `wanted` of them stood past it.
-- Reads: bounds, part_list (entity, part, whole, sure).
WITH members AS (
  SELECT p.entity, p.part, p.whole, p.sure, b.low, b.high, b.earliest,
    CASE WHEN p.sure THEN b.latest END AS surely_by
  FROM part_list p
  LEFT JOIN bounds b ON b.entity = p.part
),
ranked AS (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY entity ORDER BY surely_by NULLS LAST, part NULLS LAST)
      AS sure_place,
    ROW_NUMBER() OVER (PARTITION BY entity ORDER BY earliest NULLS FIRST, part NULLS LAST)
      AS possible_place
  FROM members
)
SELECT entity,
  COUNT(*) FILTER (WHERE sure AND low >= $threshold) AS low,
  CASE WHEN BOOL_AND(whole) THEN COUNT(*) FILTER (WHERE high IS NULL OR high >= $threshold) END AS high,
  CASE WHEN BOOL_AND(whole) THEN
    CASE WHEN COUNT(*) < $wanted THEN $never
      ELSE MIN(earliest) FILTER (WHERE possible_place = $wanted) END END AS earliest,
  MIN(surely_by) FILTER (WHERE sure_place = $wanted) AS latest,
  COUNT(*) AS parts,
  COUNT(*) FILTER (WHERE low > 0 OR high IS NOT NULL) AS parts_read
FROM ranked
GROUP BY entity
