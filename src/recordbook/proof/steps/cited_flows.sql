-- The rows of evidence behind flows: on which readings the greatest gain that is sure rests, and the
-- greatest that is possible; the same of the gain that reached the threshold, and of those before it.
-- Grain: entity, counter, side and day. Units: streams, cumulative, end of day; day numbers.
-- Reads: labelled, floors, ceilings, spans, wanted (entity, earliest, one_side: the only one that is
-- wanted, null for all), counters (entity, counter).
WITH sure AS (
  SELECT w.entity, f.low, f.since, f.day, w.one_side
  FROM wanted w
  JOIN floors f ON f.entity = w.entity
  JOIN spans s ON f.since >= s.since AND GREATEST(f.day, s.since + $days - 1) <= s.until
),
possible AS (
  SELECT w.entity, c.high, GREATEST(c.since, s.since + $days - 1) AS day, w.one_side, w.earliest
  FROM wanted w
  JOIN ceilings c ON c.entity = w.entity
  JOIN spans s ON c.since <= s.until AND c.until >= s.since + $days - 1
),
sides AS (
  SELECT * FROM (
    SELECT entity, 'low' AS side, since - 1 AS after, day AS until, one_side
    FROM sure
    WHERE day <= $as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY entity
      ORDER BY low DESC NULLS LAST, day NULLS LAST, since NULLS LAST) = 1
  ) AS l
  UNION ALL
  SELECT * FROM (
    SELECT entity, 'reached' AS side, since - 1 AS after, day AS until, one_side
    FROM sure
    WHERE low >= $threshold
    QUALIFY ROW_NUMBER() OVER (PARTITION BY entity
      ORDER BY day NULLS LAST, low DESC NULLS LAST, since NULLS LAST) = 1
  ) AS r
  UNION ALL
  SELECT * FROM (
    SELECT entity, 'high' AS side, day - $days AS after, day AS until, one_side
    FROM possible
    WHERE day <= $as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY entity
      ORDER BY high DESC NULLS FIRST, day NULLS LAST) = 1
  ) AS h
  UNION ALL
  SELECT * FROM (
    SELECT entity, 'not yet' AS side, day - $days AS after, day AS until, one_side
    FROM possible
    WHERE day < earliest AND earliest < $never
    QUALIFY ROW_NUMBER() OVER (PARTITION BY entity
      ORDER BY high DESC NULLS FIRST, day NULLS LAST) = 1
  ) AS n
),
ends AS (
  SELECT s.entity, s.side, c.counter,
    MAX(l.day) FILTER (WHERE l.day <= s.after) AS before,
    CASE WHEN s.side IN ('low', 'reached') THEN MAX(l.day) FILTER (WHERE l.day <= s.until)
      ELSE MIN(l.day) FILTER (WHERE l.day >= s.until) END AS at
  FROM sides s
  JOIN counters c ON c.entity = s.entity
  JOIN labelled l ON l.entity = c.counter
  WHERE s.one_side IS NULL OR s.side = s.one_side
  GROUP BY s.entity, s.side, c.counter
)
SELECT DISTINCT l.entity, e.side, l.day, l.low, l.high, l.rule, l.grade, l.source, l.key, l.batch
FROM ends e
JOIN labelled l ON l.entity = e.counter AND (l.day = e.before OR l.day = e.at)
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY e.entity, e.side, l.entity, l.day
  ORDER BY CASE l.grade WHEN 'counted' THEN 0 WHEN 'charted' THEN 1 ELSE 2 END NULLS LAST,
    l.low DESC NULLS LAST, l.high NULLS LAST, l.source NULLS LAST, l.rule NULLS LAST,
    l.batch NULLS LAST) = 1
