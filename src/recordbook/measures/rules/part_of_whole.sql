-- part-of-whole, downwards: a track is at most the album's total less the least its other tracks have.
-- Grain: recording and day of an album's total. Units: streams, cumulative, end of day.
-- Reads: labelled (evidence in unbroken runs), tracks.
WITH parts AS (
  SELECT DISTINCT release, recording FROM tracks WHERE edition = ''
),
wholes AS (
  SELECT l.entity AS release, l.day, MIN(l.high) AS high, MAX(l.grade) AS grade
  FROM labelled l
  WHERE l.high IS NOT NULL AND l.rule IN ('read', 'rounded')
    AND l.entity IN (SELECT release FROM parts)
  GROUP BY l.entity, l.day
),
floors AS (
  SELECT w.release, w.day, p.recording, COALESCE(MAX(l.low), 0) AS low
  FROM wholes w
  JOIN parts p ON p.release = w.release
  LEFT JOIN labelled l ON l.entity = p.recording AND l.day <= w.day AND l.ends >= w.day
  GROUP BY w.release, w.day, p.recording
),
sums AS (
  SELECT release, day, CAST(SUM(low) AS BIGINT) AS low FROM floors GROUP BY release, day
)
SELECT f.recording AS entity, f.day, CAST(0 AS BIGINT) AS low,
  GREATEST(w.high - (s.low - f.low), CAST(-1 AS BIGINT)) AS high,
  'part-of-whole' AS rule, w.grade, 'total of ' || f.release AS source, f.release AS key,
  '' AS batch, FALSE AS firm
FROM floors f
JOIN sums s ON s.release = f.release AND s.day = f.day
JOIN wholes w ON w.release = f.release AND w.day = f.day
