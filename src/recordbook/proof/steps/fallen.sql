-- Which candidates are made of some of the wanted counters.
-- Grain: candidate. Reads: part_list (entity, part), wanted (entity).
SELECT DISTINCT entity FROM part_list WHERE part IN (SELECT entity FROM wanted)
