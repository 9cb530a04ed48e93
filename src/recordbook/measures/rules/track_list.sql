-- The tracks a claim counts: an edition's list, with or without versions. A list is whole unless it
-- is known to be short: it skips a place, a source states more tracks than are listed, or says that the
-- list is not complete and none states how many there are. A track is sure unless sources contradict
-- each other: they put another in its place, or state fewer tracks.
-- Grain: release and recording; `places` is how often the list has it. Reads: tracks, facts.
WITH listed AS (
  SELECT DISTINCT release, edition, position, recording
  FROM tracks
  WHERE edition = $edition OR (edition = '' AND release NOT IN (
    SELECT release FROM tracks WHERE edition = $edition))
),
stated AS (
  SELECT entity AS release,
    MAX(TRY_CAST(CASE WHEN TRANSLATE(value, '+-0123456789', '') = '' THEN value END AS INTEGER))
      FILTER (WHERE attribute = 'track count') AS track_count,
    BOOL_OR(attribute = 'complete' AND value = 'no') AS partial
  FROM facts
  WHERE attribute IN ('track count', 'complete')
  GROUP BY entity
),
counted AS (
  SELECT l.release,
    COUNT(DISTINCT l.position) >= GREATEST(MAX(l.position), COALESCE(MAX(s.track_count), 0))
      AND (MAX(s.track_count) IS NOT NULL OR NOT COALESCE(BOOL_OR(s.partial), FALSE)) AS whole,
    COALESCE(MAX(l.edition) = '' AND COUNT(DISTINCT l.position) > MAX(s.track_count), FALSE)
      AS overfull
  FROM listed l LEFT JOIN stated s ON s.release = l.release
  GROUP BY l.release
),
contested AS (
  SELECT release, position FROM listed GROUP BY release, position
  HAVING COUNT(DISTINCT recording) > 1
),
versions AS (
  SELECT DISTINCT entity FROM facts WHERE attribute = 'version'
)
SELECT l.release, l.recording, c.whole, COUNT(*) AS places,
  COUNT(x.position) < COUNT(*) AND NOT c.overfull AS sure
FROM listed l
JOIN counted c ON c.release = l.release
LEFT JOIN contested x ON x.release = l.release AND x.position = l.position
WHERE $versions OR l.recording NOT IN (SELECT entity FROM versions)
GROUP BY l.release, l.recording, c.whole, c.overfull
