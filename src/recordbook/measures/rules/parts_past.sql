-- parts past: how many parts (tracks of a release or an artist, albums of an artist) have reached the
-- threshold. A list known to be short has no upper bound.
-- Grain: whole. Units: parts; day numbers of the day on which `wanted` of them stood past it.
-- Reads: bounds, part_list (entity, part, whole, sure).
WITH ranked AS (
  SELECT p.entity, p.whole, p.sure, b.low, b.high, b.earliest,
    CASE WHEN p.sure THEN b.latest END AS latest,
    ROW_NUMBER() OVER (PARTITION BY p.entity ORDER BY CASE WHEN p.sure THEN b.latest END NULLS LAST, p.part NULLS LAST) AS sure,
    ROW_NUMBER() OVER (PARTITION BY p.entity ORDER BY b.earliest NULLS FIRST, p.part NULLS LAST)
      AS possible
  FROM part_list p
  LEFT JOIN bounds b ON b.entity = p.part
)
SELECT entity,
  COUNT(*) FILTER (WHERE sure AND low >= $threshold) AS low,
  CASE WHEN BOOL_AND(whole) THEN COUNT(*) FILTER (WHERE high IS NULL OR high >= $threshold) END AS high,
  CASE WHEN BOOL_AND(whole) THEN
    COALESCE(MIN(earliest) FILTER (WHERE possible = $wanted),
      CASE WHEN COUNT(*) < $wanted THEN $never END) END AS earliest,
  MIN(latest) FILTER (WHERE sure = $wanted) AS latest,
  COUNT(*) AS parts,
  COUNT(*) FILTER (WHERE low > 0 OR high IS NOT NULL) AS parts_read
FROM ranked
GROUP BY entity
