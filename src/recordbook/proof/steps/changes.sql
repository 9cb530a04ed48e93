-- The days on which facts of the wanted attributes begin or no longer hold.
-- Grain: day. Units: day numbers. Reads: facts, wanted (entity: an attribute's name).
SELECT DISTINCT day
FROM (
  SELECT CAST(from_day AS BIGINT) AS day FROM facts
  WHERE attribute IN (SELECT entity FROM wanted)
  UNION ALL
  SELECT CAST(to_day AS BIGINT) + 1 AS day FROM facts
  WHERE attribute IN (SELECT entity FROM wanted)
)
WHERE day IS NOT NULL
