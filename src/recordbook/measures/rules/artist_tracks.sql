-- The recordings an artist is credited on as main artist; a list that other catalogues may extend.
-- Grain: artist and recording. Reads: credits.
SELECT DISTINCT artist AS entity, item AS part, TRUE AS whole, TRUE AS sure
FROM credits
WHERE role = 'main' AND item IN (SELECT entity FROM names WHERE kind = 'recording')
