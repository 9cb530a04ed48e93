-- The tracks a claim counts: an edition's list, with or without versions; whether the list is whole.
-- A release whose sources state more tracks than are listed has a short list.
-- Grain: release and recording. Reads: tracks, facts.
WITH listed AS (
  SELECT DISTINCT release, position, recording
  FROM tracks
  WHERE edition = $edition OR (edition = '' AND release NOT IN (
    SELECT release FROM tracks WHERE edition = $edition))
),
stated AS (
  SELECT entity AS release, MAX(CAST(value AS INTEGER)) AS track_count
  FROM facts
  WHERE attribute = 'track count'
  GROUP BY entity
),
counted AS (
  SELECT l.release,
    COUNT(DISTINCT l.position) >= COALESCE(MAX(s.track_count), 0) AS whole
  FROM listed l LEFT JOIN stated s ON s.release = l.release
  GROUP BY l.release
),
versions AS (
  SELECT DISTINCT entity FROM facts WHERE attribute = 'version'
)
SELECT DISTINCT l.release, l.recording, c.whole, TRUE AS sure
FROM listed l
JOIN counted c ON c.release = l.release
WHERE $versions OR l.recording NOT IN (SELECT entity FROM versions)
