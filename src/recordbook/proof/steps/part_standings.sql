-- Every part of some entities, as bounds and crossings.
-- Grain: entity and part. Units: streams, cumulative, end of as_of; day numbers.
-- Reads: bounds, part_list (entity, part, whole, sure), wanted (entity), tracks.
WITH places AS (
  SELECT release, recording, MIN(position) AS place FROM tracks WHERE edition = ''
  GROUP BY release, recording
)
SELECT p.entity, p.part, p.whole, p.sure, COALESCE(t.place, 0) AS place, COALESCE(b.low, 0) AS low, b.high,
  b.earliest, b.latest
FROM part_list p
JOIN wanted w ON w.entity = p.entity
LEFT JOIN bounds b ON b.entity = p.part
LEFT JOIN places t ON t.release = p.entity AND t.recording = p.part
