-- charted-sum: filtered streams charted so far are a lower bound of the app's count.
-- Weeks are summed per weekday of their end, so that no two overlap; a recording listed under two ids
-- in one list counts with the greater; plays in different countries are different plays. Of one cell
-- the better grade is taken, and nothing where equals contradict each other.
-- Grain: entity, series, list day and grade. Units: streams, cumulative. Reads: pooled, grades.
WITH cells AS (
  SELECT entity, key, metric, region, day, CASE grade WHEN 'reported' THEN 2 ELSE 1 END AS level,
    MAX(low) AS streams
  FROM pooled
  WHERE basis = 'chart' AND metric IN ('day', 'week')
  GROUP BY entity, key, metric, region, day, CASE grade WHEN 'reported' THEN 2 ELSE 1 END
  HAVING MAX(low) <= COALESCE(MIN(high), MAX(low))
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY entity, key, metric, region, day
    ORDER BY CASE grade WHEN 'reported' THEN 2 ELSE 1 END NULLS LAST) = 1
),
listed AS (
  SELECT c.entity, c.metric, c.region, c.day, v.level, v.grade, MAX(c.streams) AS streams
  FROM cells c
  JOIN grades v ON v.level >= c.level
  GROUP BY c.entity, c.metric, c.region, c.day, v.level, v.grade
),
world AS (
  SELECT entity, metric, CASE WHEN region = 'global' THEN 'global' ELSE 'countries' END AS scope,
    CASE WHEN metric = 'week' THEN MOD(MOD(day, 7) + 7, 7) ELSE 0 END AS weekday, day, level, grade,
    CAST(SUM(streams) AS BIGINT) AS streams
  FROM listed
  GROUP BY ALL
),
sums AS (
  SELECT w.entity, w.day, w.metric, w.scope, w.weekday, w.level, w.grade,
    CAST(SUM(e.streams) AS BIGINT) AS low
  FROM world w
  JOIN world e ON e.entity = w.entity AND e.metric = w.metric AND e.scope = w.scope
    AND e.weekday = w.weekday AND e.level = w.level AND e.day <= w.day
  GROUP BY w.entity, w.day, w.metric, w.scope, w.weekday, w.level, w.grade
)
SELECT entity, day, low, CAST(NULL AS BIGINT) AS high, 'charted-sum' AS rule, grade,
  metric || ' lists, ' || scope AS source, entity AS key, '' AS batch, FALSE AS firm
FROM sums
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY entity, day, metric, scope, weekday, low ORDER BY level NULLS LAST) = 1
UNION ALL
SELECT entity, day, low, CAST(NULL AS BIGINT) AS high, 'charted-sum' AS rule, grade, source,
  key, batch, FALSE AS firm
FROM pooled
WHERE basis = 'chart' AND metric = 'charted-total'
