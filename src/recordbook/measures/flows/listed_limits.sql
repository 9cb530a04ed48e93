-- The most that a recording may have which is not in a complete list: its last value, or that of a
-- row that may be anybody's.
-- Grain: day of a complete list. Units: streams of the list's period. Reads: listed_cells.
SELECT day, GREATEST(MIN(high), COALESCE(MAX(high) FILTER (WHERE nameless), 0)) AS most
FROM listed_cells
GROUP BY day
HAVING COUNT(DISTINCT key) = $size AND COUNT(high) = COUNT(*)
