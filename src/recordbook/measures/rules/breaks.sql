-- Where an album's total may have fallen because a track's counter did: after the last day of one run
-- of the track, and before the first of the next.
-- Grain: release and break. Units: day numbers. Reads: labelled, track_list.
WITH pieces AS (
  SELECT DISTINCT t.release AS entity, l.entity AS recording, l.starts, l.ends
  FROM labelled l
  JOIN track_list t ON t.recording = l.entity
)
SELECT DISTINCT entity, broken_after, resumed
FROM (
  SELECT entity, ends AS broken_after,
    LEAD(starts) OVER (PARTITION BY entity, recording ORDER BY starts NULLS LAST) AS resumed
  FROM pieces
) AS following
WHERE resumed IS NOT NULL
