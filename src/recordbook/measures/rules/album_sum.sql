-- part-of-whole, upwards: once an album is out its total is at least the sum of its tracks', and at most
-- that where every track of a whole list is bounded. A track listed twice may count once or twice.
-- Said on the days of tracks' evidence, of the release, and on which the album's runs begin and end.
-- Grain: release, day, side and grade. Units: streams, cumulative, end of day.
-- Reads: graded, track_list (release, recording, whole, places, sure), released, grades.
WITH days AS (
  SELECT t.release, g.day
  FROM graded g JOIN track_list t ON t.recording = g.entity
  UNION
  SELECT entity AS release, starts AS day FROM graded
  WHERE starts > -$never AND entity IN (SELECT release FROM track_list)
  UNION
  SELECT entity AS release, ends AS day FROM graded
  WHERE ends < $never AND entity IN (SELECT release FROM track_list)
  UNION
  SELECT entity AS release, released_to AS day FROM released
  WHERE entity IN (SELECT release FROM track_list)
),
found AS (
  SELECT d.release, d.day, t.recording, COALESCE(g.level, 0) AS level, t.whole AND t.sure AS whole,
    COALESCE(MAX(g.low) FILTER (WHERE t.sure AND g.day <= d.day AND g.ends >= d.day), 0) AS low,
    t.places * MIN(g.high) FILTER (WHERE g.day >= d.day AND g.starts <= d.day) AS high
  FROM days d
  JOIN track_list t ON t.release = d.release
  LEFT JOIN graded g ON g.entity = t.recording
  GROUP BY d.release, d.day, t.recording, COALESCE(g.level, 0), t.whole, t.sure, t.places
),
parts AS (
  SELECT f.release, f.day, f.recording, f.whole, v.level, v.grade,
    MAX(f.low) FILTER (WHERE f.level <= v.level) AS low,
    MIN(f.high) FILTER (WHERE f.level <= v.level) AS high
  FROM found f
  CROSS JOIN grades v
  GROUP BY f.release, f.day, f.recording, f.whole, v.level, v.grade
),
sums AS (
  SELECT release, day, level, grade, CAST(SUM(low) AS BIGINT) AS low,
    CASE WHEN BOOL_AND(whole) AND COUNT(high) = COUNT(*) THEN CAST(SUM(high) AS BIGINT) END AS high
  FROM parts
  GROUP BY release, day, level, grade
),
told AS (
  SELECT s.release, s.day, s.low, CAST(NULL AS BIGINT) AS high, s.level, s.grade
  FROM sums s
  LEFT JOIN released r ON r.entity = s.release
  WHERE s.low > 0 AND (r.released_to IS NULL OR s.day >= r.released_to)
  UNION ALL
  SELECT release, day, CAST(0 AS BIGINT) AS low, high, level, grade
  FROM sums
  WHERE high IS NOT NULL
)
SELECT release AS entity, day, low, high, 'part-of-whole' AS rule, grade,
  'sum of its tracks' AS source, release AS key, '' AS batch, FALSE AS firm
FROM told
QUALIFY ROW_NUMBER() OVER (PARTITION BY release, day, low, high ORDER BY level NULLS LAST) = 1
