-- listeners: how many people played somebody's music in the 28 days that end on a day, as read. Of one
-- day the best grade counts, and nothing where readings of that grade contradict each other.
-- Grain: entity and day. Units: people. Reads: pooled.
WITH graded AS (
  SELECT entity, day, grade, MAX(low) AS low, MIN(high) AS high
  FROM pooled
  WHERE basis = 'app' AND metric = 'listeners' AND region = 'global'
  GROUP BY entity, day, grade
),
best AS (
  SELECT *
  FROM graded
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY entity, day
    ORDER BY CASE grade WHEN 'counted' THEN 0 WHEN 'charted' THEN 1 ELSE 2 END NULLS LAST) = 1
)
SELECT entity, CAST(day AS BIGINT) AS day, low, high, grade
FROM best
WHERE high IS NULL OR low <= high
