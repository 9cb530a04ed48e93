-- Everything known of app totals but what only sums can tell.
-- Grain: entity and statement. Units: streams, cumulative, end of day.
-- Reads: read, every, charted_sum, unreleased.
SELECT * FROM read
UNION ALL SELECT * FROM every
UNION ALL SELECT * FROM charted_sum
UNION ALL SELECT * FROM unreleased
