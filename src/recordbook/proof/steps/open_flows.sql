-- The day to read first of each entity: the last one on which its greatest possible gain may end.
-- Grain: entity. Units: day numbers. Reads: ceilings, floors, spans, wanted (entity).
WITH possible AS (
  SELECT w.entity, c.high, LEAST(c.until, s.until, $as_of) AS day
  FROM wanted w
  JOIN ceilings c ON c.entity = w.entity
  JOIN spans s ON c.since <= s.until AND c.until >= s.since + $days - 1
  WHERE GREATEST(c.since, s.since + $days - 1) <= $as_of
),
sure AS (
  SELECT entity, MAX(low) AS low FROM floors WHERE day <= $as_of GROUP BY entity
)
SELECT p.entity, p.day
FROM possible p
LEFT JOIN sure s ON s.entity = p.entity
WHERE p.high IS NULL OR p.high > COALESCE(s.low, 0)
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY p.entity ORDER BY p.high DESC NULLS FIRST, p.day DESC NULLS LAST) = 1
