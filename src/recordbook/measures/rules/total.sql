-- total: a counter's own bounds, or an album's total.
-- Grain: entity. Units: streams, cumulative, end of as_of; day numbers. Reads: bounds.
SELECT entity, low, high, earliest, latest, 1 AS parts,
  CASE WHEN low > 0 OR high IS NOT NULL THEN 1 ELSE 0 END AS parts_read
FROM bounds
