-- How many monthly listeners everybody had on a day: what was read of that day, and nothing else, for
-- the number rises and falls. The threshold is known to be reached by the first day on which it was
-- read; no earlier day is ruled out, as no source reads every day from the first.
-- Grain: entity. Units: people, day numbers. Reads: listeners.
SELECT entity,
  COALESCE(MAX(low) FILTER (WHERE day = $as_of), 0) AS low,
  MAX(high) FILTER (WHERE day = $as_of) AS high,
  CAST(NULL AS BIGINT) AS earliest,
  MIN(day) FILTER (WHERE low >= $threshold) AS latest,
  CAST(1 AS BIGINT) AS parts, CAST(1 AS BIGINT) AS parts_read
FROM listeners
GROUP BY entity
