-- charted-sum: filtered streams charted so far are a lower bound of the app's count.
-- Weeks are summed per weekday of their end, so that no two overlap; a recording listed under two ids
-- in one list counts with the greater; plays in different countries are different plays.
-- Grain: entity, series and list day. Units: streams, cumulative. Reads: pooled.
WITH listed AS (
  SELECT entity, metric, region, day, MAX(low) AS streams
  FROM pooled
  WHERE basis = 'chart' AND metric IN ('day', 'week')
  GROUP BY entity, metric, region, day
),
world AS (
  SELECT entity, metric, CASE WHEN region = 'global' THEN 'global' ELSE 'countries' END AS scope,
    CASE WHEN metric = 'week' THEN MOD(day, 7) ELSE 0 END AS weekday, day,
    CAST(SUM(streams) AS BIGINT) AS streams
  FROM listed
  GROUP BY ALL
)
SELECT w.entity, w.day, CAST(SUM(e.streams) AS BIGINT) AS low, CAST(NULL AS BIGINT) AS high,
  'charted-sum' AS rule, 'charted' AS grade, w.metric || ' lists, ' || w.scope AS source,
  w.entity AS key, '' AS batch, FALSE AS firm
FROM world w
JOIN world e ON e.entity = w.entity AND e.metric = w.metric AND e.scope = w.scope
  AND e.weekday = w.weekday AND e.day <= w.day
GROUP BY w.entity, w.day, w.metric, w.scope, w.weekday
UNION ALL
SELECT entity, day, low, CAST(NULL AS BIGINT) AS high, 'charted-sum' AS rule, grade, source,
  key, batch, FALSE AS firm
FROM pooled
WHERE basis = 'chart' AND metric = 'charted-total'
