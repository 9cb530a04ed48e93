-- unreleased, for what is made of a release's tracks: nothing is true of an album before it is out,
-- whatever its tracks had.
-- Grain: entity. Units: as measured; day numbers. Reads: measured, released.
SELECT m.entity,
  CASE WHEN r.released_to > $as_of THEN 0 ELSE m.low END AS low,
  CASE WHEN r.silent_until >= $as_of THEN 0 ELSE m.high END AS high,
  CASE WHEN r.silent_until IS NULL THEN m.earliest
    ELSE GREATEST(COALESCE(m.earliest, r.silent_until + 1), r.silent_until + 1) END AS earliest,
  CASE WHEN m.latest IS NULL OR r.released_to IS NULL THEN m.latest
    ELSE GREATEST(m.latest, r.released_to) END AS latest,
  m.parts, m.parts_read
FROM measured m
LEFT JOIN released r ON r.entity = m.entity
