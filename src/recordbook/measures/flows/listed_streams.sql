-- What lists say of each recording that is in them; of one listed under two ids no more than the
-- greater, which it had at least.
-- Grain: entity and day. Units: streams of the list's period. Reads: listed_cells.
SELECT entity, day, MAX(low) AS low, CASE WHEN COUNT(*) = 1 THEN MAX(high) END AS high
FROM listed_cells
GROUP BY entity, day
