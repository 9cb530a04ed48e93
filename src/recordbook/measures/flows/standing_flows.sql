-- flow: the greatest gain of any stretch of days so far that lies within one of the spans: at least
-- the greatest floor, at most the greatest ceiling; and when it reached a threshold.
-- Grain: entity. Units: streams gained; day numbers. `earliest` is null where no day is ruled out,
-- $never where all are, `latest` where it is not known to have reached the threshold.
-- Reads: gainers (entity, parts, parts_read), floors, ceilings, spans (since, until).
WITH known AS (
  SELECT f.entity, f.low, GREATEST(f.day, s.since + $days - 1) AS day
  FROM floors f
  JOIN spans s ON f.since >= s.since AND GREATEST(f.day, s.since + $days - 1) <= s.until
),
lowest AS (
  SELECT entity, MAX(low) FILTER (WHERE day <= $as_of) AS low,
    MIN(day) FILTER (WHERE low >= $threshold) AS latest
  FROM known
  GROUP BY entity
),
open_days AS (
  SELECT c.entity, c.high, GREATEST(c.since, s.since + $days - 1) AS day,
    LEAST(c.until, s.until) AS until
  FROM ceilings c
  JOIN spans s ON c.since <= s.until AND c.until >= s.since + $days - 1
),
highest AS (
  SELECT entity, MAX(high) FILTER (WHERE day <= $as_of) AS high,
    COALESCE(BOOL_AND(high IS NOT NULL) FILTER (WHERE day <= $as_of), TRUE) AS bounded,
    MIN(day) FILTER (WHERE high IS NULL OR high >= $threshold) AS earliest
  FROM open_days
  WHERE day <= until
  GROUP BY entity
)
SELECT g.entity, COALESCE(l.low, 0) AS low,
  CASE WHEN COALESCE(h.bounded, TRUE) THEN COALESCE(h.high, 0) END AS high,
  CASE WHEN h.earliest IS NULL THEN $never WHEN h.earliest > $days - $never THEN h.earliest
    END AS earliest,
  l.latest, g.parts, g.parts_read
FROM gainers g
LEFT JOIN lowest l ON l.entity = g.entity
LEFT JOIN highest h ON h.entity = g.entity
