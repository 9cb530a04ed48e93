-- The releases of which a reading counts other tracks than the default edition has. What is said of
-- such a release's own total speaks of the default edition, and so not of this reading.
-- Grain: release. Reads: track_list, default_list.
SELECT DISTINCT release AS entity
FROM (
  (SELECT release, recording, places FROM track_list
  EXCEPT SELECT release, recording, places FROM default_list)
  UNION ALL
  (SELECT release, recording, places FROM default_list
  EXCEPT SELECT release, recording, places FROM track_list)
) AS differing
