-- The readings behind how many monthly listeners somebody had: those of the day, and the first that
-- reached the threshold. Of several that say the same, one.
-- Grain: entity, side and day. Units: people, day numbers. Reads: pooled, listeners, wanted (entity,
-- one_side: the only one that is wanted, null for all).
WITH reached AS (
  SELECT entity, MIN(day) AS day FROM listeners WHERE low >= $threshold GROUP BY entity
),
sides AS (
  SELECT l.entity, l.day, l.low, l.high, l.grade, s.side
  FROM listeners l
  CROSS JOIN (SELECT * FROM (VALUES ('low'), ('high'), ('reached')) AS t (side)) s
  LEFT JOIN reached r ON r.entity = l.entity
  WHERE CASE s.side WHEN 'reached' THEN l.day = r.day
    WHEN 'high' THEN l.day = $as_of AND l.high IS NOT NULL ELSE l.day = $as_of END
)
SELECT p.entity, s.side, CAST(p.day AS BIGINT) AS day, p.low, p.high, 'read' AS rule, p.grade, p.source,
  p.key, p.batch
FROM sides s
JOIN wanted w ON w.entity = s.entity AND COALESCE(w.one_side, s.side) = s.side
JOIN pooled p ON p.entity = s.entity AND p.day = s.day AND p.grade = s.grade
  AND p.basis = 'app' AND p.metric = 'listeners' AND p.region = 'global'
WHERE CASE s.side WHEN 'high' THEN p.high = s.high ELSE p.low = s.low END
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY p.entity, s.side
  ORDER BY p.source NULLS LAST, p.key NULLS LAST, p.low NULLS LAST, p.high NULLS LAST,
    p.batch NULLS LAST) = 1
