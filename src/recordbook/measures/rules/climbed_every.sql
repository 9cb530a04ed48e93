-- every part, for all rungs: when the last track of a release reached each, and not before the release is
-- out; see `every_part` and `gated`.
-- Grain: whole and rung. Units: streams; day numbers.
-- Reads: climbed, ladder (threshold), part_list (entity, part, whole, sure), released.
WITH measured AS (
  SELECT t.entity, l.threshold, MAX(c.earliest) FILTER (WHERE t.sure) AS earliest,
    CASE WHEN BOOL_AND(t.whole) AND COUNT(c.latest) = COUNT(*) THEN MAX(c.latest) END AS latest
  FROM part_list t
  CROSS JOIN ladder l
  LEFT JOIN climbed c ON c.entity = t.part AND c.threshold = l.threshold
  GROUP BY t.entity, l.threshold
)
SELECT m.entity, m.threshold,
  CASE WHEN r.silent_until IS NULL THEN m.earliest
    ELSE GREATEST(COALESCE(m.earliest, r.silent_until + 1), r.silent_until + 1) END AS earliest,
  CASE WHEN m.latest IS NULL OR r.released_to IS NULL THEN m.latest
    ELSE GREATEST(m.latest, r.released_to) END AS latest
FROM measured m
LEFT JOIN released r ON r.entity = m.entity
