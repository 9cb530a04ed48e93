-- The rows of lists behind flows: those with which an entity had the most, and first reached the
-- threshold. Of several that say the same, one.
-- Grain: entity and side. Units: streams of the list's period, day numbers. Reads: pooled, listed_cells,
-- shown (entity, low, latest), wanted (entity, one_side).
WITH mine AS (
  SELECT w.entity, t.side, c.key, c.day, c.low, c.level
  FROM wanted w
  JOIN shown s ON s.entity = w.entity
  JOIN listed_cells c ON c.entity = w.entity
  JOIN (SELECT * FROM (VALUES ('low'), ('reached')) AS v (side)) t
    ON COALESCE(w.one_side, t.side) = t.side
  WHERE c.day <= $as_of AND c.day >= $since AND c.day <= $until AND c.low > 0
    AND CASE t.side WHEN 'low' THEN c.low = s.low ELSE c.day = s.latest AND c.low >= $threshold END
)
SELECT m.entity, m.side, m.day, p.low, p.high, 'listed' AS rule, p.grade, p.source, p.key, p.batch
FROM mine m
JOIN pooled p ON p.entity = m.entity AND p.key = m.key AND p.day = m.day AND p.low = m.low
  AND p.basis = 'chart' AND p.metric = $metric AND p.region = $region
  AND CASE p.grade WHEN 'reported' THEN 2 ELSE 1 END = m.level
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY m.entity, m.side
  ORDER BY m.day NULLS LAST, p.grade NULLS LAST, p.source NULLS LAST, p.key NULLS LAST,
    p.high NULLS LAST, p.batch NULLS LAST) = 1
