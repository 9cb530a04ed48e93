-- The days from which what is known of monthly listeners is another: each that was read, and the day
-- after it unless that was read too. The null entity is everybody of whom nothing was read.
-- Grain: entity and day. Units: people, day numbers. Reads: listeners.
SELECT entity, day, low, high FROM listeners
UNION ALL
SELECT l.entity, l.day + 1 AS day, CAST(0 AS BIGINT) AS low, CAST(NULL AS BIGINT) AS high
FROM listeners l
LEFT JOIN listeners n ON n.entity = l.entity AND n.day = l.day + 1
WHERE n.entity IS NULL
UNION ALL
SELECT DISTINCT entity, CAST(-$never AS BIGINT) AS day, CAST(0 AS BIGINT) AS low,
  CAST(NULL AS BIGINT) AS high
FROM listeners
UNION ALL
SELECT MAX(entity) AS entity, CAST(-$never AS BIGINT) AS day, CAST(0 AS BIGINT) AS low,
  CAST(NULL AS BIGINT) AS high
FROM listeners
WHERE entity IS NULL  -- none: one row, of nobody
