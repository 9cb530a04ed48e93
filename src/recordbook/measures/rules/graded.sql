-- Evidence in unbroken runs, with its grade as a number.
-- Grain: entity and statement. Units: streams, cumulative, end of day. Reads: labelled.
SELECT entity, day, low, high, rule, starts, ends,
  CASE grade WHEN 'counted' THEN 0 WHEN 'charted' THEN 1 ELSE 2 END AS level
FROM labelled
