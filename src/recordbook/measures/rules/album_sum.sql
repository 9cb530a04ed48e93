-- part-of-whole, upwards: an album's total is at least the sum of its tracks', and at most where every
-- track of a whole list is bounded.
-- Grain: release and day on which a track of it has evidence. Units: streams, cumulative, end of day.
-- Reads: labelled, track_list (release, recording, whole).
WITH days AS (
  SELECT DISTINCT t.release, l.day
  FROM labelled l JOIN track_list t ON t.recording = l.entity
),
parts AS (
  SELECT d.release, d.day, t.recording, t.whole,
    COALESCE(MAX(l.low) FILTER (WHERE l.day <= d.day AND l.ends >= d.day), 0) AS low,
    MIN(l.high) FILTER (WHERE l.day >= d.day AND l.starts <= d.day) AS high,
    COALESCE(MAX(l.grade) FILTER (WHERE l.day = d.day), 'counted') AS grade
  FROM days d
  JOIN track_list t ON t.release = d.release
  LEFT JOIN labelled l ON l.entity = t.recording
  GROUP BY d.release, d.day, t.recording, t.whole
)
SELECT release AS entity, day, CAST(SUM(low) AS BIGINT) AS low,
  CASE WHEN BOOL_AND(whole) AND COUNT(high) = COUNT(*) THEN CAST(SUM(high) AS BIGINT) END AS high,
  'part-of-whole' AS rule, MAX(grade) AS grade, 'sum of its tracks' AS source, release AS key,
  '' AS batch, FALSE AS firm
FROM parts
GROUP BY release, day
