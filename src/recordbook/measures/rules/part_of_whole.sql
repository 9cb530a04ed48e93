-- part-of-whole, downwards: a track is at most the album's total less the least its other tracks have.
-- Said on the days of totals. Where the tracks have more than the total, the total is told so.
-- Grain: recording (or release) and day. Units: streams, cumulative, end of day.
-- Reads: graded, default_list, grades.
WITH wholes AS (
  SELECT entity AS release, day, starts, high, level
  FROM graded
  WHERE high IS NOT NULL AND rule IN ('read', 'rounded')
    AND entity IN (SELECT release FROM default_list)
),
parts AS (
  SELECT release, recording
  FROM default_list
  WHERE sure AND release IN (SELECT release FROM wholes)
),
days AS (
  SELECT DISTINCT release, day, level FROM wholes
),
limits AS (
  SELECT d.release, d.day, v.level, v.grade, MIN(w.high) AS high
  FROM days d
  JOIN wholes w ON w.release = d.release AND w.day >= d.day AND w.starts <= d.day
  JOIN grades v ON v.level >= w.level AND v.level >= d.level
  GROUP BY d.release, d.day, v.level, v.grade
),
floors AS (
  SELECT t.release, t.day, t.level, t.grade, t.high, p.recording, COALESCE(MAX(g.low), 0) AS low
  FROM limits t
  JOIN parts p ON p.release = t.release
  LEFT JOIN graded g ON g.entity = p.recording AND g.day <= t.day AND g.ends >= t.day
    AND g.level <= t.level
  GROUP BY t.release, t.day, t.level, t.grade, t.high, p.recording
),
sums AS (
  SELECT release, day, level, CAST(SUM(low) AS BIGINT) AS low
  FROM floors
  GROUP BY release, day, level
),
told AS (
  SELECT f.recording AS entity, f.release, f.day, CAST(0 AS BIGINT) AS low,
    GREATEST(f.high - (s.low - f.low), CAST(-1 AS BIGINT)) AS high,
    'total of ' || f.release AS source, f.level, f.grade
  FROM floors f
  JOIN sums s ON s.release = f.release AND s.day = f.day AND s.level = f.level
  UNION ALL
  SELECT s.release AS entity, s.release, s.day, s.low, CAST(NULL AS BIGINT) AS high,
    'sum of its tracks' AS source, t.level, t.grade
  FROM sums s
  JOIN limits t ON t.release = s.release AND t.day = s.day AND t.level = s.level
  WHERE s.low > t.high
)
SELECT entity, day, low, high, 'part-of-whole' AS rule, grade, source, release AS key, '' AS batch,
  FALSE AS firm
FROM told
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY entity, release, day, low, high ORDER BY level NULLS LAST) = 1
